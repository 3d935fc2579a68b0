import { ema } from '@assay/indicators/trend/ema';
import { atr } from '@assay/indicators/volatility/atr';
import { describe, expect, it } from 'vitest';
import { fillRegimeColumns } from './regime-columns.js';
import { randomBars } from './testing/random-market.js';

describe('fillRegimeColumns', () => {
  it.each([
    [400, 14, 20],
    [400, 20, 5],
    [400, 1, 1],
    [15, 14, 20],
    [14, 14, 20],
    [1, 14, 20],
    [0, 14, 20],
  ])(
    'computes the library indicators to the last bit: %d bars, ATR %d, EMA %d',
    (count, atrPeriod, emaPeriod) => {
      const bars = randomBars(17, count, 3);
      const into = { atr: new Float64Array(count), ema: new Float64Array(count) };
      fillRegimeColumns(bars, atrPeriod, emaPeriod, into);
      expect(into.atr).toEqual(atr(bars, atrPeriod));
      expect(into.ema).toEqual(ema(bars.close, emaPeriod));
    },
  );
});
