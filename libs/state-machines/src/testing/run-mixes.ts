import * as fc from 'fast-check';
import { RUN_STATES, type RunState } from '../run-lifecycle.js';

/** A run of a test. */
export interface TestRun {
  readonly symbol: string;
  readonly state: RunState;
}

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY', 'XAUUSD'];

/** Every mix of run states of 0 to `max` symbols (at most 4): 9⁰ + 9¹ + … of them. */
export function* everyMix(max: number): Generator<readonly TestRun[]> {
  let layer: (readonly TestRun[])[] = [[]];
  for (let size = 0; size <= max; size += 1) {
    yield* layer;
    const symbol = SYMBOLS[size] ?? '';
    layer = layer.flatMap((runs) => RUN_STATES.map((state) => [...runs, { symbol, state }]));
  }
}

/** A random mix of up to four runs. */
export const mixes: fc.Arbitrary<readonly TestRun[]> = fc
  .array(fc.constantFrom<RunState[]>(...RUN_STATES), { maxLength: 4 })
  .map((states) => states.map((state, i) => ({ symbol: SYMBOLS[i] ?? '', state })));

/** An object whose state is another one at each read, and that counts its reads. */
export function restless<S>(states: readonly [S, ...S[]]): { readonly state: S; reads: number } {
  return {
    reads: 0,
    get state(): S {
      const state = states[this.reads % states.length] ?? states[0];
      this.reads += 1;
      return state;
    },
  };
}
