import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { scanEquity, scanStretches, type EquityStretches } from './equity-scan.js';

const PLACES = { from: 0, to: 1, base: 2, entry: 3, signedUnits: 4 };
const WIDTH = 5;
const HOUR = 3_600_000;

/** One bar: hours since the one before, close, how far the extremes lie beyond. */
const bar = fc.record({
  gap: fc.constantFrom(1, 1, 1, 5, 60),
  close: fc.integer({ min: 90, max: 110 }),
  wick: fc.integer({ min: 0, max: 4 }),
});

/** One trade: bars it waits, bars it holds, units (negative is short), cost of the entry, end. */
const trade = fc.record({
  wait: fc.integer({ min: 0, max: 3 }),
  hold: fc.integer({ min: 1, max: 9 }),
  units: fc.constantFrom(-2, -1, 1, 3),
  cost: fc.integer({ min: 0, max: 2 }),
  end: fc.integer({ min: -20, max: 20 }),
});

test.prop(
  [
    fc.array(bar, { minLength: 1, maxLength: 120 }),
    fc.array(trade, { maxLength: 20 }),
    fc.integer({ min: 0, max: 30 }),
  ],
  { numRuns: 500 },
)('a scan of stretches is the scan of the marks that they stand for', (list, trades, lastFall) => {
  const n = list.length;
  const prices = {
    time: new Float64Array(n),
    high: Float64Array.from(list, ({ close, wick }) => close + wick),
    low: Float64Array.from(list, ({ close, wick }) => close - wick),
    close: Float64Array.from(list, ({ close }) => close),
  };
  let time = 0;
  list.forEach(({ gap }, i) => {
    time += gap * HOUR;
    prices.time[i] = time;
  });
  const capital = 1000;
  const equity = new Float64Array(n).fill(capital);
  const equityLow = new Float64Array(n).fill(capital);
  const rows: number[] = [];
  const stored = { equity: new Float64Array(n), equityLow: new Float64Array(n) };
  const shortSpread = 0.5;
  let cash = capital;
  let at = 0;
  for (const { wait, hold, units, cost, end } of trades) {
    const from = at + wait;
    const to = Math.min(from + hold, n - 1);
    if (to <= from) break;
    if (from > at) rows.push(at, from, cash, 0, 0);
    const base = cash - cost;
    const entry = prices.close[from] as number;
    const spread = units > 0 ? 0 : shortSpread;
    for (let i = from; i < to; i += 1) {
      const adverse = (units > 0 ? prices.low : prices.high)[i] as number;
      equity[i] = base + ((prices.close[i] as number) + spread - entry) * units;
      equityLow[i] = base + (adverse + spread - entry) * units;
    }
    cash += end;
    equity.fill(cash, to);
    equityLow.fill(cash, to);
    rows.push(from, to, base, entry, units);
    at = to;
  }
  if (at < n - 1) rows.push(at, n - 1, cash, 0, 0);
  // The last bar stands by itself: something left at its close.
  equityLow[n - 1] = cash - lastFall;
  stored.equity[n - 1] = cash;
  stored.equityLow[n - 1] = cash - lastFall;
  rows.push(n - 1, n, NaN, NaN, NaN);
  const stretches: EquityStretches = {
    count: rows.length / WIDTH,
    rows: Float64Array.from(rows),
    width: WIDTH,
    places: PLACES,
    shortSpread,
    ...stored,
  };
  const marks = { time: prices.time, equity, equityLow };
  expect(scanStretches(prices, stretches, capital)).toEqual(scanEquity(marks, capital));
});
