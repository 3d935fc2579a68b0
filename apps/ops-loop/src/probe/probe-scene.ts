import type { Ledger } from '@assay/ledger';
import type { Pool, Toolchain, WatchedRun } from '@assay/pipeline';
import type { FileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';

/** What the checks of one probe share. */
export interface ProbeScene {
  readonly context: OpsContext;
  readonly toolchain: Toolchain;
  /** Reads anywhere in the workspace. */
  readonly files: FileStore;
  /** The folder that the probe may write to, below the ops root. */
  readonly workFolder: string;
  /** The supervisor's run folder, or the ops root when no supervisor has ever run. */
  readonly runFolder: string;
  /** When the probe began, ms since 1970. */
  readonly nowMs: number;
  /**
   * The ledger, opened once for reading; undefined as long as nothing was ever run. The first to ask
   * gets the error of a ledger that cannot be opened, and so does everybody after it.
   */
  ledger(): Ledger | undefined;
  /** Whether the ledger was as a tool left it, asked before anything opened it. */
  readonly isLedgerAsLeft: boolean;
  /** Threads for whatever computes; started when first used, gone with the probe. */
  readonly pool: Pool;
  /** Every run of every promoted directive; bars and results are made once, for whoever asks. */
  watched(): readonly WatchedRun[];
}
