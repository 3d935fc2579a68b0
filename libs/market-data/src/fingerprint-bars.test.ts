import { describe, expect, test } from 'vitest';
import { fingerprintBars } from './fingerprint-bars.js';
import { parseBarsCsv } from './csv/parse-bars-csv.js';
import { plainBars } from './testing/sample-bars.js';

describe('the fingerprint of bars', () => {
  const bars = plainBars(50);

  test('depends on the bars of the range only', () => {
    expect(fingerprintBars(plainBars(99), 10, 40)).toBe(fingerprintBars(bars, 10, 40));
    expect(fingerprintBars(bars, 10, 40)).not.toBe(fingerprintBars(bars, 10, 41));
    expect(fingerprintBars(bars, 10, 40)).not.toBe(fingerprintBars(bars, 9, 40));
  });

  test.each(['time', 'open', 'high', 'low', 'close', 'volume'] as const)(
    'changes with %s',
    (name) => {
      const column = bars[name].slice();
      column[20] = (column[20] as number) + 1e-9 * Math.abs(column[20] as number);
      expect(fingerprintBars({ ...bars, [name]: column }, 0, 50)).not.toBe(
        fingerprintBars(bars, 0, 50),
      );
    },
  );

  test('a column of zero spread is not the absence of one', () => {
    expect(fingerprintBars({ ...bars, spread: new Float64Array(50) }, 0, 50)).not.toBe(
      fingerprintBars(bars, 0, 50),
    );
  });

  test('is the same for shared memory', () => {
    const text = Buffer.from('time,open,high,low,close,volume\n2013-01-01,1,2,1,2,3\n');
    const [own, shared] = [{}, { shared: true }].map(
      (memory) => parseBarsCsv(text, 'x', memory).bars,
    );
    expect(own && shared && fingerprintBars(own, 0, 1) === fingerprintBars(shared, 0, 1)).toBe(
      true,
    );
  });

  test('is golden: a change of it changes every run id', () => {
    expect(fingerprintBars(bars, 0, 50)).toMatchInlineSnapshot(
      `"fee4533382b8b0b8d73c01f4d36388fe7d9627078fb4eec3ccbb6bd187477342"`,
    );
  });

  test.each([
    [-1, 5],
    [5, 4],
    [0, 51],
    [0.5, 2],
  ])('refuses the range %s to %s', (from, to) => {
    expect(() => fingerprintBars(bars, from, to)).toThrow(RangeError);
  });
});
