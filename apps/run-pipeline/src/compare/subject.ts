import type { SourceFile } from '@assay/ledger';
import type { DailyCurve } from '../evidence/read-equity.js';

/** A cell of the settings that a run was executed with. */
export type SettingValue = string | number | boolean | null;

/** A run that is compared, or that a compared directive stands on. */
export interface ComparedRun {
  readonly symbol: string;
  readonly runId: string;
  /** Every hash that the run key covers, by name. */
  readonly inputs: Readonly<Record<string, string>>;
  /** What it was executed with, as `run_metadata.json` records it. */
  readonly settings: Readonly<Record<string, SettingValue>>;
  readonly timeframe: string;
  /** Days, as the directive says them. */
  readonly start: string;
  readonly end: string;
  readonly warmupBars: number;
  readonly netProfit: number | null;
  readonly trades: number;
  /** Files that were read for it, as they lay on disk; empty when the ledger does not say. */
  readonly sources: readonly SourceFile[];
}

/** What stands in one column of a comparison. */
export interface Subject {
  /** `A`, `B`, … in the order named. */
  readonly label: string;
  readonly kind: 'directive' | 'run';
  /** The word on the command line: the id of a directive or of a run. */
  readonly id: string;
  readonly directiveId: string;
  readonly attempt: number;
  readonly strategy: string;
  readonly engineVersion: string;
  readonly currency: string;
  /** In account currency, of all runs together. */
  readonly capital: number;
  readonly synthetic: boolean;
  /** The verdict of the policy; null for a run. */
  readonly verdict: string | null;
  /** Hashes that only the whole has: the policy of a directive. */
  readonly ownInputs: Readonly<Record<string, string>>;
  /** In order of symbols. */
  readonly runs: readonly ComparedRun[];
  /** Every number by the id of its definition. */
  readonly metrics: Readonly<Record<string, number | null>>;
  /** Why a number has no value. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly equity: DailyCurve;
}

/** Letters of the columns; as many subjects as there are can be compared. */
export const LABELS = 'ABCDEFGH';
