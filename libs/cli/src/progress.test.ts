import { expect, test } from 'vitest';
import { displayWidth } from './display-width.js';
import { liveProgress } from './progress-live.js';
import { plainProgress } from './progress-plain.js';
import { silentProgress } from './progress.js';
import { PLAIN_STYLE } from './style.js';

/** A live progress whose time the test turns on, and what the terminal shows after its writes. */
function live(columns = 80) {
  let nowMs = 0;
  let writes: string[] = [];
  const progress = liveProgress({
    write: (text) => writes.push(text),
    clock: { now: () => nowMs },
    style: PLAIN_STYLE,
    columns: () => columns,
  });
  return {
    progress,
    wait: (ms: number) => {
      nowMs += ms;
    },
    writes: () => writes,
    clear: () => {
      writes = [];
    },
    screen: () => screenAfter(writes.join('')),
  };
}

/** The lines that a terminal shows: understands "up n lines" and "erase below", which is all we use. */
function screenAfter(text: string): string[] {
  let lines: string[] = [];
  // eslint-disable-next-line no-control-regex -- cursor movements begin with ESC
  for (const part of text.split(/(\u001b\[\d+A\u001b\[0J)/)) {
    const up = /(\d+)A/.exec(part.startsWith('\u001b') ? part : '');
    if (up) lines = lines.slice(0, lines.length - Number(up[1]));
    else if (part !== '') lines.push(...part.replace(/\n$/, '').split('\n'));
  }
  return lines;
}

test('a subject shows its stage, bar, count, rate and the time left', () => {
  const { progress, wait, screen } = live();
  progress.update({ subject: 'EURUSD', stage: '1 execution', done: 0, total: 60_000 });
  wait(1000);
  progress.update({ subject: 'EURUSD', stage: '1 execution', done: 24_000, total: 60_000 });
  expect(screen()).toEqual([
    'EURUSD  1 execution  ████░░░░░░  24,000/60,000 bars  24.0k bars/s  0:01 left',
  ]);
});

test('a rate starts anew with each stage', () => {
  const { progress, wait, screen } = live();
  progress.update({ subject: 'A', stage: 'one', done: 0, total: 10 });
  wait(1000);
  progress.update({ subject: 'A', stage: 'two', done: 4, total: 8, unit: 'files' });
  expect(screen()).toEqual(['A  two  █████░░░░░  4/8 files']);
  wait(2000);
  progress.update({ subject: 'A', stage: 'two', done: 6, total: 8, unit: 'files' });
  expect(screen()).toEqual(['A  two  ████████░░  6/8 files  1 files/s  0:02 left']);
});

test('slow work still says how fast it is and how long it takes', () => {
  const { progress, wait, screen } = live();
  progress.update({ subject: 'A', stage: 'runs', done: 0, total: 11, unit: 'runs' });
  wait(10_000);
  progress.update({ subject: 'A', stage: 'runs', done: 3, total: 11, unit: 'runs' });
  expect(screen()).toEqual(['A  runs  ███░░░░░░░  3/11 runs  0.3 runs/s  0:26 left']);
});

test('many updates in a short time are one drawing', () => {
  const { progress, wait, writes } = live();
  for (let done = 0; done < 1000; done += 1) {
    progress.update({ subject: 'A', stage: 'one', done, total: 1000 });
  }
  expect(writes()).toHaveLength(1);
  wait(100);
  progress.update({ subject: 'A', stage: 'one', done: 1000, total: 1000 });
  expect(writes()).toHaveLength(2);
});

test('a finished subject leaves a line that stays, above those at work', () => {
  const { progress, screen } = live();
  progress.update({ subject: 'EURUSD', stage: 'one' });
  progress.update({ subject: 'USDJPY', stage: 'one' });
  progress.finish('EURUSD', 'done', '142 trades');
  progress.finish('GBPUSD', 'failed', 'STRATEGY_CRASH');
  expect(screen()).toEqual([
    '✓ EURUSD  done, 142 trades',
    '✗ GBPUSD  failed, STRATEGY_CRASH',
    'USDJPY  one',
  ]);
  progress.close();
  expect(screen()).toEqual(['✓ EURUSD  done, 142 trades', '✗ GBPUSD  failed, STRATEGY_CRASH']);
});

test('talk goes above the redrawn lines', () => {
  const { progress, screen } = live();
  progress.update({ subject: 'A', stage: 'one' });
  progress.above('a warning\n');
  progress.update({ subject: 'A', stage: 'two' });
  expect(screen()).toEqual(['a warning', 'A  two']);
});

test('no line is as wide as the terminal, and no more lines are drawn than can be redrawn', () => {
  const { progress, screen } = live(30);
  for (let i = 0; i < 40; i += 1) {
    progress.update({ subject: `SYMBOL${i}`, stage: 'a very long stage name', done: 1, total: 2 });
  }
  expect(screen()).toHaveLength(12);
  expect(screen().at(-1)).toBe('… and 29 more');
  for (const line of screen()) expect(displayWidth(line)).toBeLessThan(30);
});

test('off a terminal there is one line per stage and one at the end, without counts', () => {
  let text = '';
  const progress = plainProgress((more) => {
    text += more;
  });
  for (let done = 0; done < 100; done += 1) {
    progress.update({ subject: 'EURUSD', stage: '1 execution', done, total: 100 });
  }
  progress.update({ subject: 'EURUSD', stage: '2 compilation' });
  progress.above('talk\n');
  progress.finish('EURUSD', 'skipped', 'unchanged');
  progress.close();
  expect(text).toBe(
    'EURUSD: 1 execution\nEURUSD: 2 compilation\ntalk\nEURUSD: skipped, unchanged\n',
  );
});

test('a quiet tool shows no progress, but what must be said', () => {
  let text = '';
  const progress = silentProgress((more) => {
    text += more;
  });
  progress.update({ subject: 'A', stage: 'one' });
  progress.finish('A', 'done');
  progress.close();
  progress.above('error\n');
  expect(text).toBe('error\n');
});
