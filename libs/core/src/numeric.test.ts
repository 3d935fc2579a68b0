import { createHash } from 'node:crypto';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { ALLOWED_MATH, pow } from './numeric.js';
import { seededRandom } from './seeded-random.js';

/** Pairs of numbers of all sizes, plus the special ones; made by + − × ÷ alone. */
function grid(): { readonly x: number; readonly y: number }[] {
  const random = seededRandom('numeric grid');
  const sized = (spread: number): number => {
    let scale = 1;
    for (let k = Math.floor(random() * spread); k > 0; k -= 1) scale *= 2;
    const value = (random() < 0.5 ? scale : 1 / scale) * (1 + random());
    return random() < 0.5 ? value : -value;
  };
  const special = [
    0,
    -0,
    1,
    -1,
    0.5,
    2,
    10,
    1e-308,
    5e-324,
    1.7976931348623157e308,
    Infinity,
    -Infinity,
    NaN,
  ];
  const pairs = special.flatMap((x) => special.map((y) => ({ x, y })));
  for (let i = 0; i < 4096; i += 1) {
    const spread = i % 4 === 0 ? 1000 : 8;
    pairs.push({ x: sized(spread), y: sized(spread) });
  }
  // Arguments as results have them: within −1…1 for the inverse functions, ratios for the logarithms.
  for (let i = 0; i < 4096; i += 1) pairs.push({ x: 2 * random() - 1, y: random() * 3 });
  return pairs;
}

/** SHA-256 over the little-endian bits of f on the grid; every NaN counts as one. */
function digestOf(f: (x: number, y: number) => number): string {
  const pairs = grid();
  const view = new DataView(new ArrayBuffer(pairs.length * 8));
  for (const [i, { x, y }] of pairs.entries()) {
    const value = f(x, y);
    if (Number.isNaN(value)) view.setBigUint64(i * 8, 0x7ff8000000000000n, true);
    else view.setFloat64(i * 8, value, true);
  }
  return createHash('sha256').update(new Uint8Array(view.buffer)).digest('hex');
}

test('every function that results may use gives the same bits on every supported Node', async () => {
  const digests: Record<string, string> = {};
  for (const name of ALLOWED_MATH) {
    const f = Math[name] as (x: number, y: number) => number;
    digests[name] = f.length === 1 ? digestOf((x) => f(x, 0)) : digestOf(f);
  }
  digests['pow of core'] = digestOf(pow);
  await expect(`${JSON.stringify(digests, null, 2)}\n`).toMatchFileSnapshot('numeric.golden.json');
});

test('Math.pow is not among the functions that results may use', () => {
  expect(ALLOWED_MATH).not.toContain('pow');
  expect(ALLOWED_MATH).not.toContain('random');
});

describe('pow', () => {
  test.each([
    [2, 10, 1024],
    [10, 0, 1],
    [NaN, 0, 1],
    [1.5, 2, 2.25],
    [2, -1, 0.5],
    [2, -1074, 5e-324],
    [-2, -1073, -1e-323],
    [2, 1024, Infinity],
    [10, -400, 0],
    [0, -3, Infinity],
    [-0, -3, -Infinity],
    [-0, 3, -0],
    [-2, 3, -8],
    [-2, 2, 4],
    [Infinity, -2, 0],
    [9, 0.5, 3],
    [-0, 0.5, 0],
    [0, 0.3, 0],
    [0, -0.3, Infinity],
    [-8, 1 / 3, NaN],
    [-1, 2001, -1],
    [-1, 2002, 1],
    [NaN, 2, NaN],
    [2, NaN, NaN],
    [0.5, Infinity, 0],
    [2, Infinity, Infinity],
    [2, -Infinity, 0],
  ])('(%d, %d) is %d', (base, exponent, expected) => {
    expect(pow(base, exponent)).toBe(expected);
  });

  property.prop([
    fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
    fc.double({ min: -20, max: 20, noNaN: true }),
  ])('is within 1e-12 of Math.pow where results live', (base, exponent) => {
    const judge = Math.pow(base, exponent);
    expect(Math.abs(pow(base, exponent) - judge)).toBeLessThanOrEqual(1e-12 * judge);
  });

  property.prop([fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: -60, max: 60 })])(
    'of an integer exponent is within 1e-13 of Math.pow, signs included',
    (base, exponent) => {
      const judge = Math.pow(base, exponent);
      const value = pow(base, exponent);
      if (Number.isFinite(judge) && Math.abs(judge) > 1e-300 && Math.abs(judge) < 1e300) {
        expect(Math.abs(value - judge)).toBeLessThanOrEqual(1e-13 * Math.abs(judge));
      }
      expect(Math.sign(value)).toBe(Math.sign(judge));
    },
  );
});
