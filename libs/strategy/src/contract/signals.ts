import type { Bars } from '@assay/core';
import type { StrategyDefinition } from './define-strategy.js';

/** What the close of a bar tells; bits, any of them together. */
export const SIGNAL = { enterLong: 1, enterShort: 2, leaveLong: 4, leaveShort: 8 } as const;

/**
 * Every bar at which a strategy has something to say, so that nobody need ask it at the others.
 *
 * It says what the hooks say. `checkExit` gives true at a bar with `leaveLong` while a long position
 * is open, with `leaveShort` while a short one is, false elsewhere. `checkEntry` gives
 * `{ direction: 1 }` at a bar with `enterLong`, `{ direction: -1 }` with `enterShort`, where the
 * filters allow it; null elsewhere. While a position is open an entry counts only for the other side,
 * and only when `reverses`.
 */
export interface SignalTable {
  /** Entries in use; the arrays may be longer. */
  readonly count: number;
  /** Bar indices, ascending, each once. */
  readonly bars: Int32Array;
  /** Bits of `SIGNAL` for each of these bars. */
  readonly bits: Uint8Array;
  readonly reverses: boolean;
}

/** Known to every bundle: the strategy's and the engine's each have a copy of this module. */
const SIGNALS: unique symbol = Symbol.for('assay.signals') as never;

/** The signals of a strategy on some bars; null when only the hooks can tell. */
export type SignalFinder = (bars: Bars, symbol: string) => SignalTable | null;

/** A strategy whose decisions follow from its columns alone, and which can name them. */
export interface SignalStrategy extends StrategyDefinition {
  readonly [SIGNALS]: SignalFinder;
}

/**
 * Gives a strategy the table of what its hooks say. Whoever copies the strategy to change a hook gets
 * it without the table, and nobody can change a hook of the strategy itself: table and hooks agree.
 */
export function withSignals(definition: StrategyDefinition, find: SignalFinder): SignalStrategy {
  const strategy = Object.defineProperty({ ...definition }, SIGNALS, { value: find });
  return Object.freeze(strategy) as SignalStrategy;
}

/** How a strategy names its signals; null when it cannot. */
export function signalsOf(strategy: StrategyDefinition): SignalFinder | null {
  return (strategy as Partial<SignalStrategy>)[SIGNALS] ?? null;
}

/** Collects signals in ascending order of bars. */
export class SignalList implements SignalTable {
  count = 0;
  bars = new Int32Array(1024);
  bits = new Uint8Array(1024);

  constructor(readonly reverses: boolean) {}

  add(bar: number, bits: number): void {
    const at = this.count;
    if (at === this.bars.length) this.grow();
    this.bars[at] = bar;
    this.bits[at] = bits;
    this.count = at + 1;
  }

  private grow(): void {
    const bars = new Int32Array(2 * this.bars.length);
    const bits = new Uint8Array(2 * this.bits.length);
    bars.set(this.bars);
    bits.set(this.bits);
    this.bars = bars;
    this.bits = bits;
  }
}
