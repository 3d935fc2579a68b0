import { MS_PER_DAY, MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import { simulate, type Trade } from './index.js';
import {
  barsOf,
  EURUSD_SPEC,
  inputOf,
  MONDAY,
  PLAIN_SPEC,
  type plainRules,
  runScript,
  scripted,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const SIZING = { mode: 'fixed_lots' as const, lots: 1, capital: 1000 };

/** In at the open 100 of bar 1, out at the open 110 of bar 3. */
function roundTrip(
  direction: 1 | -1,
  costs: Parameters<typeof plainRules>[0],
  spec = PLAIN_SPEC,
): Trade {
  const bars = barsOf([CALM, CALM, CALM, [110, 111, 109, 110], CALM]);
  const script = { entries: { 0: { direction } as EntryIntent }, exits: { 2: true } };
  const result = runScript(bars, script, { spec, rules: { sizing: SIZING, ...costs } });
  return result.trades[0] as Trade;
}

describe('spread', () => {
  const costs = {
    costs: { spread_points: 2, commission_per_lot_per_side: 0, swap: 'none' as const },
  };

  it('is paid by a long at the entry: in at ask, out at bid', () => {
    const trade = roundTrip(1, costs);
    expect(trade).toMatchObject({
      entryPrice: 102,
      exitPrice: 110,
      gross: 10,
      spreadCost: 2,
      net: 8,
    });
  });

  it('is paid by a short at the exit: in at bid, out at ask', () => {
    const trade = roundTrip(-1, costs);
    expect(trade).toMatchObject({
      entryPrice: 100,
      exitPrice: 112,
      gross: -10,
      spreadCost: 2,
      net: -12,
    });
  });

  it('moves the triggers of buy orders: a buy stop fires when the ask reaches it', () => {
    const bars = barsOf([CALM, [100, 102, 99, 100], CALM]);
    const buy: EntryIntent = { direction: 1, order: 'stop', level: 104 };
    const result = runScript(
      bars,
      { entries: { 0: buy } },
      { rules: { sizing: SIZING, ...costs } },
    );
    expect(tradeLines(result)).toEqual(['long 104@1 -> 100@2 END_OF_DATA']);
    expect(result.trades[0]).toMatchObject({ gross: -2, spreadCost: 2, net: -4 });
  });

  it('moves the triggers of a short position: its stop fires at the ask', () => {
    const bars = barsOf([CALM, CALM, [100, 103, 99, 100], CALM]);
    const sell: EntryIntent = { direction: -1, stopLoss: 105 };
    const result = runScript(
      bars,
      { entries: { 0: sell } },
      { rules: { sizing: SIZING, ...costs } },
    );
    expect(tradeLines(result)).toEqual(['short 100@1 -> 105@2 STOP_LOSS']);
  });

  it('is taken bar by bar from the column when the spec says so', () => {
    const bars = barsOf([CALM, CALM, CALM, CALM], undefined, [9, 3, 9, -1]);
    const script = { entries: { 0: { direction: 1 } as EntryIntent }, exits: { 1: true } };
    const rules = {
      sizing: SIZING,
      costs: { commission_per_lot_per_side: 0, swap: 'none' as const },
    };
    const spec = { ...PLAIN_SPEC, spread: 'column' as const };
    expect(runScript(bars, script, { rules, spec }).trades[0]).toMatchObject({
      entryPrice: 103,
      net: -3,
    });
  });

  it('from a column that the bars do not have is an error, not zero', () => {
    const rules = {
      sizing: SIZING,
      costs: { commission_per_lot_per_side: 0, swap: 'none' as const },
    };
    const spec = { ...PLAIN_SPEC, spread: 'column' as const };
    expect(() => runScript(barsOf([CALM]), {}, { rules, spec })).toThrow(
      expect.objectContaining({ code: 'COST_INPUT_MISSING' }),
    );
  });

  it('that one bar lacks is an error where it is charged, not zero', () => {
    const rules = {
      sizing: SIZING,
      costs: { commission_per_lot_per_side: 0, swap: 'none' as const },
    };
    const spec = { ...PLAIN_SPEC, spread: 'column' as const };
    const bars = barsOf([CALM, CALM, CALM], undefined, [1, NaN, -1]);
    const run = (bar: number) =>
      runScript(bars, { entries: { [bar]: { direction: 1 } } }, { rules, spec });
    expect(() => run(0)).toThrow(
      expect.objectContaining({ code: 'COST_INPUT_MISSING', message: 'Bar 1 has no spread.' }),
    );
    // A negative spread is none.
    expect(run(1).trades[0]).toMatchObject({ spreadCost: 0, entryPrice: 100 });
  });

  it('as a rate is a charge on each side and leaves prices alone', () => {
    const trade = roundTrip(1, {
      costs: { spread_rate: 0.01, commission_per_lot_per_side: 0, swap: 'none' },
    });
    expect(trade.entryPrice).toBe(100);
    expect(trade.spreadCost).toBeCloseTo(1 + 1.1, 12);
    expect(trade.net).toBeCloseTo(10 - 2.1, 12);
  });
});

describe('commission', () => {
  it('is charged for each lot and side', () => {
    const trade = roundTrip(1, {
      costs: { spread_points: 0, commission_per_lot_per_side: 1.5, swap: 'none' },
    });
    expect(trade).toMatchObject({ commission: 3, net: 7 });
  });

  it('as a rate is a fraction of price × units on each side', () => {
    const trade = roundTrip(1, {
      costs: { spread_points: 0, commission_rate: 0.001, swap: 'none' },
    });
    expect(trade.commission).toBeCloseTo(0.1 + 0.11, 12);
  });

  it('of the spec is used when the directive states none', () => {
    const spec = { ...PLAIN_SPEC, spread: 0, commission: { per_lot_per_side: 2, currency: 'USD' } };
    expect(roundTrip(1, { costs: { swap: 'none' } }, spec).commission).toBe(4);
  });
});

describe('slippage', () => {
  const costs = {
    costs: {
      spread_points: 0,
      commission_per_lot_per_side: 0,
      slippage_points: 1,
      swap: 'none' as const,
    },
  };

  it('goes against the trader on market fills', () => {
    expect(roundTrip(1, costs)).toMatchObject({
      entryPrice: 101,
      exitPrice: 109,
      slippage: 2,
      net: 8,
    });
    expect(roundTrip(-1, costs)).toMatchObject({
      entryPrice: 99,
      exitPrice: 111,
      slippage: 2,
      net: -12,
    });
  });

  it.each([
    ['a stop entry', { direction: 1, order: 'stop', level: 104 } as const, 105],
    ['no limit entry', { direction: 1, order: 'limit', level: 97 } as const, 97],
  ])('hits %s', (_, intent, price) => {
    const bars = barsOf([CALM, [100, 105, 96, 100], CALM]);
    const result = runScript(
      bars,
      { entries: { 0: intent } },
      { rules: { sizing: SIZING, ...costs } },
    );
    expect(result.trades[0]?.entryPrice).toBe(price);
  });

  it('hits a protective stop but no target', () => {
    const rules = { sizing: SIZING, ...costs };
    const stop: EntryIntent = { direction: 1, stopLoss: 95 };
    const target: EntryIntent = { direction: 1, takeProfit: 105 };
    const bars = barsOf([CALM, CALM, [100, 106, 94, 100], CALM]);
    expect(runScript(bars, { entries: { 0: stop } }, { rules }).trades[0]?.exitPrice).toBe(94);
    expect(runScript(bars, { entries: { 0: target } }, { rules }).trades[0]?.exitPrice).toBe(105);
  });
});

describe('swap', () => {
  const spec = {
    ...EURUSD_SPEC,
    swap: { long: -6, short: 2, triple_day: 'wednesday' as const, rollover: '22:00', zone: 'UTC' },
  };
  const rules = {
    sizing: { mode: 'fixed_lots' as const, lots: 1 },
    costs: { spread_points: 0, commission_per_lot_per_side: 0 },
  };
  const row: Row = [1.1, 1.1, 1.1, 1.1];

  /** Bars of one hour from Monday 00:00; in at the open of bar `from`, out at the open of bar `to`. */
  function swapOf(direction: 1 | -1, from: number, to: number): number | undefined {
    const bars = barsOf(Array.from({ length: to + 2 }, () => row));
    const strategy = scripted({
      entries: { [from - 1]: { direction } },
      exits: { [to - 1]: true },
    });
    const input = inputOf(bars, strategy, { spec, rules, rolloverZone: UTC_OFFSETS });
    return simulate(input).trades[0]?.swap;
  }

  // One lot: 100,000 units × 0.00001 × 6 points = 6 USD a night.
  it.each([
    ['nothing before the rollover', 1, 1, 22, 0],
    ['one night across Monday 22:00', 1, 1, 23, -6],
    ['one night to a short, received', -1, 1, 23, 2],
    ['nothing when entered at the rollover', 1, 22, 24, 0],
    ['two nights across Monday and Tuesday', 1, 1, 48, -12],
    ['three nights for Wednesday', 1, 1 + 48, 23 + 48, -18],
    ['no nights at the weekend', 1, 1, 7 * 24 - 1, -6 * (1 + 1 + 3 + 1 + 1)],
  ] as const)('charges %s', (_, direction, from, to, expected) => {
    expect(swapOf(direction, from, to)).toBeCloseTo(expected, 9);
  });

  it('counts a rollover within a day-long bar once the next bar begins', () => {
    const times = [0, 1, 2, 3].map((day) => MONDAY + day * MS_PER_DAY);
    const bars = barsOf([row, row, row, row], times);
    const strategy = scripted({ entries: { 0: { direction: 1 } }, exits: { 1: true } });
    const over = { spec, rules, rolloverZone: UTC_OFFSETS, barMs: MS_PER_DAY };
    expect(simulate(inputOf(bars, strategy, over)).trades[0]?.swap).toBeCloseTo(-6, 9);
  });

  it('shows in the equity from the close after the rollover on', () => {
    const bars = barsOf(Array.from({ length: 26 }, () => row));
    const strategy = scripted({ entries: { 0: { direction: 1 } } });
    const { equity } = simulate(
      inputOf(bars, strategy, { spec, rules, rolloverZone: UTC_OFFSETS }),
    );
    expect([equity[20], equity[21], equity[22]].map((value) => Math.round(value ?? 0))).toEqual([
      10_000, 10_000, 9994,
    ]);
  });

  it('follows the daylight saving of the rollover zone', () => {
    const zone = {
      zone: 'America/New_York',
      startsMs: [0, MONDAY + 12 * MS_PER_HOUR],
      offsetsMinutes: [-300, -240],
    };
    const inNewYork = { ...spec, swap: { ...spec.swap, rollover: '17:00', zone: zone.zone } };
    const bars = barsOf(Array.from({ length: 24 }, () => row));
    const run = (exitAt: number): number | undefined =>
      simulate(
        inputOf(
          bars,
          scripted({ entries: { 0: { direction: 1 } }, exits: { [exitAt - 1]: true } }),
          {
            spec: inNewYork,
            rules,
            rolloverZone: zone,
          },
        ),
      ).trades[0]?.swap;
    expect(run(21)).toBe(0);
    expect(run(22)).toBeCloseTo(-6, 9);
  });

  it('without the offsets of its zone is an error', () => {
    const input = inputOf(barsOf([row]), scripted({}), { spec, rules });
    expect(() => simulate(input)).toThrow(expect.objectContaining({ code: 'COST_INPUT_MISSING' }));
  });
});
