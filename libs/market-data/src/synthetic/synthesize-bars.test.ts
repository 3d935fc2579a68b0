import { AssayError, parseDay, type Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { formatBarsCsv } from '../csv/format-bars-csv.js';
import { fingerprintBars } from '../fingerprint-bars.js';
import { assessQuality } from '../quality/assess-quality.js';
import { SYNTHETIC_CURRENCIES, SYNTHETIC_SYMBOLS } from './synthetic-symbols.js';
import { synthesizeBars, type SyntheticRequest } from './synthesize-bars.js';

const day = (text: string): number => parseDay(text) as number;
const REQUEST: SyntheticRequest = {
  symbol: 'EURUSD',
  timeframe: '1h',
  startMs: day('2013-01-01'),
  endMs: day('2014-01-01'),
  seed: 7,
};
const make = (change: Partial<SyntheticRequest> = {}): Bars =>
  synthesizeBars({ ...REQUEST, ...change });
const digest = (bars: Bars): string => fingerprintBars(bars, 0, bars.length);
const returnsOf = (bars: Bars): number[] =>
  [...bars.close].slice(1).map((close, i) => Math.log(close / (bars.close[i] as number)));

/** Mean of the range ÷ close over the bars that a test picks. */
function meanRange(bars: Bars, pick: (hourUtc: number) => boolean): number {
  const picked = [...bars.time.keys()].filter((i) =>
    pick(new Date(bars.time[i] as number).getUTCHours()),
  );
  const sum = picked.reduce(
    (a, i) => a + ((bars.high[i] as number) - (bars.low[i] as number)) / (bars.close[i] as number),
    0,
  );
  return sum / picked.length;
}

describe('synthetic bars', () => {
  test('are the same bytes on every machine', () => {
    expect(
      formatBarsCsv(make({ endMs: day('2013-01-08') }), 5)
        .split('\n')
        .slice(0, 4),
    ).toMatchInlineSnapshot(`
      [
        "time,open,high,low,close,volume",
        "2013-01-02T00:00:00Z,1.12248,1.12318,1.12244,1.12279,506",
        "2013-01-02T01:00:00Z,1.12279,1.12302,1.12275,1.12301,830",
        "2013-01-02T02:00:00Z,1.12301,1.12339,1.12300,1.12338,691",
      ]
    `);
    const digests = ['15m', '1h', '4h', '1d', '1w'].map(
      (timeframe) => `${timeframe} ${digest(make({ timeframe: timeframe as '1h' })).slice(0, 16)}`,
    );
    expect(digests).toMatchInlineSnapshot(`
      [
        "15m c1329fd54b7acd80",
        "1h 9e819995e4128c66",
        "4h f44b0cda1ac1b16a",
        "1d 18a163d6049349fe",
        "1w caa84836752d0290",
      ]
    `);
  });

  test('differ by seed, symbol and timeframe', () => {
    const digests = [
      make(),
      make({ seed: 8 }),
      make({ symbol: 'GBPUSD' }),
      make({ timeframe: '4h' }),
    ].map(digest);
    expect(new Set(digests).size).toBe(4);
  });

  test.each(SYNTHETIC_SYMBOLS.map((entry) => [entry.symbol, entry] as const))(
    '%s: consistent, positive, on its grid of points and free of blocking findings',
    (symbol, { digits }) => {
      const bars = make({ symbol });
      expect(bars.length).toBeGreaterThan(6000);
      const report = assessQuality(bars, { timeframe: '1h', calendar: 'fx' });
      expect(report.blocking).toBe(false);
      expect(
        report.findings.map((finding) => finding.id).filter((id) => id !== 'gap' && id !== 'jump'),
      ).toEqual([]);
      for (const column of [bars.open, bars.high, bars.low, bars.close]) {
        expect(column.every((price) => Number(price.toFixed(digits)) === price)).toBe(true);
      }
    },
  );

  test('stay near the level of their currencies', () => {
    for (const { symbol, base, quote } of SYNTHETIC_SYMBOLS) {
      const level =
        (SYNTHETIC_CURRENCIES[base]?.usd ?? NaN) / (SYNTHETIC_CURRENCIES[quote]?.usd ?? NaN);
      const bars = make({
        symbol,
        timeframe: '1d',
        startMs: day('2010-01-01'),
        endMs: day('2020-01-01'),
      });
      expect(Math.min(...bars.low)).toBeGreaterThan(level / 2);
      expect(Math.max(...bars.high)).toBeLessThan(level * 2);
    }
  });

  test('follow the trading week of New York and keep its holidays', () => {
    const times = [...make({ endMs: day('2014-02-01') }).time].map((ms) =>
      new Date(ms).toISOString(),
    );
    expect(times).toContain('2013-07-05T20:00:00.000Z');
    expect(times).not.toContain('2013-07-05T21:00:00.000Z');
    expect(times).toContain('2013-07-07T21:00:00.000Z');
    expect(times).not.toContain('2013-12-20T22:00:00.000Z');
    expect(times.filter((time) => /-(12-25|01-01)T/.test(time))).toEqual([]);
  });

  test('move most in the hours of London and New York, in spells of calm and busy days', () => {
    const bars = make({ endMs: day('2016-01-01') });
    expect(meanRange(bars, (h) => h >= 7 && h <= 16)).toBeGreaterThan(
      1.5 * meanRange(bars, (h) => h >= 21 || h <= 3),
    );
    const daily = returnsOf(
      make({ timeframe: '1d', startMs: day('2000-01-01'), endMs: day('2020-01-01') }),
    );
    const sizes = daily.map(Math.abs);
    const mean = sizes.reduce((a, b) => a + b) / sizes.length;
    const together = sizes
      .slice(1)
      .reduce((a, s, i) => a + (s - mean) * ((sizes[i] as number) - mean), 0);
    const alone = sizes.reduce((a, s) => a + (s - mean) * (s - mean), 0);
    // Without spells it would lie within ±0.04 (three standard errors of 5,200 days).
    expect(together / alone).toBeGreaterThan(0.04);
  });

  test('a cross is the product of its legs', () => {
    const [cross, a, b] = [make({ symbol: 'EURJPY' }), make(), make({ symbol: 'USDJPY' })];
    const at = (bars: Bars, time: number): number => bars.close[bars.time.indexOf(time)] ?? NaN;
    const ratios = [...cross.time]
      .map((time, i) => (cross.close[i] as number) / (at(a, time) * at(b, time)))
      .filter((ratio) => !Number.isNaN(ratio));
    expect(ratios.length).toBeGreaterThan(6000);
    expect(Math.max(...ratios.map((ratio) => Math.abs(ratio - 1)))).toBeLessThan(3e-5);
  });

  test('have a hole now and then, as real ones do', () => {
    const report = assessQuality(make({ endMs: day('2018-01-01') }), {
      timeframe: '1h',
      calendar: 'fx',
    });
    const gaps = report.findings.find((finding) => finding.id === 'gap')?.count ?? 0;
    expect(gaps).toBeGreaterThan(9);
    expect(gaps).toBeLessThan(60);
  });

  test('may be of a symbol that the caller declares', () => {
    const profile = { symbol: 'GOLD', base: 'XAU', quote: 'USD', digits: 1 };
    expect(make({ symbol: 'GOLD', profile }).close[0]).toBeGreaterThan(900);
    expect(() => make({ symbol: 'X', profile: { ...profile, base: 'XYZ' } })).toThrow(AssayError);
  });

  test('of an unknown symbol are refused with the nearest known one', () => {
    expect(() => make({ symbol: 'EURUSDX' })).toThrow(
      'no synthetic bars are known for this symbol',
    );
    try {
      make({ symbol: 'eurusd' });
    } catch (error) {
      expect((error as AssayError).diagnostic).toMatchObject({
        code: 'VALUE_NOT_ALLOWED',
        found: '"eurusd"',
        next: 'Did you mean EURUSD?',
      });
    }
    expect.assertions(2);
  });

  test('of a weekend are refused: there are none', () => {
    expect(() => make({ startMs: day('2013-01-12'), endMs: day('2013-01-13') })).toThrow(
      'holds no bar',
    );
  });
});

describe('the table of symbols', () => {
  test('declares both sides of each, once, in order', () => {
    const names = SYNTHETIC_SYMBOLS.map((entry) => entry.symbol);
    expect(names).toEqual([...new Set(names)].toSorted());
    for (const { base, quote } of SYNTHETIC_SYMBOLS) {
      expect(Object.keys(SYNTHETIC_CURRENCIES)).toEqual(expect.arrayContaining([base, quote]));
    }
  });
});
