import type { Bars } from '@assay/core';

/** Reads the 32 bytes of prices of each bar once, and does next to nothing with them. */
export function readPrices({ open, high, low, close, length }: Bars): number {
  let sum = 0;
  for (let i = 0; i < length; i += 1) {
    sum += (open[i] as number) + (high[i] as number) + (low[i] as number) + (close[i] as number);
  }
  return sum;
}
