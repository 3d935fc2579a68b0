const BLOCKS = '▁▂▃▄▅▆▇█';

/**
 * Draws a series in block characters, from its lowest (▁) to its highest value (█): a look, not a scale.
 *
 * @param values - In order; values that are not finite are left out.
 * @param width - Characters at most, ≥ 1; each stands for the last value of its share of the series.
 * @returns Empty for fewer than two values; a flat series is drawn in the middle.
 */
export function sparkline(values: ArrayLike<number>, width: number): string {
  const finite = Array.from(values).filter((value) => Number.isFinite(value));
  if (finite.length < 2 || width < 1) return '';
  const count = Math.min(width, finite.length);
  const shown = Array.from(
    { length: count },
    (_, i) => finite[Math.ceil(((i + 1) * finite.length) / count) - 1] as number,
  );
  let low = Infinity;
  let high = -Infinity;
  for (const value of shown) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  // Halves, because a difference of the largest numbers is none.
  const range = high / 2 - low / 2;
  return shown
    .map((value) => {
      const share = range > 0 ? (value / 2 - low / 2) / range : 0.5;
      return BLOCKS[Math.min(BLOCKS.length - 1, Math.floor(share * BLOCKS.length))];
    })
    .join('');
}
