/**
 * The machine-readable copy of a directive's rules in a strategy file: what a recipe reads.
 * `rules` holds the rule blocks as they were declared and checked.
 */
export interface StrategySignature {
  readonly version: number;
  /** Equals `strategy` of the directive. */
  readonly strategy: string;
  /** Equals `timeframe` of the directive. */
  readonly timeframe: string;
  /** Module paths as `volatility/atr`. */
  readonly indicators: readonly string[];
  /** IANA zone in which times of day are meant. */
  readonly session_time_reference: string;
  readonly rules: Readonly<Record<string, unknown>>;
}
