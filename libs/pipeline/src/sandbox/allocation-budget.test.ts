import { describe, expect, test } from 'vitest';
import { probeBench, probeCode, type Probe } from './testing/probe.js';

const { attempt, pool, probe } = probeBench();

const MEGABYTE = 1_048_576;
const BOMBS: readonly (readonly [string, string])[] = [
  ['one array', 'return new Float64Array(10_000_000).length;'],
  ['many arrays', 'const k = []; for (;;) k.push(new Float64Array(100_000));'],
  ['a buffer', 'return new ArrayBuffer(80_000_000).byteLength;'],
  ['a growing buffer', 'return new ArrayBuffer(8, { maxByteLength: 80_000_000 }).byteLength;'],
  ['an array-like', 'return new Float64Array({ length: 10_000_000 }).length;'],
  [
    'copies by slice',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(a.slice());',
  ],
  [
    'copies by map',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(a.map(x => x));',
  ],
  [
    'copies by from',
    'const a = new Float64Array(500_000); const k = []; for (;;) k.push(Float64Array.from(a));',
  ],
  [
    'copies of buffers',
    'const a = new ArrayBuffer(4_000_000); const k = []; for (;;) k.push(a.slice(0));',
  ],
  ['a subclass', 'class A extends Float64Array {} return new A(10_000_000).length;'],
  [
    'the constructor behind an array',
    'return new (new Uint8Array(1).constructor)(80_000_000).length;',
  ],
  [
    'the constructor behind a buffer',
    'return new (new Uint8Array(1).buffer.constructor)(80_000_000).byteLength;',
  ],
];

describe('the allocation budget', () => {
  test.each(BOMBS)('stops %s', async (_name, body) => {
    expect(await attempt(body, 16 * MEGABYTE)).toBe('STRATEGY_MEMORY');
  });

  test('leaves columns of honest strategies alone', async () => {
    const body = `const a = new Float64Array(1000).fill(2); const b = Float64Array.from(a, x => x * 2);
      const c = new Float64Array(a.buffer, 8, 2); const d = a.subarray(1, 3).map(x => x + 1);
      return Float64Array.of(b[0], c.length, d[1], a instanceof Float64Array ? 1 : 0, new Int32Array([7])[0]);`;
    expect((await probe(body, 16 * MEGABYTE)).result).toEqual([4, 2, 3, 1, 7]);
  });

  test('starts anew with each instance of a strategy', async () => {
    const task = {
      kind: 'probe',
      code: probeCode('return new Float64Array(1_500_000).length;'),
      budgetBytes: 16 * MEGABYTE,
    };
    for (let round = 0; round < 3; round += 1) {
      expect((await pool().run<Probe>(task, { affinity: 'budget' })).result).toBe('1500000');
    }
  });
});
