/** Where the close lies in the range of its bar: −1 at the low, 1 at the high; 0 without any range. */
export function closeLocation(high: number, low: number, close: number): number {
  return high === low ? 0 * close : (close - low - (high - close)) / (high - low);
}
