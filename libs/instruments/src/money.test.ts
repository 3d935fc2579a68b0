import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { conversionPath, rateSource, requiredConversionPairs, type RateColumns } from './money.js';

const HOUR = 3_600_000;

/** Hourly closes from the epoch on. */
function pair(base: string, quote: string, closes: readonly number[]): RateColumns {
  return {
    base,
    quote,
    time: Float64Array.from(closes, (_, i) => i * HOUR),
    close: Float64Array.from(closes),
    barMs: HOUR,
  };
}

describe('requiredConversionPairs', () => {
  it.each([
    ['USD', 'USD', ['']],
    ['GBP', 'USD', ['GBPUSD', 'USDGBP']],
    ['USD', 'JPY', ['USDJPY', 'JPYUSD']],
    [
      'GBP',
      'CHF',
      ['GBPCHF', 'CHFGBP', 'GBPUSD+USDCHF', 'GBPUSD+CHFUSD', 'USDGBP+USDCHF', 'USDGBP+CHFUSD'],
    ],
  ])('from %s to %s lists complete ways, the direct one first', (from, to, expected) => {
    const ways = requiredConversionPairs(from, to);
    expect(ways.map((way) => way.map((leg) => leg.base + leg.quote).join('+'))).toEqual(expected);
  });
});

describe('conversionPath', () => {
  const gbpusd = { base: 'GBP', quote: 'USD' };
  const usdchf = { base: 'USD', quote: 'CHF' };
  const chfgbp = { base: 'CHF', quote: 'GBP' };

  it.each([
    ['nothing for one currency', 'EUR', 'EUR', [], []],
    ['the pair itself', 'GBP', 'USD', [usdchf, gbpusd], [{ ...gbpusd, inverse: false }]],
    ['the inverse', 'USD', 'GBP', [gbpusd], [{ ...gbpusd, inverse: true }]],
    [
      'one pair rather than two',
      'GBP',
      'CHF',
      [gbpusd, usdchf, chfgbp],
      [{ ...chfgbp, inverse: true }],
    ],
    [
      'two pairs through USD',
      'GBP',
      'CHF',
      [usdchf, gbpusd],
      [
        { ...gbpusd, inverse: false },
        { ...usdchf, inverse: false },
      ],
    ],
    ['nothing at all when there is no way', 'EUR', 'CHF', [gbpusd, usdchf], undefined],
  ])('takes %s', (_, from, to, available, expected) => {
    expect(conversionPath(from, to, available)).toEqual(expected);
  });
});

describe('rateSource', () => {
  it('is unity for one currency and needs no bars', () => {
    const source = rateSource('USD', 'USD', []);
    expect([source.isUnity, source.at(0)]).toEqual([true, 1]);
  });

  it('knows a close only when its bar is over', () => {
    const source = rateSource('GBP', 'USD', [pair('GBP', 'USD', [1.2, 1.3, 1.4])]);
    expect([source.at(HOUR), source.at(2 * HOUR - 1), source.at(2 * HOUR)]).toEqual([
      1.2, 1.2, 1.3,
    ]);
    expect(source.at(99 * HOUR)).toBe(1.4);
  });

  it('divides by the inverse pair and multiplies along a path', () => {
    const series = [pair('USD', 'JPY', [150]), pair('GBP', 'USD', [1.25])];
    expect(rateSource('JPY', 'USD', series).at(HOUR)).toBe(1 / 150);
    expect(rateSource('GBP', 'JPY', series).at(HOUR)).toBe(1.25 * 150);
  });

  it('is an error without path, naming what would help', () => {
    expect(() => rateSource('GBP', 'USD', [pair('USD', 'CHF', [1])])).toThrow(
      expect.objectContaining({
        code: 'CONVERSION_RATE_MISSING',
        diagnostic: expect.objectContaining({ found: 'USD/CHF', expected: 'GBP/USD, or USD/GBP' }),
      }),
    );
  });

  it.each([
    ['before the first bar has closed', [1.2], HOUR - 1],
    ['at a price that is none', [0], HOUR],
    ['at a price that is not a number', [NaN], HOUR],
  ])('is an error %s', (_, closes, ms) => {
    const source = rateSource('GBP', 'USD', [pair('GBP', 'USD', closes)]);
    expect(() => source.at(ms)).toThrow(
      expect.objectContaining({ code: 'CONVERSION_RATE_MISSING' }),
    );
  });

  test.prop([fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 50 })])(
    'answers instants in any order like a source that never looked before',
    (hours) => {
      const series = [
        pair(
          'GBP',
          'USD',
          Array.from({ length: 30 }, (_, i) => 1 + i),
        ),
      ];
      const source = rateSource('GBP', 'USD', series);
      for (const hour of hours) {
        expect(source.at(hour * HOUR)).toBe(rateSource('GBP', 'USD', series).at(hour * HOUR));
      }
    },
  );
});
