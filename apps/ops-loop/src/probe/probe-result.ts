import type { Check } from '../outcome.js';

/** A position that the shadow simulation holds after the last closed bar; never one of an account. */
export interface ShadowPosition {
  readonly direction: 'long' | 'short';
  /** Units of the instrument, > 0. */
  readonly units: number;
  readonly entry_price: number;
  /** Open time of the bar of the fill, UTC instant. */
  readonly entry_time: string;
}

/** What a promoted strategy says at the newest closed bar of one symbol. Written down, never sent. */
export interface ShadowSignal {
  readonly directive_id: string;
  readonly symbol: string;
  readonly run_id: string;
  /** Open time of the bar, UTC instant. */
  readonly bar_time: string;
  readonly close: number;
  /** Null while the simulation is flat. */
  readonly position: ShadowPosition | null;
  /** Decisions at the close of that bar, in the order in which they were made; empty for none. */
  readonly signals: readonly {
    readonly kind: 'entry' | 'exit';
    /** The decision as one canonical line. */
    readonly decision: string;
  }[];
}

/** Everything that one probe found. */
export interface ProbeResult {
  /** True when every check of severity `error` passed. */
  readonly ready: boolean;
  /** Ids of the error checks that failed, in the order of the checks. */
  readonly reasons: readonly string[];
  /** One for each declared check, in the order of the table. */
  readonly checks: readonly Check[];
  readonly signals: readonly ShadowSignal[];
}
