/**
 * Indices of at most `limit` points that keep the look of a series: the first, the last, and of each
 * stretch between them its lowest and its highest point, in order. The same series always gives the
 * same points. `limit` ≥ 4.
 */
export function thinSeries(values: Float64Array, limit: number): readonly number[] {
  const count = values.length;
  if (count <= limit) return Array.from({ length: count }, (_, i) => i);
  const stretches = Math.floor((limit - 2) / 2);
  const kept = [0];
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = 1 + Math.floor((stretch * (count - 2)) / stretches);
    const to = 1 + Math.floor(((stretch + 1) * (count - 2)) / stretches);
    let lowest = from;
    let highest = from;
    for (let i = from + 1; i < to; i++) {
      if ((values[i] as number) < (values[lowest] as number)) lowest = i;
      if ((values[i] as number) > (values[highest] as number)) highest = i;
    }
    kept.push(Math.min(lowest, highest));
    if (lowest !== highest) kept.push(Math.max(lowest, highest));
  }
  kept.push(count - 1);
  return kept;
}
