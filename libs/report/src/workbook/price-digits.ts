/** More decimals than any price has. */
const DIGITS_MAX = 10;

/** Decimals of a price whose smallest step is `tick`: 5 for 0.00001, 2 for 0.25, 0 for 1. */
export function priceDigits(tick: number): number {
  let scaled = tick;
  for (let digits = 0; digits < DIGITS_MAX; digits++) {
    if (Math.abs(scaled - Math.round(scaled)) < 1e-6 * Math.max(1, scaled) && scaled >= 0.5) {
      return digits;
    }
    scaled *= 10;
  }
  return DIGITS_MAX;
}
