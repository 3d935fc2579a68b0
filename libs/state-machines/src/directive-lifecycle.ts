/** The states of a directive. */
export const DIRECTIVE_STATES = [
  'INITIALIZED',
  'PREFLIGHT_COMPLETE',
  'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
  'SYMBOL_RUNS_COMPLETE',
  'PORTFOLIO_COMPLETE',
  'FAILED',
] as const;
export type DirectiveState = (typeof DIRECTIVE_STATES)[number];
