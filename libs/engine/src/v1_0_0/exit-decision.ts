import { contractBreach, describeValue } from './contract-breach.js';

/** Exit reason of a strategy that states none. */
const REASON_DEFAULT = 'SIGNAL';

/**
 * Checks what `checkExit` returned and reads the exit reason from it; null when it wants to stay.
 * @throws AssayError STRATEGY_CONTRACT, naming what was found.
 */
export function readExitDecision(decision: unknown, bar: number): string | null {
  if (decision === true) return REASON_DEFAULT;
  if (decision === false || decision === null) return null;
  const where = `checkExit at bar ${bar}`;
  const expected = 'true, false, null or { reason, fraction: 1 }';
  if (typeof decision !== 'object' || Array.isArray(decision)) {
    throw contractBreach(where, describeValue(decision), expected);
  }
  const { reason, fraction } = decision as {
    readonly reason?: unknown;
    readonly fraction?: unknown;
  };
  const extra = Object.keys(decision as object).find(
    (key) => key !== 'reason' && key !== 'fraction',
  );
  if (extra !== undefined) throw contractBreach(where, `the field ${extra}`, expected);
  if (fraction !== undefined && fraction !== 1) {
    throw contractBreach(
      where,
      `fraction: ${describeValue(fraction)}`,
      'fraction: 1; this engine version has no partial exits',
    );
  }
  if (reason === undefined) return REASON_DEFAULT;
  if (typeof reason !== 'string' || reason === '') {
    throw contractBreach(where, `reason: ${describeValue(reason)}`, 'reason: a text');
  }
  return reason;
}
