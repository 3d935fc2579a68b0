import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { seededNormal, seededRandom, sfc32 } from './seeded-random.js';

function draw(count: number, random: () => number): number[] {
  return Array.from({ length: count }, random);
}

describe('seededRandom', () => {
  property.prop([fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }))])(
    'repeats itself for one seed and stays in [0, 1)',
    (seed) => {
      const values = draw(50, seededRandom(seed));
      expect(values).toEqual(draw(50, seededRandom(seed)));
      expect(values.every((value) => value >= 0 && value < 1)).toBe(true);
    },
  );

  test('gives these numbers for the seed 1, on every machine', () => {
    expect(draw(4, seededRandom(1))).toMatchInlineSnapshot(`
      [
        0.8448932933874895,
        0.0015216549252154987,
        0.098651732717695,
        0.912025418458483,
      ]
    `);
    expect(seededRandom('1')()).toBe(seededRandom(1)());
  });

  test('follows the published recurrence of sfc32, computed here with big integers', () => {
    const mask = 0xffffffffn;
    const rotate = (x: bigint, k: bigint): bigint => ((x << k) | (x >> (32n - k))) & mask;
    let [a, b, c, counter] = [0xad8a4e45n, 0x1d2a6aa1n, 0x2c6ea2b3n, 1n];
    const judge = Array.from({ length: 64 }, () => {
      const sum = (a + b + counter) & mask;
      counter = (counter + 1n) & mask;
      a = b ^ (b >> 9n);
      b = (c + (c << 3n)) & mask;
      c = (rotate(c, 21n) + sum) & mask;
      return Number(sum);
    });
    const next = sfc32(0xad8a4e45, 0x1d2a6aa1, 0x2c6ea2b3);
    expect(Array.from({ length: 64 }, next)).toEqual(judge);
  });

  test('begins differently for near seeds', () => {
    const firsts = Array.from({ length: 10_000 }, (_, seed) => seededRandom(seed)());
    expect(new Set(firsts).size).toBe(10_000);
    expect(firsts.reduce((a, b) => a + b) / 10_000).toBeCloseTo(0.5, 1);
  });

  test('is uniform: chi-squared over 256 cells, and no correlation from draw to draw', () => {
    const values = draw(1 << 18, seededRandom('uniform'));
    const cells = new Array<number>(256).fill(0);
    for (const value of values) {
      const cell = Math.floor(value * 256);
      cells[cell] = (cells[cell] ?? 0) + 1;
    }
    const mean = values.length / 256;
    const chi = cells.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    expect(chi).toBeGreaterThan(173); // 255 degrees of freedom, p = 0.99997
    expect(chi).toBeLessThan(353); // p = 0.00005
    const covariance = values
      .slice(1)
      .reduce((sum, v, i) => sum + (v - 0.5) * ((values[i] ?? 0) - 0.5), 0);
    expect(Math.abs((covariance / values.length) * 12)).toBeLessThan(0.01);
  });

  test('uses all 53 bits: the lowest is set half of the time', () => {
    const odd = draw(10_000, seededRandom('bits')).filter((v) => (v * 2 ** 53) % 2 === 1).length;
    expect(odd).toBeGreaterThan(4700);
    expect(odd).toBeLessThan(5300);
  });

  test.each([NaN, Infinity, -Infinity])('refuses the seed %d', (seed) => {
    expect(() => seededRandom(seed)).toThrow(RangeError);
  });
});

describe('seededNormal', () => {
  test('has mean 0, deviation 1, no skew and normal tails', () => {
    const values = draw(200_000, seededNormal(seededRandom('normal')));
    const moment = (k: number): number =>
      values.reduce((sum, v) => sum + v ** k, 0) / values.length;
    expect(Math.abs(moment(1))).toBeLessThan(0.01);
    expect(Math.abs(moment(2) - 1)).toBeLessThan(0.015);
    expect(Math.abs(moment(3))).toBeLessThan(0.03);
    expect(Math.abs(moment(4) - 3)).toBeLessThan(0.08);
    const beyond = values.filter((v) => Math.abs(v) > 1.959964).length / values.length;
    expect(Math.abs(beyond - 0.05)).toBeLessThan(0.003);
  });

  test('repeats itself for one seed', () => {
    const stream = (): number[] => draw(9, seededNormal(seededRandom(7)));
    expect(stream()).toEqual(stream());
  });
});
