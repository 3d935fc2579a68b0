import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitraryBars, arbitrarySeries, barsOf, waveBars } from '../testing/random-bars.js';
import { ema } from '../trend/ema.js';
import { sma } from '../trend/sma.js';
import { accumulationDistribution } from '../volume/accumulation-distribution.js';
import { chaikinMoneyFlow } from '../volume/chaikin-money-flow.js';
import { chaikinOscillator } from '../volume/chaikin-oscillator.js';
import { forceIndex } from '../volume/force-index.js';
import { apo } from './apo.js';
import { awesomeOscillator } from './awesome-oscillator.js';
import { balanceOfPower } from './balance-of-power.js';
import { cmo } from './cmo.js';
import { connorsRsi } from './connors-rsi.js';
import { elderRay } from './elder-ray.js';
import { fastStochastic } from './fast-stochastic.js';
import { fisherTransform } from './fisher-transform.js';
import { heikinAshi } from './heikin-ashi.js';
import { intradayMomentumIndex } from './intraday-momentum-index.js';
import { macd } from './macd.js';
import { macdFix } from './macd-fix.js';
import { medianPrice } from './median-price.js';
import { ppo } from './ppo.js';
import { roc } from './roc.js';
import { rocp } from './rocp.js';
import { rocr } from './rocr.js';
import { rocr100 } from './rocr100.js';
import { rsi } from './rsi.js';
import { stochastic } from './stochastic.js';
import { stochasticRsi } from './stochastic-rsi.js';
import { ultimateCPercent } from './ultimate-c-percent.js';
import { ultimateOscillator } from './ultimate-oscillator.js';

const period = fc.integer({ min: 1, max: 20 });
const bars = waveBars(300);
const bounded = (line: Float64Array, least: number, most: number): void => {
  const found = line.filter((value) => value < least - 1e-9 || value > most + 1e-9);
  expect([...found]).toEqual([]);
};

describe('bounds', () => {
  propertyTest.prop([arbitraryBars, period])(
    'no oscillator leaves its bounds',
    (random, window) => {
      const enclosing = {
        ...random,
        high: random.high.map((value, i) => Math.max(value, random.open[i] as number)),
        low: random.low.map((value, i) => Math.min(value, random.open[i] as number)),
      };
      bounded(balanceOfPower(enclosing), -1, 1);
      bounded(cmo(random.close, window), -100, 100);
      bounded(connorsRsi(random.close, 3, 2, window), 0, 100);
      bounded(intradayMomentumIndex(random, window), 0, 100);
      bounded(stochasticRsi(random.close, window, 5).k, 0, 100);
      bounded(ultimateOscillator(random, window, 3, 9), 0, 100);
      bounded(ultimateCPercent(random.close, 1, 3, 2, window).line, 0, 100);
      bounded(chaikinMoneyFlow(random, window), -1, 1);
    },
  );
});

describe('wrong arguments', () => {
  test('are refused, not turned into a column that is never ready', () => {
    expect(() => rsi(bars.close, 14, 'soon' as 'full')).toThrow(/full or early, got soon/);
    expect(() => rsi(bars as unknown as Float64Array, 14)).toThrow(/bars\.close, not bars/);
    expect(() => apo(bars.close, 5, 9, 'none' as 'ema')).toThrow(RangeError);
    expect(() => macdFix(bars.close, 9, 'sma' as 'ema')).toThrow(RangeError);
  });
});

describe('relations', () => {
  propertyTest.prop([arbitrarySeries, period])(
    'the Chande oscillator is the strength index about zero, whichever way it begins',
    (values, window) => {
      for (const begin of ['full', 'early'] as const) {
        const strength = rsi(values, window, begin);
        expect(cmo(values, window, begin)).toEqual(strength.map((value) => 2 * value - 100));
      }
      const [full, early] = [rsi(values, window), rsi(values, window, 'early')];
      expect(early.slice(window)).toEqual(full.slice(window));
    },
  );

  propertyTest.prop([arbitrarySeries, period])(
    'rates of change are one number in four units',
    (values, window) => {
      const share = rocp(values, window);
      roc(values, window).forEach((value, i) => {
        if (i < window) return;
        expect(value).toBeCloseTo(100 * (share[i] as number), 9);
        expect(rocr(values, window)[i]).toBeCloseTo(1 + (share[i] as number), 12);
        expect(rocr100(values, window)[i]).toBeCloseTo(100 + value, 9);
      });
    },
  );

  test('the price oscillators are differences of averages', () => {
    const [fast, slow] = [ema(bars.close, 12), ema(bars.close, 26)];
    const at = 200;
    const difference = (fast[at] as number) - (slow[at] as number);
    expect(apo(bars.close)[at]).toBeCloseTo(difference, 12);
    expect(ppo(bars.close)[at]).toBeCloseTo((100 * difference) / (slow[at] as number), 10);
    const median = medianPrice(bars);
    const awesome = (sma(median, 5)[at] as number) - (sma(median, 34)[at] as number);
    expect(awesomeOscillator(bars)[at]).toBeCloseTo(awesome, 12);
    expect(apo(bars.close, 26, 12)).toEqual(apo(bars.close, 12, 26));
  });

  test('the MACD may be made of any average, and its first form differs a little', () => {
    const plain = macd(bars.close);
    const simple = macd(bars.close, 12, 26, 9, 'sma').macd[200] as number;
    const means = [sma(bars.close, 12), sma(bars.close, 26)].map((line) => line[200] as number);
    expect(simple).toBeCloseTo((means[0] as number) - (means[1] as number), 12);
    const fixed = macdFix(bars.close);
    expect(fixed.macd[200]).not.toBe(plain.macd[200]);
    expect(Math.abs((fixed.macd[200] as number) - (plain.macd[200] as number))).toBeLessThan(1e-3);
  });

  test('the fast stochastic is the slow one without smoothing', () => {
    expect(fastStochastic(bars, 5, 3)).toEqual(stochastic(bars, 5, 1, 3));
  });

  test('Elder ray and force index are measured from exponential averages', () => {
    const average = ema(bars.close, 13);
    const { bull, bear } = elderRay(bars);
    expect(bull[100]).toBe((bars.high[100] as number) - (average[100] as number));
    expect(bear[100]).toBe((bars.low[100] as number) - (average[100] as number));
    const force =
      ((bars.close[1] as number) - (bars.close[0] as number)) * (bars.volume[1] as number);
    expect(forceIndex(bars, 1)[1]).toBe(force);
  });
});

describe('candles', () => {
  test('of Heikin-Ashi are averages that enclose their body', () => {
    const { open, high, low, close } = heikinAshi(bars);
    expect(open[1]).toBeCloseTo(((open[0] as number) + (close[0] as number)) / 2, 12);
    for (let i = 0; i < 300; i += 1) {
      expect(high[i]).toBeGreaterThanOrEqual(Math.max(open[i] as number, close[i] as number));
      expect(low[i]).toBeLessThanOrEqual(Math.min(open[i] as number, close[i] as number));
    }
  });

  test('without range have no balance, and add nothing to the distribution', () => {
    const flat = barsOf([110, 112, 112].map((price) => [price, price, price]));
    expect([...balanceOfPower(flat)]).toEqual([0, 0, 0]);
    expect([...accumulationDistribution(flat)]).toEqual([0, 0, 0]);
    expect([...chaikinMoneyFlow(flat, 2)]).toEqual([NaN, 0, 0]);
  });

  test('that close at the high add their whole volume, at the low take it away', () => {
    const line = accumulationDistribution({
      ...barsOf([
        [120, 110, 120],
        [120, 110, 110],
        [120, 110, 120],
      ]),
      volume: Float64Array.of(5, 7, 9),
    });
    expect([...line]).toEqual([5, -2, 7]);
  });

  test('the Chaikin oscillator begins where the line begins', () => {
    const line = accumulationDistribution(bars);
    let [fast, slow] = [line[0] as number, line[0] as number];
    for (let i = 1; i <= 50; i += 1) {
      fast += ((line[i] as number) - fast) / 2;
      slow += ((line[i] as number) - slow) * (2 / 11);
    }
    expect(chaikinOscillator(bars)[50]).toBeCloseTo(fast - slow, 9);
  });
});

describe('composed oscillators', () => {
  test('the Fisher transform grows as the price keeps to the top of its range', () => {
    const rising = barsOf(Array.from({ length: 60 }, (_, i) => [120 + i, 110 + i, 115 + i]));
    const { fisher, signal } = fisherTransform(rising, 10);
    expect(fisher[59]).toBeGreaterThan(3);
    expect(signal[59]).toBe(fisher[58]);
    const flat = barsOf(Array.from({ length: 60 }, () => [110, 110, 110]));
    expect(fisherTransform(flat, 10).fisher[59]).toBe(0);
  });

  test('Connors RSI is the mean of strength, strength of the streak, and rank', () => {
    const values = Float64Array.of(10, 11, 12, 11, 12, 13, 14);
    const streaks = Float64Array.of(0, 1, 2, -1, 1, 2, 3);
    const returns = rocp(values, 1);
    const before = [...returns.subarray(3, 6)];
    const rank = before.filter((value) => value < (returns[6] as number)).length / 3;
    const expected = (rsi(values, 3)[6] as number) + (rsi(streaks, 2)[6] as number) + 100 * rank;
    expect(connorsRsi(values, 3, 2, 3)[6]).toBeCloseTo(expected / 3, 12);
  });

  test('the zones of the ultimate C% are places: 1 at the top, −1 at the bottom', () => {
    const { line, zone } = ultimateCPercent(bars.close, 1, 5, 2, 3, 60, 40);
    line.forEach((value, i) => {
      const expected = Number.isNaN(value) ? NaN : value >= 60 ? 1 : value <= 40 ? -1 : 0;
      expect(zone[i]).toBe(expected);
    });
    expect(new Set(zone.filter((value) => !Number.isNaN(value)))).toEqual(new Set([1, 0, -1]));
  });

  test('the ultimate C% weighs three ranges of the rate of change 4 : 2 : 1', () => {
    const rates = roc(bars.close, 1);
    const place = (window: number): number => {
      const values = rates.subarray(101 - window, 101);
      const low = Math.min(...values);
      return ((rates[100] as number) - low) / (Math.max(...values) - low);
    };
    const expected = (100 * (4 * place(5) + 2 * place(10) + place(20))) / 7;
    expect(ultimateCPercent(bars.close, 1, 5, 2, 1).line[100]).toBeCloseTo(expected, 9);
  });
});
