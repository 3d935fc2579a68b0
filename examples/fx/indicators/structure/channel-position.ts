/**
 * Where the close stands in the channel of the last `period` bars: 0 at the lowest low, 1 at the
 * highest high, 0.5 for a channel without height. Bars oldest first; NaN before bar `period - 1`.
 */
export function channelPosition(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const position = new Float64Array(close.length).fill(Number.NaN);
  for (let i = period - 1; i < close.length; i += 1) {
    let top = -Infinity;
    let bottom = Infinity;
    for (let k = i - period + 1; k <= i; k += 1) {
      top = Math.max(top, high[k] ?? Number.NaN);
      bottom = Math.min(bottom, low[k] ?? Number.NaN);
    }
    const height = top - bottom;
    position[i] = height > 0 ? ((close[i] ?? Number.NaN) - bottom) / height : 0.5;
  }
  return position;
}
