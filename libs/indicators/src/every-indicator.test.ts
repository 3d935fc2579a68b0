import { existsSync, readdirSync } from 'node:fs';
import { copyBars, type Bars } from '@assay/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstIndexText } from './catalogue/first-index.js';
import type { IndicatorEntry } from './catalogue/indicator-entry.js';
import { INDICATORS } from './catalogue/indicators.js';
import * as library from './index.js';
import {
  BARS_PER_DAY,
  callIndicator,
  firstIndexOf,
  hasWindow,
  parametersOf,
} from './testing/call-indicator.js';
import { arbitraryBars, scaledBars, waveBars, withLeadingNaN } from './testing/random-bars.js';

const here = new URL('.', import.meta.url).pathname;
const named = INDICATORS.map((entry) => [entry.path, entry] as const);
const windowed = named.filter(([, entry]) => hasWindow(entry));
/** Windows a property tries; the slope needs two bars. */
const windows = fc.integer({ min: 1, max: 40 });
const wave = waveBars(700);

/** The bytes of a column; every NaN alike, because its payload has no meaning. */
function bits(column: Float64Array): string {
  const copy = column.map((value) => (Number.isNaN(value) ? NaN : value));
  return Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength).toString('hex');
}

/** Compares up to rounding, which rolling sums that begin elsewhere do differently. */
function expectClose(actual: Float64Array, expected: Float64Array): void {
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 1e-9);
  const off = actual.findIndex(
    (value, i) =>
      Number.isNaN(value) !== Number.isNaN(expected[i]) ||
      Math.abs(value - (expected[i] as number)) > 1e-7 * scale,
  );
  if (off >= 0) expect([off, actual[off]]).toEqual([off, expected[off]]);
}

describe('the catalogue', () => {
  test('names every module of every domain folder, and no other', () => {
    const files = readdirSync(here, { withFileTypes: true })
      .filter(
        (folder) =>
          folder.isDirectory() && !['catalogue', 'testing', 'window'].includes(folder.name),
      )
      .flatMap((folder) =>
        readdirSync(`${here}${folder.name}`)
          .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
          .map((file) => `${folder.name}/${file.replace(/\.ts$/, '')}`),
      );
    expect(INDICATORS.map((entry) => entry.path)).toEqual(files.toSorted());
  });

  test.each(named)('%s: the function is the camel case of its file name', (path, entry) => {
    const file = path.split('/')[1] as string;
    expect(entry.name).toBe(file.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()));
    expect(library).toHaveProperty(entry.name);
    expect(existsSync(`${here}${path}.ts`)).toBe(true);
  });

  test.each([
    ['price', 'rsi roc stochastic candle-state ultimate-c-percent usd-stress-index'],
    ['stats', 'rolling-max rolling-percentile rolling-zscore'],
    ['structure', 'adx daily-pivot-points donchian-channel ema-slope highest-high lowest-low'],
    ['structure', 'hull-moving-average linear-regression-channel range-breakout-session'],
    ['trend', 'linreg-regime linreg-regime-htf kalman-regime trend-persistence ema-regime'],
    ['trend', 'efficiency-ratio-regime sha-regime'],
    ['volatility', 'atr bollinger-band-width keltner-channel market-state volatility-regime'],
  ])('has the modules that directives of the predecessor name in %s: %s', (domain, names) => {
    const paths = new Set(INDICATORS.map((entry) => entry.path));
    const missing = names.split(' ').filter((name) => !paths.has(`${domain}/${name}`));
    expect(missing).toEqual([]);
  });

  test('writes the first defined index as it computes it', () => {
    const texts = new Map(INDICATORS.map((entry) => [entry.path, firstIndexText(entry)]));
    expect(texts.get('trend/sma')).toBe('period − 1');
    expect(texts.get('trend/tema')).toBe('3 × period − 3');
    expect(texts.get('price/apo')).toBe('max(fast − 1, slow − 1)');
    expect(texts.get('structure/hull-moving-average')).toBe('period + ⌊√period⌋ − 2');
    expect(texts.get('volume/obv')).toBe('0');
  });
});

describe.each(named)('%s', (_path, entry: IndicatorEntry) => {
  test('gives one value for each bar, NaN exactly before its first one, the last line at the documented index', () => {
    for (const window of [1, 2, 5, 14, 100]) {
      const parameters = parametersOf(entry, window);
      const documented = firstIndexOf(entry, parameters);
      const firsts = callIndicator(entry, wave, parameters).map((line) => {
        expect(line).toHaveLength(wave.length);
        const first = line.findIndex((value) => !Number.isNaN(value));
        if (first < 0) return wave.length;
        const hasHoles = line.subarray(first).some((value) => Number.isNaN(value));
        expect(hasHoles).toBe(entry.intermittent);
        return first;
      });
      expect(Math.max(...firsts)).toBe(Math.min(documented, wave.length));
    }
  });

  test('a prefix of the bars gives the prefix of the result, bit for bit', () => {
    fc.assert(
      fc.property(arbitraryBars, windows, fc.nat(), (bars, window, cut) => {
        const parameters = parametersOf(entry, window);
        const length = cut % (bars.length + 1);
        const full = callIndicator(entry, bars, parameters);
        const part = callIndicator(entry, copyBars(bars, 0, length), parameters);
        expect(part.map(bits)).toEqual(full.map((line) => bits(line.slice(0, length))));
      }),
      { numRuns: 60 },
    );
  });

  test('a prefix of a long series gives the prefix around every edge of a window, block or day', () => {
    for (const window of [5, 14]) {
      const parameters = parametersOf(entry, window);
      const first = firstIndexOf(entry, parameters);
      const full = callIndicator(entry, wave, parameters);
      const edges = [first, first + window, 2 * BARS_PER_DAY, 256, 261, 512, 517, 699];
      const cuts = edges.flatMap((edge) => [edge - 1, edge, edge + 1, edge + 2]);
      for (const length of cuts.filter((cut) => cut >= 0 && cut <= wave.length)) {
        const part = callIndicator(entry, copyBars(wave, 0, length), parameters);
        expect(part.map(bits)).toEqual(full.map((line) => bits(line.slice(0, length))));
      }
    }
  });

  test('leading NaN inputs delay the result and change nothing else', () => {
    const unit = entry.memory === 'session' ? BARS_PER_DAY : 1;
    fc.assert(
      fc.property(arbitraryBars, windows, fc.integer({ min: 0, max: 20 }), (bars, window, some) => {
        const lead = some * unit;
        const parameters = parametersOf(entry, window);
        const plain = callIndicator(entry, bars, parameters);
        const late = callIndicator(entry, withLeadingNaN(bars, lead), parameters);
        late.forEach((line, index) => {
          expect(line.subarray(0, lead).every(Number.isNaN)).toBe(true);
          expect(bits(line.slice(lead))).toBe(bits(plain[index] as Float64Array));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a bar of NaN is forgotten in time', () => {
    const parameters = parametersOf(entry, 5);
    const holed = copyBars(wave, 0, wave.length);
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) holed[name][100] = NaN;
    const clean = callIndicator(entry, wave, parameters);
    callIndicator(entry, holed, parameters).forEach((line, index) => {
      const end = line.slice(-100);
      const expected = (clean[index] as Float64Array).slice(-100);
      expect([...end].map(Number.isNaN)).toEqual([...expected].map(Number.isNaN));
    });
  });

  test('does not change its input', () => {
    const state = (bars: Bars): string =>
      [bars.open, bars.high, bars.low, bars.close, bars.volume, bars.time].map(bits).join();
    const before = state(wave);
    callIndicator(entry, wave, parametersOf(entry, 5));
    expect(state(wave)).toBe(before);
  });

  test('accepts an empty series and a single bar', () => {
    const parameters = parametersOf(entry, 5);
    expect(callIndicator(entry, copyBars(wave, 0, 0), parameters)[0]).toHaveLength(0);
    const single = callIndicator(entry, copyBars(wave, 0, 1), parameters);
    for (const line of single) expect(line).toHaveLength(1);
    expect(single.some((line) => Number.isNaN(line[0]))).toBe(firstIndexOf(entry, parameters) > 0);
  });

  test('refuses parameters outside their range, and says which value it was given', () => {
    entry.parameters.forEach((parameter, index) => {
      const bad = [NaN, Infinity, parameter.least - 1];
      if (parameter.whole) bad.push(parameter.least + 0.5);
      if (parameter.most < Infinity) bad.push(parameter.most + 1);
      for (const value of bad) {
        const parameters = parametersOf(entry);
        parameters[index] = value;
        const call = (): unknown => callIndicator(entry, wave, parameters);
        expect(call, `${parameter.name} = ${value}`).toThrow(RangeError);
        expect(call).toThrow(String(value));
        expect(call).toThrow(entry.name);
      }
    });
  });

  test('accepts every count at its smallest', () => {
    entry.parameters.forEach((parameter, index) => {
      if (!parameter.whole) return;
      const parameters = parametersOf(entry);
      parameters[index] = parameter.least;
      expect(callIndicator(entry, wave, parameters)[0]).toHaveLength(wave.length);
    });
  });
});

describe.each(windowed)('%s', (_path, entry: IndicatorEntry) => {
  test('a period longer than the data leaves what needs it undefined', () => {
    for (const period of [701, 5000, 1e9]) {
      const lines = callIndicator(entry, wave, parametersOf(entry, period));
      expect(lines.some((line) => line.every(Number.isNaN))).toBe(true);
    }
  });
});

const beginAnew = named.filter(([, { memory }]) => memory === 'window' || memory === 'recursive');
describe.each(beginAnew)('%s', (_path, entry: IndicatorEntry) => {
  test('behind a bar of NaN the result is that of data which begin there', () => {
    const parameters = parametersOf(entry, 5);
    for (const hole of [3, 140, 310]) {
      const holed = copyBars(wave, 0, wave.length);
      for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) {
        holed[name][hole] = NaN;
      }
      const fresh = callIndicator(entry, copyBars(wave, hole + 1, wave.length), parameters);
      callIndicator(entry, holed, parameters).forEach((line, index) => {
        expect(line[hole]).toBeNaN();
        expectClose(line.slice(hole + 1), fresh[index] as Float64Array);
      });
    }
  });
});

const forgetful = named.filter(([, { memory }]) => memory === 'window' || memory === 'points');
describe.each(forgetful)('%s', (_path, entry: IndicatorEntry) => {
  test('a NaN undoes nothing once its window is over', () => {
    const parameters = parametersOf(entry, 5);
    const holed = copyBars(wave, 0, wave.length);
    for (const name of ['open', 'high', 'low', 'close', 'volume'] as const) holed[name][90] = NaN;
    const after = 91 + firstIndexOf(entry, parameters);
    const clean = callIndicator(entry, wave, parameters);
    callIndicator(entry, holed, parameters).forEach((line, index) => {
      expectClose(line.slice(after), (clean[index] as Float64Array).slice(after));
    });
  });
});

const scaled = named.flatMap(([path, entry]) =>
  entry.scaling ? [[path, entry, entry.scaling] as const] : [],
);
describe.each(scaled)('%s', (_path, entry: IndicatorEntry, { price, volume }) => {
  test('scales with prices and volumes as the catalogue says', () => {
    const parameters = parametersOf(entry, 14);
    const plain = callIndicator(entry, wave, parameters);
    for (const factor of [0.25, 100]) {
      const powers = [1, factor, factor * factor];
      const expected = (power: number): Float64Array[] =>
        plain.map((line) => line.map((value) => value * (powers[power] as number)));
      const dearer = callIndicator(entry, scaledBars(wave, factor, 1), parameters);
      dearer.forEach((line, i) => expectClose(line, expected(price)[i] as Float64Array));
      const busier = callIndicator(entry, scaledBars(wave, 1, factor), parameters);
      busier.forEach((line, i) => expectClose(line, expected(volume)[i] as Float64Array));
    }
  });
});
