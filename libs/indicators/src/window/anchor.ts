/**
 * The value that a rolling sum measures its window from. Sums of deviations from a nearby price are
 * small, and exact as long as prices share a binade, so that a rolling sum neither drifts nor turns a
 * flat market into rounding noise; sums of prices do both. Zero when the value cannot serve.
 */
export function anchorOf(value: number): number {
  return value - value === 0 ? value : 0;
}

/**
 * Bars after which a rolling sum is made anew from its window; bounds what rounding can pile up
 * when prices wander far. Counted from the first defined bar, never from the end, so that a longer
 * series gives the same bits.
 */
export function bookLength(period: number): number {
  return 8 * Math.max(period, 32);
}
