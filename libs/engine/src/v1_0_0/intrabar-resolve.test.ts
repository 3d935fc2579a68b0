import { MS_PER_HOUR, MS_PER_MINUTE } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { EntryIntent } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import {
  barsOf,
  MONDAY,
  plainRules,
  quietBars,
  runScript,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const QUARTER = 15 * MS_PER_MINUTE;
const resolve = plainRules({ execution: { intrabar: 'resolve' } });
const BOTH: EntryIntent = { direction: 1, stopLoss: 95, takeProfit: 105 };

/** An order decided at bar 0 meets `row` on bar 1; quarters of an hour inside bar 1. */
function meet(row: Row, quarters: readonly Row[], intent = BOTH, rules: DirectiveRules = resolve) {
  const bars = barsOf([CALM, row, [100, 100, 100, 100]]);
  const times = quarters.map((_, i) => MONDAY + MS_PER_HOUR + i * QUARTER);
  const finer = { bars: barsOf(quarters, times), barMs: QUARTER };
  return runScript(bars, { entries: { 0: intent } }, { rules, finer });
}

/** The exit of the first trade, and how many bars were decided and left open. */
function outcome(result: ReturnType<typeof meet>): readonly unknown[] {
  const { intrabar_resolved_bars: resolved, intrabar_unresolved_bars: open } = result.settings;
  const exit = tradeLines(result)[0]?.split(' -> ')[1];
  return [exit, resolved, open];
}

describe('a bar that reaches stop and target', () => {
  const row: Row = [100, 106, 94, 100];
  const up: Row = [100, 106, 99, 104];
  const down: Row = [104, 104, 94, 95];
  const back: Row = [95, 100, 95, 100];

  it('is decided by the finer bar that reaches one of them first', () => {
    expect(outcome(meet(row, [up, down, back]))).toEqual(['105@1 TAKE_PROFIT', 1, 0]);
    const falling: Row[] = [[100, 101, 94, 95], [95, 106, 95, 104], back];
    expect(outcome(meet(row, falling))).toEqual(['95@1 STOP_LOSS', 1, 0]);
  });

  it('is decided pessimistically by a finer bar that reaches both', () => {
    const both: Row[] = [
      [100, 101, 99, 100],
      [100, 106, 94, 100],
    ];
    expect(outcome(meet(row, both))).toEqual(['95@1 STOP_LOSS', 1, 0]);
  });

  it('fills at the open of a finer bar that has passed a level', () => {
    const gap: Row[] = [
      [100, 102, 99, 101],
      [93, 106, 93, 100],
    ];
    expect(outcome(meet([100, 106, 93, 100], gap))).toEqual(['93@1 STOP_LOSS', 1, 0]);
  });

  it('stays pessimistic and is counted without finer bars inside it', () => {
    expect(outcome(meet(row, []))).toEqual(['95@1 STOP_LOSS', 0, 1]);
  });

  it.each<[string, readonly Row[]]>([
    ['do not reach what the bar reaches', [[100, 106, 96, 100]]],
    ['lie beyond its extremes', [[100, 107, 94, 100]]],
  ])('stays pessimistic when the finer bars %s', (_, quarters) => {
    expect(outcome(meet(row, quarters))).toEqual(['95@1 STOP_LOSS', 0, 1]);
  });

  it('stays pessimistic, and no finer bar is looked at, unless resolve is declared', () => {
    const result = meet(row, [up, down, back], BOTH, plainRules());
    expect(outcome(result)).toEqual(['95@1 STOP_LOSS', null, null]);
  });
});

describe('a bar that opens beyond the target and reaches the stop', () => {
  const row: Row = [107, 108, 94, 100];
  const bars = barsOf([CALM, CALM, row, CALM]);
  const run = (quarters: readonly Row[]) => {
    const times = quarters.map((_, i) => MONDAY + 2 * MS_PER_HOUR + i * QUARTER);
    const finer = { bars: barsOf(quarters, times), barMs: QUARTER };
    return outcome(runScript(bars, { entries: { 0: BOTH } }, { rules: resolve, finer }));
  };

  it('is the stop’s, unless a finer bar shows that the target came first', () => {
    expect(run([])).toEqual(['95@2 STOP_LOSS', 0, 1]);
    const quarters: Row[] = [
      [107, 108, 104, 104],
      [104, 104, 94, 100],
    ];
    expect(run(quarters)).toEqual(['107@2 TAKE_PROFIT', 1, 0]);
  });
});

describe('a bar that leaves nothing open', () => {
  it('is decided by itself', () => {
    const only: Row = [100, 106, 99, 104];
    expect(outcome(meet(only, [[100, 101, 99, 100]]))).toEqual(['105@1 TAKE_PROFIT', 0, 0]);
    expect(outcome(meet([100, 104, 96, 100], []))).toEqual(['100@2 END_OF_DATA', 0, 0]);
  });
});

describe('a bar that fills an entry inside', () => {
  const entry: EntryIntent = {
    direction: 1,
    order: 'stop',
    level: 103,
    stopLoss: 98,
    takeProfit: 106,
  };

  it('does not let a low before the entry stop it out', () => {
    const row: Row = [100, 105, 97, 104];
    const quarters: Row[] = [
      [100, 100, 97, 99],
      [99, 105, 99, 104],
    ];
    expect(outcome(meet(row, quarters, entry))).toEqual(['100@2 END_OF_DATA', 1, 0]);
    expect(outcome(meet(row, [], entry))).toEqual(['98@1 STOP_LOSS', 0, 1]);
  });

  it('lets a high after a limit entry reach the target', () => {
    const limit: EntryIntent = { direction: 1, order: 'limit', level: 97, takeProfit: 102 };
    const row: Row = [100, 103, 96, 100];
    const quarters: Row[] = [
      [100, 101, 96, 97],
      [97, 103, 97, 100],
    ];
    expect(outcome(meet(row, quarters, limit))).toEqual(['102@1 TAKE_PROFIT', 1, 0]);
    expect(outcome(meet(row, [], limit))).toEqual(['100@2 END_OF_DATA', 0, 1]);
  });

  it('decides which of two orders of a group fills', () => {
    const bars = barsOf([CALM, [100, 104, 96, 100], CALM]);
    const orders: EntryIntent[] = [
      { direction: 1, order: 'stop', level: 103, group: 'g' },
      { direction: -1, order: 'stop', level: 98, group: 'g' },
    ];
    const quarters: Row[] = [
      [100, 104, 99, 100],
      [100, 101, 96, 100],
    ];
    const times = [0, 1].map((i) => MONDAY + MS_PER_HOUR + i * QUARTER);
    const finer = { bars: barsOf(quarters, times), barMs: QUARTER };
    const run = (rules: DirectiveRules) =>
      tradeLines(runScript(bars, { entries: { 0: orders } }, { rules, finer }))[0];
    expect(run(resolve)).toBe('long 103@1 -> 100@2 END_OF_DATA');
    expect(run(plainRules())).toBe('short 98@1 -> 100@2 END_OF_DATA');
  });
});

describe('a stop that moves inside a bar', () => {
  it('moves with each finer bar', () => {
    const rules = plainRules({
      execution: { intrabar: 'resolve' },
      execution_rules: {
        trailing_stop: { enabled: true, type: 'points', value: 4, update: 'intrabar' },
      },
    });
    const quarters: Row[] = [
      [100, 108, 99, 107],
      [107, 107, 103, 105],
    ];
    const long: EntryIntent = { direction: 1 };
    expect(outcome(meet([100, 108, 99, 105], quarters, long, rules))).toEqual([
      '104@1 TRAILING_STOP',
      1,
      0,
    ]);
  });

  it('goes to break-even before a low that comes later', () => {
    const rules = plainRules({
      execution: { intrabar: 'resolve' },
      execution_rules: { break_even: { enabled: true, trigger_r: 1 } },
    });
    const long: EntryIntent = { direction: 1, stopLoss: 95 };
    const row: Row = [100, 106, 98, 103];
    const later: Row[] = [
      [100, 106, 100.5, 105],
      [105, 105, 98, 103],
    ];
    expect(outcome(meet(row, later, long, rules))).toEqual(['100@1 BREAK_EVEN', 1, 0]);
    const before: Row[] = [
      [100, 101, 98, 100],
      [100, 106, 100, 103],
    ];
    expect(outcome(meet(row, before, long, rules))).toEqual(['100@2 BREAK_EVEN', 1, 0]);
  });
});

describe('the settings of a run', () => {
  it('say which finer bars were there', () => {
    expect(meet([100, 106, 94, 100], []).settings).toMatchObject({
      intrabar: 'resolve',
      intrabar_minutes: 15,
    });
    const result = runScript(quietBars([100, 100]), {}, { rules: resolve });
    expect(result.settings).toMatchObject({ intrabar: 'resolve', intrabar_minutes: null });
  });
});
