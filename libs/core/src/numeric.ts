/**
 * The `Math` functions that results may use. Each gives the same bits on every supported Node; a
 * test compares a golden digest. `Math.pow` and `**` are not among them: use `pow` of this module.
 */
export const ALLOWED_MATH = [
  'abs', 'min', 'max', 'floor', 'ceil', 'round', 'trunc', 'sign', 'sqrt', 'cbrt', 'hypot', 'fround',
  'exp', 'expm1', 'log', 'log1p', 'log10', 'log2', 'sin', 'cos', 'tan', 'asin', 'acos', 'atan',
  'atan2', 'sinh', 'cosh', 'tanh',
] as const;

/**
 * Power with the same bits everywhere: exact repeated multiplication for small integer exponents,
 * otherwise `exp(y · log x)`. NaN for a negative base with a fractional exponent, as in IEEE 754.
 */
export function pow(base: number, exponent: number): number {
  if (exponent === 0) return 1;
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 1024) {
    let result = 1;
    let factor = base;
    for (let n = Math.abs(exponent); n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) result *= factor;
      factor *= factor;
    }
    return exponent < 0 ? 1 / result : result;
  }
  if (exponent === 0.5) return Math.sqrt(base);
  if (base === 0) return exponent > 0 ? 0 : Infinity;
  if (base < 0) return Number.isInteger(exponent) ? negativeBase(base, exponent) : NaN;
  return Math.exp(exponent * Math.log(base));
}

function negativeBase(base: number, exponent: number): number {
  const magnitude = Math.exp(exponent * Math.log(-base));
  return exponent % 2 === 0 ? magnitude : -magnitude;
}
