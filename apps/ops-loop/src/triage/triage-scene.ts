import type { JobName } from '../job-table.js';
import type { LiveState } from '../gates/live-state.js';
import type { RunState } from '../records/run-state.js';
import type { Mode } from '../records/tick-record.js';
import type { JobState, ManagerKind } from '../services/service-port.js';

/** A unit of a job as it is installed, beside what it would be rendered as now. */
export interface InstalledUnit {
  readonly job: JobName;
  readonly kind: ManagerKind;
  /** Its file, absolute. */
  readonly file: string;
  readonly text: string;
  readonly rendered: string;
}

/** Where the newest tick keeps its answer. */
export interface AnswerPlace {
  /** Folder of the tick, relative to the workspace. */
  readonly tick: string;
  readonly isInP76: boolean;
  readonly isAtRoot: boolean;
}

/** Everything that the table of triage looks at, read once: pure data. */
export interface TriageScene {
  readonly state: LiveState;
  readonly runState: RunState | null;
  readonly mode: Mode | null;
  /** Something listens at the supervisor's place without answering. */
  readonly isHeld: boolean;
  /** The run folder that was named and is not there, as it was written; null when all is well. */
  readonly missingOutDir: string | null;
  /** Folders that have to be writable and are not, with the owner of each. */
  readonly closed: readonly string[];
  readonly manager: ManagerKind;
  readonly supervisorUnit: JobState;
  /** Jobs whose unit the manager calls failed. */
  readonly failedJobs: readonly JobName[];
  readonly units: readonly InstalledUnit[];
  readonly answer: AnswerPlace | null;
  /** Paths in documents that do not exist; null where there is no git tree to read them from. */
  readonly docs: { readonly count: number; readonly first: string } | null;
  readonly maxAgeMs: number;
  /** Whether a path is there, for what units name. */
  readonly exists: (path: string) => boolean;
}
