import { existsSync, readdirSync } from 'node:fs';
import { copyBars, type Bars } from '@assay/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndicatorEntry } from './catalogue/indicator-entry.js';
import { INDICATORS } from './catalogue/indicators.js';
import * as library from './index.js';
import { callIndicator, parametersOf } from './testing/call-indicator.js';
import { arbitraryBars, barsOf } from './testing/random-bars.js';

const here = new URL('.', import.meta.url).pathname;
const named = INDICATORS.map((entry) => [entry.path, entry] as const);
const windowed = named.filter(([, entry]) => entry.parameters.length > 0);
/** Windows a property tries; the slope needs two bars. */
const windows = fc.integer({ min: 2, max: 40 });

/** The bytes of a column; every NaN alike, because its payload has no meaning. */
function bits(column: Float64Array): string {
  const copy = column.map((value) => (Number.isNaN(value) ? NaN : value));
  return Buffer.from(copy.buffer, copy.byteOffset, copy.byteLength).toString('hex');
}

function withLeadingNaN(bars: Bars, count: number): Bars {
  const lead = (column: Float64Array): Float64Array =>
    Float64Array.from([...Array.from({ length: count }, () => NaN), ...column]);
  return {
    length: bars.length + count,
    time: Float64Array.from({ length: bars.length + count }, (_, i) => i * 3_600_000),
    open: lead(bars.open),
    high: lead(bars.high),
    low: lead(bars.low),
    close: lead(bars.close),
    volume: lead(bars.volume),
  };
}

const wave = barsOf(
  Array.from({ length: 700 }, (_, i) => {
    const close = 110_000 + Math.round(2000 * Math.sin(i / 17)) + ((i * 7919) % 97) + (i % 2) * 450;
    return [close + 20 + (i % 13), close - 20 - (i % 7), close];
  }),
);

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
});

describe.each(named)('%s', (_path, entry: IndicatorEntry) => {
  test('gives one value for each bar, NaN exactly before its first one, the last line at the documented index', () => {
    for (const window of [2, 5, 14, 100]) {
      const parameters = parametersOf(entry, window);
      const firsts = callIndicator(entry, wave, parameters).map((line) => {
        expect(line).toHaveLength(wave.length);
        const first = line.findIndex((value) => !Number.isNaN(value));
        expect(line.subarray(first).some((value) => Number.isNaN(value))).toBe(false);
        return first;
      });
      expect(Math.max(...firsts)).toBe(entry.firstDefined(parameters));
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
      { numRuns: 150 },
    );
  });

  test('a prefix of a long series gives the prefix across every restart of a rolling sum', () => {
    const parameters = parametersOf(entry, 5);
    const full = callIndicator(entry, wave, parameters);
    for (const length of [255, 256, 257, 260, 261, 262, 511, 512, 516, 517, 518, 699]) {
      const part = callIndicator(entry, copyBars(wave, 0, length), parameters);
      expect(part.map(bits)).toEqual(full.map((line) => bits(line.slice(0, length))));
    }
  });

  test('leading NaN inputs delay the result and change nothing else', () => {
    fc.assert(
      fc.property(arbitraryBars, windows, fc.integer({ min: 0, max: 20 }), (bars, window, lead) => {
        const parameters = parametersOf(entry, window);
        const plain = callIndicator(entry, bars, parameters);
        const late = callIndicator(entry, withLeadingNaN(bars, lead), parameters);
        late.forEach((line, index) => {
          expect(line.subarray(0, lead).every(Number.isNaN)).toBe(true);
          expect(bits(line.slice(lead))).toBe(bits(plain[index] as Float64Array));
        });
      }),
      { numRuns: 60 },
    );
  });

  test('does not change its input', () => {
    const before = bits(wave.close) + bits(wave.high) + bits(wave.low);
    callIndicator(entry, wave, parametersOf(entry, 5));
    expect(bits(wave.close) + bits(wave.high) + bits(wave.low)).toBe(before);
  });

  test('accepts an empty series and a single bar', () => {
    const parameters = parametersOf(entry, 5);
    expect(callIndicator(entry, copyBars(wave, 0, 0), parameters)[0]).toHaveLength(0);
    const [single] = callIndicator(entry, copyBars(wave, 0, 1), parameters);
    expect(single).toHaveLength(1);
    expect(Number.isNaN(single?.[0])).toBe(entry.firstDefined(parameters) > 0);
  });
});

describe.each(windowed)('%s', (_path, entry: IndicatorEntry) => {
  test.each([0, -1, 1.5, NaN, Infinity])('refuses a period of %s', (period) => {
    expect(() => callIndicator(entry, wave, parametersOf(entry, period))).toThrow(RangeError);
    expect(() => callIndicator(entry, wave, parametersOf(entry, period))).toThrow(String(period));
  });

  test('a period longer than the data leaves everything undefined', () => {
    for (const period of [701, 5000, 1e9]) {
      for (const line of callIndicator(entry, wave, parametersOf(entry, period))) {
        expect(line.every(Number.isNaN)).toBe(true);
      }
    }
  });
});
