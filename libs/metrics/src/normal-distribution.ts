const ROOT_TWO_PI = 2.5066282746310007;
/** Beyond this the series loses digits and the continued fraction is exact. */
const SERIES_TO = 5;
const FRACTION_TERMS = 60;
const NEWTON_STEPS_MAX = 60;

function density(x: number): number {
  return Math.exp((-x * x) / 2) / ROOT_TWO_PI;
}

/** Upper tail for x ≥ `SERIES_TO`, by Laplace's continued fraction. */
function upperTail(x: number): number {
  let fraction = x;
  for (let term = FRACTION_TERMS; term >= 1; term--) fraction = x + term / fraction;
  return density(x) / fraction;
}

/**
 * Standard normal distribution function, absolute error below 1e-14.
 * Source: Marsaglia 2004, "Evaluating the Normal Distribution" (series), Laplace (tails).
 */
export function normalCdf(x: number): number {
  if (x > SERIES_TO) return 1 - upperTail(x);
  if (x < -SERIES_TO) return upperTail(-x);
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > Math.abs(sum) * 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + sum * density(x);
}

/** Inverse of `normalCdf` for 0 < p < 1, by guarded Newton steps; ±Infinity at the ends. */
export function normalQuantile(p: number): number {
  if (!(p > 0)) return p === 0 ? -Infinity : NaN;
  if (!(p < 1)) return p === 1 ? Infinity : NaN;
  // The lower half keeps its digits: 1 − p of a tiny tail would not.
  if (p > 0.5) return 0 - normalQuantile(1 - p);
  let low = -40;
  let high = 0;
  let x = -1;
  for (let step = 0; step < NEWTON_STEPS_MAX; step++) {
    const error = normalCdf(x) - p;
    if (error === 0) return x;
    if (error > 0) high = x;
    else low = x;
    const newton = x - error / density(x);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * Math.max(1, Math.abs(x))) return next;
    x = next;
  }
  return x;
}
