import type { Clock } from '@assay/core';
import type { ToolIo } from '@assay/cli';
import type { FileStore, Workspace } from '@assay/workspace';
import type { OpsCommandName } from './command-table.js';
import type { OpsPlaces } from './places.js';
import type { OpsSettings } from './settings/settings.js';

/** What every command works with: an opened workspace behind the guard. */
export interface OpsContext {
  readonly command: OpsCommandName;
  readonly io: ToolIo;
  /** The installation: where engines, compute code and this tool's bundle lie. */
  readonly installation: string;
  readonly workspace: Workspace;
  readonly places: OpsPlaces;
  readonly settings: OpsSettings;
  readonly clock: Clock;
  /** The environment for children: made, never copied. */
  readonly childEnv: Readonly<Record<string, string>>;
  /** The supervisor's run folder that `--out-dir` or OUT_DIR names, checked; undefined: the newest. */
  readonly outDir: string | undefined;
  /** Writes below the ops root, which is made when it is first asked for. */
  files(): FileStore;
}
