import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import { barsOf, plainRules, runScript, tradeLines, type Row } from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];

/** Long at 100 on bar 1, then the row on bar 2. */
function exitOn(row: Row, intent: EntryIntent): string {
  const bars = barsOf([CALM, CALM, row, [100, 100, 100, 100]]);
  return tradeLines(runScript(bars, { entries: { 0: intent } })).join();
}

describe('protective orders after the entry bar', () => {
  const long: EntryIntent = { direction: 1, stopLoss: 95, takeProfit: 105 };
  const short: EntryIntent = { direction: -1, stopLoss: 105, takeProfit: 95 };
  const table: readonly [string, EntryIntent, Row, string][] = [
    ['a long stop at its level', long, [100, 104, 95, 100], '95@2 STOP_LOSS'],
    [
      'a long stop at the open after a gap, not at the stop price',
      long,
      [93, 96, 92, 94],
      '93@2 STOP_LOSS',
    ],
    ['a long target at its level', long, [100, 106, 96, 100], '105@2 TAKE_PROFIT'],
    [
      'a long target at the better open after a gap',
      long,
      [107, 108, 101, 102],
      '107@2 TAKE_PROFIT',
    ],
    ['the stop first when a bar reaches both', long, [100, 106, 94, 100], '95@2 STOP_LOSS'],
    [
      'the stop even when the open has passed the target',
      long,
      [106, 107, 90, 95],
      '95@2 STOP_LOSS',
    ],
    ['nothing between the levels', long, [100, 104.9, 95.1, 100], '100@3 END_OF_DATA'],
    ['a short stop at its level', short, [100, 105, 96, 100], '105@2 STOP_LOSS'],
    ['a short stop at the open after a gap', short, [107, 108, 104, 106], '107@2 STOP_LOSS'],
    ['a short target at its level', short, [100, 104, 94, 100], '95@2 TAKE_PROFIT'],
    ['a short target at the better open after a gap', short, [93, 96, 92, 94], '93@2 TAKE_PROFIT'],
    ['a short stop first when a bar reaches both', short, [100, 106, 94, 100], '105@2 STOP_LOSS'],
  ];
  it.each(table)('fill %s', (_, intent, row, expected) => {
    expect(exitOn(row, intent).split(' -> ')[1]).toBe(expected);
  });
});

describe('protective orders on the entry bar', () => {
  const table: readonly [string, EntryIntent, Row, string][] = [
    [
      'after a market entry the stop is live at once',
      { direction: 1, stopLoss: 95 },
      [100, 101, 94, 100],
      '95@1 STOP_LOSS',
    ],
    [
      'after a market entry the target is live at once',
      { direction: 1, takeProfit: 103 },
      [100, 104, 99, 100],
      '103@1 TAKE_PROFIT',
    ],
    [
      'after a market entry the stop comes before the target',
      { direction: 1, stopLoss: 95, takeProfit: 103 },
      [100, 104, 94, 100],
      '95@1 STOP_LOSS',
    ],
    [
      'after a stop entry a low beyond the stop counts as after the fill',
      { direction: 1, order: 'stop', level: 103, stopLoss: 98 },
      [100, 104, 97, 103],
      '98@1 STOP_LOSS',
    ],
    [
      'after a stop entry an open beyond the stop proves nothing when the close is not',
      { direction: 1, order: 'stop', level: 103, stopLoss: 101 },
      [100, 104, 99, 103],
      '100@2 STOP_LOSS',
    ],
    [
      'after a stop entry a close beyond the stop proves it',
      { direction: 1, order: 'stop', level: 103, stopLoss: 101 },
      [100, 104, 99, 100],
      '101@1 STOP_LOSS',
    ],
    [
      'after a stop entry the target lies behind the fill',
      { direction: 1, order: 'stop', level: 103, takeProfit: 105 },
      [100, 106, 99, 100],
      '105@1 TAKE_PROFIT',
    ],
    [
      'after a limit entry the stop lies behind the fill',
      { direction: 1, order: 'limit', level: 97, stopLoss: 95 },
      [100, 101, 94, 100],
      '95@1 STOP_LOSS',
    ],
    [
      'after a limit entry a high beyond the target may have come before it',
      { direction: 1, order: 'limit', level: 97, takeProfit: 101 },
      [100, 102, 96, 98],
      '100@2 END_OF_DATA',
    ],
    [
      'after a limit entry a close beyond the target proves it',
      { direction: 1, order: 'limit', level: 97, takeProfit: 101 },
      [100, 103, 96, 102],
      '101@1 TAKE_PROFIT',
    ],
    [
      'a short stop entry mirrors it',
      { direction: -1, order: 'stop', level: 97, stopLoss: 102 },
      [100, 103, 96, 97],
      '102@1 STOP_LOSS',
    ],
    [
      'a short limit entry mirrors it',
      { direction: -1, order: 'limit', level: 103, takeProfit: 99 },
      [100, 104, 97, 98],
      '99@1 TAKE_PROFIT',
    ],
  ];
  it.each(table)('%s', (_, intent, row, expected) => {
    const bars = barsOf([CALM, row, [100, 100, 100, 100]]);
    const result = runScript(bars, { entries: { 0: intent } });
    expect(tradeLines(result).join().split(' -> ')[1]).toBe(expected);
  });

  it('an entry at the close is not exposed to the bar that it closes', () => {
    const rules = plainRules({ execution: { entry_timing: 'bar_close' } });
    const bars = barsOf([[100, 110, 90, 100], CALM, CALM]);
    const intent: EntryIntent = { direction: 1, stopLoss: 95, takeProfit: 105 };
    const result = runScript(bars, { entries: { 0: intent } }, { rules });
    expect(tradeLines(result)).toEqual(['long 100@0 -> 100@2 END_OF_DATA']);
  });
});

describe('levels from the directive', () => {
  /** Long at 200 on bar 1; the levels are read from where the trade would end. */
  function stopOf(rules: Parameters<typeof plainRules>[0], direction: 1 | -1 = 1): number | null {
    const row: Row = [200, 201, 199, 200];
    const bars = barsOf(Array.from({ length: 30 }, () => row));
    const result = runScript(
      bars,
      { entries: { 20: { direction } } },
      { rules: plainRules(rules) },
    );
    return result.trades[0]?.initialStop ?? null;
  }

  it.each([
    ['none', { type: 'none' as const }, null],
    ['12 points', { type: 'points' as const, value: 12 }, 188],
    ['5 percent of the fill price', { type: 'percent' as const, value: 5 }, 190],
    ['3 times an ATR of 2', { type: 'atr_multiple' as const, multiple: 3, atr_period: 5 }, 194],
  ])('place a stop of %s', (_, stop, expected) => {
    expect(stopOf({ execution_rules: { stop_loss: stop } })).toBe(expected);
  });

  it('place the stop of a short above', () => {
    expect(stopOf({ execution_rules: { stop_loss: { type: 'points', value: 12 } } }, -1)).toBe(212);
  });

  it('are not used when the intent has its own stop', () => {
    const bars = barsOf([CALM, CALM, CALM]);
    const rules = plainRules({ execution_rules: { stop_loss: { type: 'points', value: 12 } } });
    const result = runScript(bars, { entries: { 0: { direction: 1, stopLoss: 97 } } }, { rules });
    expect(result.trades[0]?.initialStop).toBe(97);
  });

  it.each([
    ['points', { enabled: true, type: 'points' as const, value: 4 }, 104],
    ['percent of the fill price', { enabled: true, type: 'percent' as const, value: 3 }, 103],
    ['a multiple of the risk', { enabled: true, type: 'r_multiple' as const, value: 2 }, 106],
  ])('place a target at %s', (_, target, expected) => {
    const bars = barsOf([CALM, CALM, [100, 120, 98, 110], CALM]);
    const rules = plainRules({ execution_rules: { take_profit: target } });
    const result = runScript(bars, { entries: { 0: { direction: 1, stopLoss: 97 } } }, { rules });
    expect(tradeLines(result)).toEqual([`long 100@1 -> ${expected}@2 TAKE_PROFIT`]);
  });

  it('refuse an r_multiple target without stop, and count it', () => {
    const rules = plainRules({
      execution_rules: { take_profit: { enabled: true, type: 'r_multiple', value: 2 } },
    });
    const result = runScript(barsOf([CALM, CALM]), { entries: { 0: { direction: 1 } } }, { rules });
    expect(result.rejections).toEqual({ STOP_REQUIRED: 1 });
  });

  it('refuse an ATR stop while the ATR is warming up', () => {
    const rules = plainRules({
      execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 1 } },
    });
    const result = runScript(barsOf([CALM, CALM]), { entries: { 0: { direction: 1 } } }, { rules });
    expect(result.rejections).toEqual({ NOT_READY: 1 });
  });

  it('refuse by name a strategy that leaves out the stop at the opposite side of the range', () => {
    const rules = plainRules({
      execution_rules: { stop_loss: { type: 'session_opposite_range' } },
    });
    expect(() =>
      runScript(barsOf([CALM, CALM]), { entries: { 0: { direction: 1 } } }, { rules }),
    ).toThrow(expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }));
  });

  it.each([
    ['STOP_BEYOND_FILL', { direction: 1, stopLoss: 101 } as const],
    ['STOP_BEYOND_FILL', { direction: -1, stopLoss: 100 } as const],
    ['TARGET_BEYOND_FILL', { direction: 1, takeProfit: 99 } as const],
  ])('refuse an order with %s', (reason, intent) => {
    const result = runScript(barsOf([CALM, CALM]), { entries: { 0: intent } });
    expect(result.rejections).toEqual({ [reason]: 1 });
    expect(result.trades).toEqual([]);
  });
});

describe('a stop inside the spread', () => {
  const rules = plainRules({
    costs: { spread_points: 3, commission_per_lot_per_side: 0, slippage_points: 1, swap: 'none' },
  });

  it('trades at once at the market, not at its better price', () => {
    // Bought at 104 + 1 with the bid at 101: the stop at 102 lies across the spread.
    const bars = barsOf([CALM, [100, 105, 100, 104], CALM]);
    const intent: EntryIntent = { direction: 1, order: 'stop', level: 104, stopLoss: 102 };
    expect(tradeLines(runScript(bars, { entries: { 0: intent } }, { rules }))).toEqual([
      'long 105@1 -> 100@1 STOP_LOSS',
    ]);
  });
});
