/** What became of a directive in one call of `run-pipeline`; every directive gets exactly one. */
export const BATCH_OUTCOMES = [
  'COMPLETED',
  'NOTHING_TO_DO',
  'PROVISIONED',
  'PAUSED',
  'BLOCKED',
  'FAILED',
  'REFUSED',
] as const;
export type BatchOutcome = (typeof BATCH_OUTCOMES)[number];

/** Whether an outcome is what was asked for: of a plain call, and of one that only provisions. */
// prettier-ignore
const DONE: Readonly<Record<BatchOutcome, { readonly plain: boolean; readonly provisioning: boolean }>> = {
  COMPLETED:     { plain: true,  provisioning: true },
  NOTHING_TO_DO: { plain: true,  provisioning: true },
  PROVISIONED:   { plain: true,  provisioning: true },
  PAUSED:        { plain: false, provisioning: true }, // a hollow strategy is what provisioning is to leave behind
  BLOCKED:       { plain: false, provisioning: false },
  FAILED:        { plain: false, provisioning: false },
  REFUSED:       { plain: false, provisioning: false },
};

/** True when an outcome is what was asked for; a batch with any other one exits non-zero. */
export function isOutcomeDone(outcome: BatchOutcome, provisionOnly = false): boolean {
  return provisionOnly ? DONE[outcome].provisioning : DONE[outcome].plain;
}
