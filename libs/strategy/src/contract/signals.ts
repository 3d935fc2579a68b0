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

/** A strategy whose decisions follow from its columns alone. */
export interface SignalStrategy extends StrategyDefinition {
  /** Null when only the hooks can tell. */
  signals(bars: Bars, symbol: string): SignalTable | null;
}

/** True when a strategy can name the bars at which it has something to say. */
export function hasSignals(strategy: StrategyDefinition): strategy is SignalStrategy {
  return 'signals' in strategy && typeof strategy.signals === 'function';
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
