import { contractBreach, describeValue } from './contract-breach.js';

/** Exit reason of a strategy that states none. */
const REASON_DEFAULT = 'SIGNAL';

/** What is to be left, and why. */
export interface ExitPlan {
  readonly reason: string;
  /** Share of what is open, (0, 1]. */
  readonly fraction: number;
  /** Id of the position to leave; null for every open one. */
  readonly position: number | null;
}

/** Leaves everything, as a plain signal does. */
export const EXIT_ON_SIGNAL: ExitPlan = { reason: REASON_DEFAULT, fraction: 1, position: null };

const FIELDS = ['fraction', 'position', 'reason'];

/**
 * Checks what `checkExit` returned and reads the exit from it; null when the strategy wants to stay.
 * @throws AssayError STRATEGY_CONTRACT, naming what was found.
 */
export function readExitDecision(decision: unknown, bar: number): ExitPlan | null {
  if (decision === true) return EXIT_ON_SIGNAL;
  if (decision === false || decision === null) return null;
  const where = `checkExit at bar ${bar}`;
  const expected = 'true, false, null or { reason, fraction, position }';
  if (typeof decision !== 'object' || Array.isArray(decision)) {
    throw contractBreach(where, describeValue(decision), expected);
  }
  const extra = Object.keys(decision as object).find((key) => !FIELDS.includes(key));
  if (extra !== undefined) throw contractBreach(where, `the field ${extra}`, expected);
  const intent = decision as Readonly<Record<string, unknown>>;
  const breach = (field: string, wanted: string): Error =>
    contractBreach(where, `${field}: ${describeValue(intent[field])}`, `${field}: ${wanted}`);
  const { reason = REASON_DEFAULT, fraction = 1, position = null } = intent;
  if (typeof reason !== 'string' || reason === '') throw breach('reason', 'a text');
  if (typeof fraction !== 'number' || !(fraction > 0 && fraction <= 1)) {
    throw breach('fraction', 'a share above 0, at most 1');
  }
  if (position !== null && (typeof position !== 'number' || !Number.isInteger(position))) {
    throw breach('position', 'the id of an open position');
  }
  return { reason, fraction, position };
}
