import { describe, expect, it } from 'vitest';
import { ScratchArrays, simulate } from './index.js';
import { randomBars, randomStrategy } from './testing/random-market.js';
import { inputOf, resultText } from './testing/scenario.js';

describe('scratch arrays', () => {
  it('change no result, whatever they held before', () => {
    const scratch = new ScratchArrays();
    for (const [seed, count, firstBar] of [
      [1, 300, 0],
      [2, 400, 50],
      [3, 200, 10],
      [4, 390, 0],
    ] as const) {
      const input = inputOf(randomBars(seed, count, 100), randomStrategy(seed), { firstBar });
      const reused = simulate(input, undefined, scratch);
      expect(resultText(reused)).toBe(resultText(simulate(input)));
      expect(reused.equity).toHaveLength(count - firstBar);
    }
  });

  it('are the same memory as long as they are large enough', () => {
    const scratch = new ScratchArrays();
    const large = scratch.take('a', 10);
    expect(scratch.take('a', 4).buffer).toBe(large.buffer);
    expect(scratch.take('b', 4).buffer).not.toBe(large.buffer);
    expect(scratch.take('a', 11).buffer).not.toBe(large.buffer);
  });
});
