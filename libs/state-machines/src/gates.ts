import type { ErrorCode } from '@assay/core';

/** What preflight decides, strongest first: the first of these that a finding asks for. */
export const PREFLIGHT_TOKENS = [
  'HARD_STOP',
  'BLOCK_EXECUTION',
  'ADMISSION_GATE',
  'ALLOW_EXECUTION',
] as const;
export type PreflightToken = (typeof PREFLIGHT_TOKENS)[number];

/** One gate: what it checks, when, and what an error of it means. */
export interface Gate {
  readonly gate: string;
  /** `attempt`: before anything is created. `stage 0`: preflight. */
  readonly when: 'attempt' | 'stage 0';
  readonly token: Exclude<PreflightToken, 'ALLOW_EXECUTION'>;
  readonly codes: readonly ErrorCode[];
  readonly remark: string;
}

/** The gates in the order in which they are checked. */
// prettier-ignore
export const GATES: readonly Gate[] = [
  { gate: 'listed',     when: 'attempt', token: 'HARD_STOP',       codes: ['STRATEGY_ALREADY_LISTED'],                                                                                                  remark: 'exact keys only; a row that the live attempt wrote does not count' },
  { gate: 'zombie',     when: 'attempt', token: 'HARD_STOP',       codes: ['ZOMBIE_ARTIFACT'],                                                                                                          remark: 'a folder that no row and no live attempt explains' },
  { gate: 'engine',     when: 'stage 0', token: 'HARD_STOP',       codes: ['ENGINE_VERSION_UNKNOWN', 'ENGINE_MANIFEST_MISSING', 'ENGINE_MANIFEST_MISMATCH'],                                             remark: 'exit 3: the engine is not the one that was described' },
  { gate: 'scope',      when: 'stage 0', token: 'BLOCK_EXECUTION', codes: ['BROKER_SPEC_MISSING', 'COST_INPUT_MISSING', 'CONVERSION_RATE_MISSING', 'RULE_NOT_INTERPRETED'],                             remark: '' },
  { gate: 'data',       when: 'stage 0', token: 'BLOCK_EXECUTION', codes: ['DATA_MISSING', 'DATA_AMBIGUOUS', 'DATA_UNREADABLE', 'DATA_MALFORMED', 'DATA_COVERAGE', 'DATA_QUALITY'],                     remark: '' },
  { gate: 'strategy',   when: 'stage 0', token: 'BLOCK_EXECUTION', codes: ['INDICATOR_UNKNOWN', 'SIGNATURE_MARKERS_INVALID', 'SIGNATURE_CONFLICT', 'STRATEGY_SYNTAX'],                                  remark: '' },
  { gate: 'admission',  when: 'stage 0', token: 'ADMISSION_GATE',  codes: ['PROVISION_REQUIRED'],                                                                                                       remark: 'last, so that a hollow strategy is named only when nothing else is wrong: outcome PAUSED' },
];

/**
 * The one token of a preflight: the strongest that its errors ask for; warnings and notes ask for
 * none. An error that no gate lists blocks: an unknown problem never lets a directive through.
 */
export function decideToken(
  findings: readonly { readonly code: ErrorCode; readonly severity: string }[],
): PreflightToken {
  const asked = findings
    .filter((finding) => finding.severity === 'error')
    .map(({ code }) => GATES.find((row) => row.codes.includes(code))?.token ?? 'BLOCK_EXECUTION');
  return (
    PREFLIGHT_TOKENS.find((token) => asked.includes(token as Gate['token'])) ?? 'ALLOW_EXECUTION'
  );
}
