import { describe, expect, test } from 'vitest';
import {
  compareWithPrefix,
  type Evaluation,
  type RecordedDecision,
} from './compare-with-prefix.js';

test('two NaN of different bits are the same value', () => {
  const other = new Float64Array(1);
  new Uint32Array(other.buffer).set([1, 0xfff80000]);
  const full = { columns: { a: Float64Array.of(NaN, 1) }, decisions: [] };
  expect(
    compareWithPrefix({ full, prefix: { columns: { a: other }, decisions: [] }, cut: 1 }),
  ).toBeUndefined();
});

describe('a finding', () => {
  const full: Evaluation = {
    columns: { a: Float64Array.of(1, 2, 3) },
    decisions: [
      { bar: 0, kind: 'entry', text: 'long' },
      { bar: 2, kind: 'exit', text: 'true' },
    ],
  };
  const compare = (
    columns: Evaluation['columns'],
    decisions: readonly RecordedDecision[],
  ): string[] => {
    const found = compareWithPrefix({ full, prefix: { columns, decisions }, cut: 2 });
    return [found?.message ?? '', found?.found ?? '', found?.expected ?? ''];
  };
  const good = { a: Float64Array.of(1, 2) };

  test('names column, bar and both values', () => {
    expect(compare({ a: Float64Array.of(1, 7) }, [])).toEqual([
      'The column a reads the future at bar 1.',
      '7 when the data end after bar 1',
      '2, as in the full run',
    ]);
  });

  test('names the decision, its bar and both decisions', () => {
    expect(compare(good, [])).toEqual([
      'The entry decision at bar 0 reads the future.',
      'no decision when the data end after bar 1',
      'long, as in the full run',
    ]);
    expect(
      compare(good, [...full.decisions.slice(0, 1), { bar: 1, kind: 'exit', text: 'true' }]),
    ).toEqual([
      'The exit decision at bar 1 reads the future.',
      'true when the data end after bar 1',
      'no decision, as in the full run',
    ]);
    expect(compare(good, [{ bar: 0, kind: 'entry', text: 'short' }])[1]).toBe(
      'short when the data end after bar 1',
    );
  });

  test('is not raised for decisions after the cut', () => {
    expect(compare(good, full.decisions.slice(0, 1))).toEqual(['', '', '']);
  });
});
