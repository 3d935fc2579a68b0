/**
 * Refuses a window length that is no count of bars. A period longer than the data is fine: nothing
 * is defined then.
 * @throws RangeError naming the indicator and what was given.
 */
export function assertPeriod(indicator: string, period: number, least = 1): void {
  if (Number.isInteger(period) && period >= least) return;
  throw new RangeError(`${indicator}: period must be a whole number ≥ ${least}, got ${period}`);
}
