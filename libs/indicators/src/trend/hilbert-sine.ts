import { hilbertPhase } from './hilbert-phase.js';

/** The two lines of the sine wave, −1…1. */
export interface SineWave {
  readonly sine: Float64Array;
  /** An eighth of the cycle ahead. */
  readonly lead: Float64Array;
}

/**
 * Sine wave: the sine of the dominant cycle's phase, and the one 45 degrees ahead; they cross where a
 * cycle turns and run along each other in a trend.
 *
 * Unit: −1 … 1. First defined index: 63 after the first non-NaN value; NaN before it. Recursive: behind a
 * NaN it begins anew. Source: J. Ehlers 2001; TA-Lib TA_HT_SINE.
 */
export function hilbertSine(values: Float64Array): SineWave {
  const phase = hilbertPhase(values);
  const radians = Math.PI / 180;
  return {
    sine: phase.map((degrees) => Math.sin(degrees * radians)),
    lead: phase.map((degrees) => Math.sin((degrees + 45) * radians)),
  };
}
