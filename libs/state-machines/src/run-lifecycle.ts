/** The states of a run: one directive × one symbol, by run id. */
export const RUN_STATES = [
  'IDLE',
  'PREFLIGHT_COMPLETE',
  'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
  'STAGE_1_COMPLETE',
  'STAGE_2_COMPLETE',
  'STAGE_3_COMPLETE',
  'STAGE_3A_COMPLETE',
  'COMPLETE',
  'FAILED',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What became of a run; not a state. A run without trades goes on to COMPLETE. */
export const RUN_OUTCOMES = ['TRADED', 'NO_TRADES', 'FAILED'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];
