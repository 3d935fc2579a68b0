import type { Bars, Timeframe, ZoneOffsets } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import type { MasterRowValue } from '@assay/ledger';
import type { QualityReport } from '@assay/market-data';
import type { SessionZones } from '@assay/metrics';
import type { FamilyTrials, PolicyModel, PreviousAttempt } from '@assay/report';

/** Reads, checks and measures one bar file; the columns come back in shared memory. */
export interface LoadTask {
  readonly kind: 'load';
  readonly path: string;
  readonly timeframe: Timeframe;
  readonly calendar: 'fx' | 'weekdays' | 'always';
  /** Where decoded columns are kept, absolute. */
  readonly cacheFolder: string;
}

export interface LoadResult {
  readonly bars: Bars;
  readonly fileSha256: string;
  readonly bytes: number;
  readonly quality: QualityReport;
}

/** Reads one bar file without judging it; the columns come back in shared memory. */
export interface BarsTask {
  readonly kind: 'bars';
  readonly path: string;
  /** Where decoded columns are kept, absolute. */
  readonly cacheFolder: string;
}

export interface BarsResult {
  readonly bars: Bars;
  readonly fileSha256: string;
}

/** A conversion pair with the part of its bars that the run may ask for. */
export interface ConversionUnit {
  readonly base: string;
  readonly quote: string;
  readonly barMs: number;
  readonly time: Float64Array;
  readonly close: Float64Array;
}

/**
 * A unit of stage-1 work: a value in, artifacts in staging out. Everything it depends on is in it,
 * so that it may be computed on any thread, or one day on another machine. It never commits.
 */
export interface RunUnit {
  readonly runId: string;
  readonly runKey: string;
  readonly inputs: Readonly<Record<string, string>>;
  readonly symbol: string;
  readonly model: DirectiveModel;
  readonly spec: BrokerSpec;
  /** Shared columns; the worker copies bars [from, to). */
  readonly bars: Bars;
  readonly from: number;
  readonly first: number;
  readonly to: number;
  readonly barMs: number;
  readonly zone: ZoneOffsets;
  readonly sessionZones: SessionZones;
  readonly rolloverZone: ZoneOffsets | undefined;
  readonly conversions: readonly ConversionUnit[];
  /** Shared columns of a finer timeframe, of which bars [from, to) may be asked. */
  readonly finer?: {
    readonly bars: Bars;
    readonly from: number;
    readonly to: number;
    readonly barMs: number;
  };
  readonly synthetic: boolean;
  /** Bytes of typed arrays that one instance of the strategy may allocate. */
  readonly allocationBytes: number;
  /** The strategy's bundle: its bytes are the run's input `strategy`. */
  readonly strategyCode: string;
  readonly engineFile: string;
  readonly engineVersion: string;
  readonly computeFile: string;
}

/** Stage 0.75: crashes, contract and look-ahead. */
export interface DryRunTask {
  readonly kind: 'dry-run';
  readonly unit: RunUnit;
}

export interface DryRunResult {
  readonly cuts: number;
}

/** Stage 1: simulates and writes artifacts below `stagingFolder`. */
export interface ExecuteTask {
  readonly kind: 'execute';
  readonly unit: RunUnit;
  readonly stagingFolder: string;
}

/** A file written to staging, path relative to the staging folder. */
export interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface ExecuteResult {
  readonly files: readonly WrittenFile[];
  readonly trades: number;
  readonly netPnl: number;
}

/** Stage 2: the workbook of a run, from its committed stage-1 artifacts. */
export interface CompileTask {
  readonly kind: 'compile';
  readonly computeFile: string;
  /** Folder `artifacts` of the capsule. */
  readonly artifacts: string;
  readonly stagingFolder: string;
}

export interface CompileResult {
  readonly files: readonly WrittenFile[];
}

/** Stage 3: the row of a run, from its committed stage-1 artifacts. */
export interface IndexTask {
  readonly kind: 'index';
  readonly computeFile: string;
  readonly artifacts: string;
  readonly stagingFolder: string;
}

export interface IndexResult {
  readonly files: readonly WrittenFile[];
  readonly row: Readonly<Record<string, MasterRowValue>>;
}

/** Stage 4: everything about the directive, from the capsules of its runs. */
export interface PortfolioTask {
  readonly kind: 'portfolio';
  readonly computeFile: string;
  readonly directiveId: string;
  readonly policy: PolicyModel;
  readonly trials: FamilyTrials;
  readonly previous: PreviousAttempt | null;
  /** Folders `artifacts` of the capsules, in the order of the directive's symbols. */
  readonly artifacts: readonly string[];
  readonly stagingFolder: string;
}

export interface PortfolioResult {
  readonly files: readonly WrittenFile[];
  readonly row: Readonly<Record<string, MasterRowValue>>;
}

/** The master sheet: a view, written by the caller. */
export interface MasterSheetTask {
  readonly kind: 'master-sheet';
  readonly computeFile: string;
  readonly rows: readonly Readonly<Record<string, MasterRowValue>>[];
}

export interface MasterSheetResult {
  readonly workbook: Uint8Array;
}

/** Backtests whose trades are known, on one built engine. */
export interface KnownAnswerTask {
  readonly kind: 'known-answer';
  readonly engineFile: string;
}

export interface KnownAnswerResult {
  readonly trades: number;
  /** SHA-256 of the canonical JSON of all trades. */
  readonly sha256: string;
}

/** A sealed strategy on the newest bars; nothing is written and nothing is sent. */
export interface ShadowTask {
  readonly kind: 'shadow';
  readonly unit: RunUnit;
}

/** A decision at the close of the last bar, as the engine read it. */
export interface ShadowDecision {
  readonly kind: 'entry' | 'exit';
  /** One canonical line. */
  readonly decision: string;
}

/** What the simulation holds after the last bar. */
export interface HeldPosition {
  readonly direction: 1 | -1;
  /** Of everything that is open, > 0. */
  readonly units: number;
  /** Average over the units, quote currency. */
  readonly entryPrice: number;
  /** Open time of the bar of the oldest fill, ms UTC. */
  readonly entryTime: number;
}

export interface ShadowResult {
  readonly decisions: readonly ShadowDecision[];
  readonly held: HeldPosition | null;
}

/** Every kind of work for the threads, with what it gives back. */
export interface TaskKinds {
  readonly load: { readonly task: LoadTask; readonly result: LoadResult };
  readonly bars: { readonly task: BarsTask; readonly result: BarsResult };
  readonly 'dry-run': { readonly task: DryRunTask; readonly result: DryRunResult };
  readonly execute: { readonly task: ExecuteTask; readonly result: ExecuteResult };
  readonly compile: { readonly task: CompileTask; readonly result: CompileResult };
  readonly index: { readonly task: IndexTask; readonly result: IndexResult };
  readonly portfolio: { readonly task: PortfolioTask; readonly result: PortfolioResult };
  readonly shadow: { readonly task: ShadowTask; readonly result: ShadowResult };
  readonly 'known-answer': { readonly task: KnownAnswerTask; readonly result: KnownAnswerResult };
  readonly 'master-sheet': { readonly task: MasterSheetTask; readonly result: MasterSheetResult };
}
