/**
 * The `Math` functions that results may use. Each gives the same bits on every supported Node; a
 * test compares a golden digest. `Math.pow` and `**` are not among them: use `pow` of this module.
 */
export const ALLOWED_MATH = [
  'abs',
  'min',
  'max',
  'floor',
  'ceil',
  'round',
  'trunc',
  'sign',
  'sqrt',
  'cbrt',
  'hypot',
  'fround',
  'exp',
  'expm1',
  'log',
  'log1p',
  'log10',
  'log2',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'atan2',
  'sinh',
  'cosh',
  'tanh',
] as const;

/** Exponents up to this size are multiplied out; beyond, the logarithm is as good. */
const MULTIPLIED_MAX = 1024;

/**
 * Power with the same bits everywhere: repeated multiplication for integer exponents up to 1024,
 * otherwise `exp(y · log x)`, whose relative error grows with |y · log x| (about 1e-13 at the edge
 * of the range). NaN for a negative base with a fractional exponent; 1 for the exponent 0.
 */
export function pow(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Number.isInteger(exponent) && Math.abs(exponent) <= MULTIPLIED_MAX) {
    return exponent > 0 ? product(base, exponent) : reciprocal(base, -exponent);
  }
  if (base === 0) return exponent > 0 ? 0 : Infinity;
  if (exponent === 0.5) return Math.sqrt(base);
  if (base < 0) return Number.isInteger(exponent) ? negativeBase(base, exponent) : NaN;
  return Math.exp(exponent * Math.log(base));
}

/** base multiplied with itself, by squaring; count is at least 1. */
function product(base: number, count: number): number {
  let result = 1;
  let factor = base;
  for (let n = count; n > 0; n = Math.floor(n / 2)) {
    if (n % 2 === 1) result *= factor;
    factor *= factor;
  }
  return result;
}

/** 1 / baseⁿ; in two halves when baseⁿ overflows though its reciprocal is still a number above 0. */
function reciprocal(base: number, count: number): number {
  const whole = product(base, count);
  if (Number.isFinite(whole) || !Number.isFinite(base) || count === 1) return 1 / whole;
  const half = Math.floor(count / 2);
  return 1 / product(base, half) / product(base, count - half);
}

function negativeBase(base: number, exponent: number): number {
  const magnitude = Math.exp(exponent * Math.log(-base));
  return exponent % 2 === 0 ? magnitude : -magnitude;
}
