import { firstBarAtOrAfter } from '@assay/core';
import type { Scope } from './scope.js';

/** The part of a series that a run uses. */
export interface BarWindow {
  /** Index of the first warm-up bar. */
  readonly from: number;
  /** Index of the first bar that may trade. */
  readonly first: number;
  /** Index after the last bar used. */
  readonly to: number;
}

/** Which bars a directive uses: warm-up, then start to the end of the last day. */
export function barWindow(time: Float64Array, scope: Scope): BarWindow {
  const first = firstBarAtOrAfter(time, scope.startMs);
  const to = firstBarAtOrAfter(time, scope.endMs);
  return { from: Math.max(0, first - scope.model.warmup_bars), first, to };
}

/**
 * The part of a conversion series that a window can ask for: from the last bar that opened at or
 * before the window's first bar (one more, because a close is known only after its bar).
 */
export function conversionWindow(time: Float64Array, firstMs: number, endMs: number): BarWindow {
  const at = firstBarAtOrAfter(time, firstMs);
  const from = Math.max(0, at - 2);
  return { from, first: from, to: firstBarAtOrAfter(time, endMs) };
}

/** Which finer bars a run may ask: those inside its bars that may trade. */
export function finerWindow(
  time: Float64Array,
  firstMs: number,
  endMs: number,
): Pick<BarWindow, 'from' | 'to'> {
  return { from: firstBarAtOrAfter(time, firstMs), to: firstBarAtOrAfter(time, endMs) };
}
