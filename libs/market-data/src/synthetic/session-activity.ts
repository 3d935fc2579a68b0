import type { SyntheticCurrency } from './synthetic-symbols.js';

/** Relative volatility of each hour of the New York day, 00–23; Tokyo opens at 19, London at 3. */
const HOURS: Readonly<Record<SyntheticCurrency['region'], readonly number[]>> = {
  asia: [
    1.1, 1.1, 1.2, 1.3, 1.1, 0.9, 0.8, 0.9, 1.2, 1.2, 1.2, 1.0, 0.8, 0.7, 0.7, 0.6, 0.5, 0.5, 0.8,
    1.3, 1.4, 1.2, 1.0, 1.0,
  ],
  europe: [
    0.6, 0.8, 1.4, 1.8, 1.6, 1.3, 1.1, 1.2, 1.6, 1.6, 1.5, 1.2, 0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.4,
    0.5, 0.5, 0.5, 0.5, 0.5,
  ],
  america: [
    0.5, 0.6, 0.8, 1.1, 1.1, 1.0, 1.0, 1.3, 1.9, 1.8, 1.8, 1.5, 1.2, 1.1, 1.2, 1.1, 0.6, 0.4, 0.5,
    0.7, 0.7, 0.6, 0.5, 0.5,
  ],
};

/** Factors of volatility by hour of the New York day, scaled so that their mean square is 1. */
export function sessionActivity(region: SyntheticCurrency['region']): Float64Array {
  const hours = Float64Array.from(HOURS[region]);
  let squares = 0;
  for (const factor of hours) squares += factor * factor;
  const scale = Math.sqrt(hours.length / squares);
  return hours.map((factor) => factor * scale);
}
