/** Median spacing of bar opens in seconds; null for fewer than two bars. */
export function medianBarSeconds(time: Float64Array): number | null {
  const gaps = time.length - 1;
  if (gaps < 1) return null;
  // A series has few distinct spacings, so counting them beats sorting a million.
  const counts = new Map<number, number>();
  for (let i = 0; i < gaps; i++) {
    const gap = (time[i + 1] as number) - (time[i] as number);
    counts.set(gap, (counts.get(gap) ?? 0) + 1);
  }
  const ordered = [...counts].sort(([a], [b]) => a - b);
  const at = (rank: number): number => {
    let seen = 0;
    for (const [gap, count] of ordered) {
      seen += count;
      if (rank < seen) return gap;
    }
    return NaN;
  };
  return (at(Math.floor((gaps - 1) / 2)) + at(Math.floor(gaps / 2))) / 2 / 1000;
}
