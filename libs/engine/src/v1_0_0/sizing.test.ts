import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import type { DirectiveRules } from '@assay/directive';
import { barsOf, EURUSD_SPEC, runScript, type Row } from './testing/scenario.js';

const ROW: Row = [1.1, 1.1, 1.1, 1.1];
const SPEC = { ...EURUSD_SPEC, max_lot: 3 };

/** Lots of a trade at 1.1, or the reasons for none. */
function sized(
  sizing: NonNullable<DirectiveRules['sizing']>,
  intent: EntryIntent = { direction: 1 },
): unknown {
  const rules = { costs: 'none' as const, sizing };
  const result = runScript(
    barsOf([ROW, ROW, ROW]),
    { entries: { 0: intent } },
    { spec: SPEC, rules },
  );
  const [trade] = result.trades;
  return trade ? { lots: trade.lots, units: trade.units } : result.rejections;
}

const STOP_AT_50_PIPS: EntryIntent = { direction: 1, stopLoss: 1.095 };

describe('sizing', () => {
  it.each([
    [
      'fixed lots as stated',
      { mode: 'fixed_lots' as const, lots: 0.3 },
      { lots: 0.3, units: 30_000 },
    ],
    [
      'fixed lots rounded down to the step',
      { mode: 'fixed_lots' as const, lots: 0.299 },
      { lots: 0.29, units: 29_000 },
    ],
    [
      'fixed lots free of binary dust',
      { mode: 'fixed_lots' as const, lots: 0.29 },
      { lots: 0.29, units: 29_000 },
    ],
    [
      'fixed units as lots',
      { mode: 'fixed_units' as const, units: 12_345 },
      { lots: 0.12, units: 12_000 },
    ],
    [
      'nothing below min_lot, counted',
      { mode: 'fixed_units' as const, units: 999 },
      { BELOW_MIN_LOT: 1 },
    ],
    [
      'a risk without stop, refused',
      { mode: 'fixed_risk' as const, amount: 100 },
      { STOP_REQUIRED: 1 },
    ],
  ])('takes %s', (_, sizing, expected) => {
    expect(sized(sizing)).toEqual(expected);
  });

  it('divides a fixed risk by the distance to the stop', () => {
    // 100 USD ÷ (0.005 × 100,000) = 0.2 lots.
    expect(sized({ mode: 'fixed_risk', amount: 100 }, STOP_AT_50_PIPS)).toEqual({
      lots: 0.2,
      units: 20_000,
    });
  });

  it('divides a fraction of equity by the distance to the stop', () => {
    // 1 % of 20,000 = 200 USD: 0.4 lots.
    const sizing = { mode: 'risk_fraction' as const, fraction: 0.01, capital: 20_000 };
    expect(sized(sizing, STOP_AT_50_PIPS)).toEqual({ lots: 0.4, units: 40_000 });
  });

  it('takes the smallest size that the broker accepts when no sizing is declared', () => {
    const script = { entries: { 0: { direction: 1 as const } } };
    const result = runScript(barsOf([ROW, ROW]), script, { spec: SPEC, rules: { costs: 'none' } });
    expect(result.trades[0]?.lots).toBe(0.01);
    expect(result).toMatchObject({ capital: 10_000, accountCurrency: 'USD' });
  });

  it('lets a fraction of equity grow and shrink with the account', () => {
    const rows: Row[] = [1.1, 1.1, 1.11, 1.11, 1.11].map((price) => [price, price, price, price]);
    const entry = (stopLoss: number): EntryIntent => ({ direction: 1, stopLoss });
    const result = runScript(
      barsOf(rows),
      { entries: { 0: entry(1.09), 2: entry(1.1) }, exits: { 1: true } },
      {
        spec: { ...SPEC, max_lot: 50 },
        rules: { costs: 'none', sizing: { mode: 'risk_fraction', fraction: 0.1 } },
      },
    );
    // 1,000 USD at 0.01: 1 lot earns 1,000; then 1,100 USD at 0.01: 1.1 lots.
    expect(result.trades.map((trade) => trade.lots)).toEqual([1, 1.1]);
  });
});
