/**
 * Refuses a window length that is no count of bars. A period longer than the data is fine: nothing
 * is defined then.
 * @throws RangeError naming the indicator and what was given.
 */
export function assertPeriod(
  indicator: string,
  period: number,
  least = 1,
  parameter = 'period',
): void {
  if (Number.isInteger(period) && period >= least) return;
  throw new RangeError(
    `${indicator}: ${parameter} must be a whole number ≥ ${least}, got ${period}`,
  );
}

/**
 * Refuses a number outside its range.
 * @throws RangeError naming the indicator, the parameter and what was given.
 */
export function assertNumber(
  indicator: string,
  parameter: string,
  value: number,
  least: number,
  most = Infinity,
): void {
  if (value >= least && value <= most && Number.isFinite(value)) return;
  const upper = most === Infinity ? '' : ` and ≤ ${most}`;
  throw new RangeError(`${indicator}: ${parameter} must be ≥ ${least}${upper}, got ${value}`);
}
