import { expect, test } from 'vitest';
import { BLIND_BOARD, liveBoard } from './board.js';

function recorded(columns = 20, rows = 24) {
  const writes: string[] = [];
  const board = liveBoard({
    write: (text) => writes.push(text),
    columns: () => columns,
    rows: () => rows,
  });
  return { board, writes };
}

test('a text takes the place of the one before, in one write', () => {
  const { board, writes } = recorded();
  board.draw('a\nb');
  board.draw('c');
  board.close();
  expect(writes).toEqual(['a\nb\n', '\u001b[2A\u001b[0Jc\n', '\u001b[1A\u001b[0J']);
});

test('a line that the terminal wraps is taken away whole, colours not counted', () => {
  const { board, writes } = recorded(10);
  board.draw(`\u001b[1m${'x'.repeat(25)}\u001b[22m`);
  board.close();
  expect(writes.at(-1)).toBe('\u001b[3A\u001b[0J');
});

test('no more is drawn than the screen holds, and what is left out is said', () => {
  const { board, writes } = recorded(20, 6);
  board.draw(Array.from({ length: 50 }, (_, i) => `line ${i}`).join('\n'));
  expect(writes[0]).toBe('line 0\nline 1\nline 2\nline 3\n… and 46 more lines\n');
});

test('closing twice, or without a drawing, writes nothing', () => {
  const { board, writes } = recorded();
  board.close();
  board.draw('a');
  board.close();
  board.close();
  expect(writes).toHaveLength(2);
  expect(BLIND_BOARD.isLive).toBe(false);
});
