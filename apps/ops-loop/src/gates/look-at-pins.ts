import type { OpsContext } from '../context.js';
import type { LiveState, Tampered } from './live-state.js';

/** What the record of pins says. */
export interface PinsView {
  readonly classes: LiveState['pins'];
  /** Pins that claim to be of the future. */
  readonly future: readonly string[];
  readonly tampered: readonly Tampered[];
}

/** Reads the log of pins: the newest of each class. */
export function lookAtPins(_context: OpsContext): PinsView {
  return { classes: {}, future: [], tampered: [] };
}
