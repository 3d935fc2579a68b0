import type { Timeframe } from '@assay/core';
import type { DirectiveRules } from './rule-schema.js';

/** A directive, typed and normalised: spelling variants are gone, defaults are filled in. */
export interface DirectiveModel {
  /** The stem of the file. */
  readonly id: string;
  /** Labels change no result and no identity. */
  readonly labels: {
    readonly name?: string;
    readonly family?: string;
    readonly version?: string;
    readonly research_mode?: string;
    readonly tuning_allowed?: boolean;
    readonly parameter_mutation?: string;
  };
  /** Names `strategies/<strategy>/strategy.ts`. */
  readonly strategy: string;
  readonly broker: string;
  readonly timeframe: Timeframe;
  /** IANA zone in which times of day are meant. */
  readonly session_time_reference: string;
  /** `YYYY-MM-DD`, UTC, inclusive. */
  readonly start_date: string;
  /** `YYYY-MM-DD`, UTC, inclusive of the whole day. */
  readonly end_date: string;
  /** Bars before the start that feed indicators only; fewer when the data start later. */
  readonly warmup_bars: number;
  /** In written order, no duplicates. */
  readonly symbols: readonly string[];
  /** Module paths as `volatility/atr`, sorted, no duplicates. */
  readonly indicators: readonly string[];
  readonly rules: DirectiveRules;
}
