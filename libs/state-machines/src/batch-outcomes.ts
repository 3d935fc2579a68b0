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

// prettier-ignore
const DONE: Readonly<Record<BatchOutcome, 'always' | 'when provisioning only' | 'never'>> = {
  COMPLETED:     'always',
  NOTHING_TO_DO: 'always',
  PROVISIONED:   'always',
  PAUSED:        'when provisioning only', // a hollow strategy is what provisioning is to leave behind
  BLOCKED:       'never',
  FAILED:        'never',
  REFUSED:       'never',
};

/** True when an outcome is what was asked for; a batch with any other one exits non-zero. */
export function isOutcomeDone(outcome: BatchOutcome, provisionOnly = false): boolean {
  return DONE[outcome] === 'always' || (provisionOnly && DONE[outcome] !== 'never');
}
