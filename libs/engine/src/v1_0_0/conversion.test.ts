import { MS_PER_HOUR } from '@assay/core';
import type { BrokerSpec } from '@assay/instruments';
import { describe, expect, it } from 'vitest';
import { simulate, type ConversionSeries, type Trade } from './index.js';
import { barsOf, EURUSD_SPEC, inputOf, MONDAY, scripted, type Row } from './testing/scenario.js';

const flat = (price: number): Row => [price, price, price, price];

/** A conversion pair by its hourly closes, Monday 00:00 on. */
function series(
  base: string,
  quote: string,
  closes: readonly number[],
  startMs = MONDAY,
): ConversionSeries {
  return {
    base,
    quote,
    time: Float64Array.from(closes, (_, i) => startMs + i * MS_PER_HOUR),
    close: Float64Array.from(closes),
    barMs: MS_PER_HOUR,
  };
}

const RULES = {
  costs: { spread_points: 0, commission_per_lot_per_side: 5, swap: 'none' as const },
  sizing: { mode: 'fixed_lots' as const, lots: 0.5 },
};

/** Half a lot, in at the open of bar 1 and out at the open of bar 3. */
function trade(
  spec: BrokerSpec,
  prices: readonly number[],
  conversions: readonly ConversionSeries[],
  rules: Parameters<typeof inputOf>[2] = {},
): Trade {
  const bars = barsOf(prices.map(flat));
  const strategy = scripted({ entries: { 0: { direction: 1 } }, exits: { 2: true } });
  const input = inputOf(bars, strategy, { spec, rules: RULES, conversions, ...rules });
  return simulate(input).trades[0] as Trade;
}

const pair = (base: string, quote: string, tick: number): BrokerSpec => ({
  ...EURUSD_SPEC,
  symbol: `${base}${quote}`,
  base,
  quote,
  tick_size: tick,
});

describe('profit in account currency', () => {
  it('needs no rate when the quote currency is that of the account (EURUSD in USD)', () => {
    const result = trade(EURUSD_SPEC, [1.1, 1.1, 1.1, 1.102, 1.102], []);
    expect(result.gross).toBeCloseTo(0.002 * 50_000, 9);
    expect(result).toMatchObject({ conversionRate: 1, commission: 5 });
    expect(result.notional).toBeCloseTo(55_000, 9);
  });

  it('divides by the pair itself when its base is the account (USDJPY in USD), as of the last closed bar', () => {
    // Exit at the open of bar 3: the last closed bar is bar 2, at 150; bar 3's own price is not known.
    const result = trade(pair('USD', 'JPY', 0.001), [148, 148, 150, 151, 152], []);
    expect(result.conversionRate).toBe(1 / 150);
    expect(result.gross).toBeCloseTo((3 * 50_000) / 150, 9);
    // Notional at the entry's rate: bar 0 closed at 148.
    expect(result.notional).toBeCloseTo((50_000 * 148) / 148, 9);
  });

  it('multiplies by the conversion pair (EURGBP in USD through GBPUSD)', () => {
    const gbpusd = series('GBP', 'USD', [1.25, 1.26, 1.27, 1.28, 1.29]);
    const result = trade(pair('EUR', 'GBP', 0.00001), [0.85, 0.85, 0.85, 0.853, 0.853], [gbpusd]);
    expect(result.conversionRate).toBe(1.27);
    expect(result.gross).toBeCloseTo(0.003 * 50_000 * 1.27, 9);
  });

  it('goes through USD when no pair joins the two (EURGBP in CHF)', () => {
    const result = trade(
      pair('EUR', 'GBP', 0.00001),
      [0.85, 0.85, 0.85, 0.853, 0.853],
      [series('GBP', 'USD', [1.25, 1.25, 1.25, 1.25]), series('USD', 'CHF', [0.9, 0.9, 0.88, 0.9])],
      { rules: { ...RULES, sizing: { ...RULES.sizing, account_currency: 'CHF' } } },
    );
    expect(result.conversionRate).toBe(1.25 * 0.88);
  });

  it('charges the commission of another currency at the rate of its own side', () => {
    const spec = {
      ...pair('EUR', 'GBP', 0.00001),
      commission: { per_lot_per_side: 4, currency: 'GBP' },
    };
    const gbpusd = series('GBP', 'USD', [1.25, 1.26, 1.27, 1.28, 1.29]);
    const rules = { ...RULES, costs: { spread_points: 0, swap: 'none' as const } };
    const result = trade(spec, [0.85, 0.85, 0.85, 0.853, 0.853], [gbpusd], { rules });
    // Entry at 01:00: bar 0 closed at 1.25; exit at 03:00: bar 2 closed at 1.27. Half a lot.
    expect(result.commission).toBeCloseTo(2 * 1.25 + 2 * 1.27, 12);
  });

  it('sizes a fixed risk with the rate of the entry', () => {
    const gbpusd = series('GBP', 'USD', [1.25, 1.5, 1.5, 1.5]);
    const bars = barsOf([0.85, 0.85, 0.85].map(flat));
    const strategy = scripted({ entries: { 0: { direction: 1, stopLoss: 0.849 } } });
    const rules = { costs: 'none' as const, sizing: { mode: 'fixed_risk' as const, amount: 100 } };
    const spec = pair('EUR', 'GBP', 0.00001);
    const result = simulate(inputOf(bars, strategy, { spec, rules, conversions: [gbpusd] }));
    // 100 USD ÷ (0.001 × 100,000 GBP × 1.25) = 0.8 lots.
    expect(result.trades[0]?.lots).toBe(0.8);
    expect(result.trades[0]?.riskAccount).toBeCloseTo(100, 9);
  });

  it('marks equity at the rate of each close', () => {
    const gbpusd = series('GBP', 'USD', [1.25, 1.26, 1.3, 1.3]);
    const bars = barsOf([flat(0.85), flat(0.85), [0.85, 0.86, 0.84, 0.855]]);
    const strategy = scripted({ entries: { 0: { direction: 1 } } });
    const rules = { costs: 'none' as const, sizing: { mode: 'fixed_lots' as const, lots: 1 } };
    const spec = pair('EUR', 'GBP', 0.00001);
    const result = simulate(inputOf(bars, strategy, { spec, rules, conversions: [gbpusd] }));
    expect(result.equity[2]).toBeCloseTo(10_000 + 500 * 1.3, 6);
    expect(result.equityLow[2]).toBeCloseTo(10_000 - 1000 * 1.3, 6);
  });

  it('is an error when no path exists', () => {
    const run = (): unknown => trade(pair('EUR', 'GBP', 0.00001), [0.85, 0.85, 0.85, 0.85], []);
    expect(run).toThrow(expect.objectContaining({ code: 'CONVERSION_RATE_MISSING' }));
  });

  it('is an error when the conversion bars begin later', () => {
    const late = series('GBP', 'USD', [1.25, 1.26], MONDAY + 2 * MS_PER_HOUR);
    const run = (): unknown => trade(pair('EUR', 'GBP', 0.00001), [0.85, 0.85, 0.85, 0.85], [late]);
    expect(run).toThrow(expect.objectContaining({ code: 'CONVERSION_RATE_MISSING' }));
  });
});
