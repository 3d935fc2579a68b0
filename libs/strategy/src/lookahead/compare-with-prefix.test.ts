import { describe, expect, test } from 'vitest';
import { compareWithPrefix, type Evaluation } from './compare-with-prefix.js';
import { DecisionList, type RecordedDecision } from './decision-list.js';

test('two NaN of different bits are the same value', () => {
  const other = new Float64Array(1);
  new Uint32Array(other.buffer).set([1, 0xfff80000]);
  const decisions = new DecisionList();
  const full = { columns: { a: Float64Array.of(NaN, 1) }, decisions };
  const prefix = { columns: { a: other }, decisions };
  expect(compareWithPrefix({ full, prefix, cut: 1 })).toBeUndefined();
});

describe('a finding', () => {
  const full: Evaluation = {
    columns: { a: Float64Array.of(1, 2, 3) },
    decisions: DecisionList.of([
      { bar: 0, kind: 'entry', text: 'long' },
      { bar: 2, kind: 'exit', text: 'true' },
    ]),
  };
  const entry = { bar: 0, kind: 'entry', text: 'long' } as const;
  const compare = (
    columns: Evaluation['columns'],
    decisions: readonly RecordedDecision[],
  ): string[] => {
    const prefix = { columns, decisions: DecisionList.of(decisions) };
    const found = compareWithPrefix({ full, prefix, cut: 2 });
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
    expect(compare(good, [entry, { bar: 1, kind: 'exit', text: 'true' }])).toEqual([
      'The exit decision at bar 1 reads the future.',
      'true when the data end after bar 1',
      'no decision, as in the full run',
    ]);
    expect(compare(good, [{ bar: 0, kind: 'entry', text: 'short' }])[1]).toBe(
      'short when the data end after bar 1',
    );
  });

  test('is not raised for decisions after the cut', () => {
    expect(compare(good, [entry])).toEqual(['', '', '']);
  });

  test('tells time, and what followed the cut when the data did not end', () => {
    const found = compareWithPrefix({
      full,
      prefix: { columns: { a: Float64Array.of(1, 7, 9) }, decisions: DecisionList.of([entry]) },
      cut: 2,
      alteredBars: 1,
      time: Float64Array.of(0, 3_600_000, 7_200_000),
    });
    expect(found?.message).toBe(
      'The column a reads the future at bar 1 (1970-01-01T01:00:00.000Z).',
    );
    expect(found?.found).toBe('7 when other bars follow bar 1');
  });

  test.each([
    [299, 'it needs a bar at least 1 later'],
    [0, 'it needs a bar at least 300 later'],
  ])('near the cut says how far the column looks ahead: bar %i', (bar, next) => {
    const whole = new Float64Array(301);
    const part = new Float64Array(300);
    part[bar] = 1;
    const decisions = new DecisionList();
    const found = compareWithPrefix({
      full: { columns: { a: whole }, decisions },
      prefix: { columns: { a: part }, decisions },
      cut: 300,
    });
    expect(found?.next).toContain(next);
  });

  test('far from the cut names statistics over all bars', () => {
    const decisions = new DecisionList();
    const found = compareWithPrefix({
      full: { columns: { a: new Float64Array(1000).fill(1) }, decisions },
      prefix: { columns: { a: new Float64Array(900).fill(2) }, decisions },
      cut: 900,
    });
    expect(found?.next).toContain('use a rolling or an expanding window');
  });

  test('tells a condition from a price', () => {
    const price = [{ bar: 0, kind: 'entry', text: 'short' }] as const;
    const next = (decisions: readonly RecordedDecision[]): string | undefined =>
      compareWithPrefix({
        full,
        prefix: { columns: good, decisions: DecisionList.of(decisions) },
        cut: 2,
      })?.next;
    expect(next(price)).toContain('in checkEntry: a price or field of its order is of a later bar');
    expect(next([])).toContain('in checkEntry: its condition is of a later bar');
  });
});
