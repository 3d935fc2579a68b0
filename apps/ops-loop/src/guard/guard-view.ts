import type { OpsContext } from '../context.js';
import type { Mode } from '../records/tick-record.js';

/** Variables that the ops loop reads; every other name only has to be harmless. */
const READ_NAMES = [
  'MODE',
  'DRY_RUN',
  'OUT_DIR',
  'INTERVAL',
  'MAX_AGE_SEC',
  'MIN_TICKS',
  'KEEP_N',
] as const;

/** What the guard sees of whoever it has let in. Names only, never what they hold. */
export interface GuardView {
  /** Relative to the workspace. */
  readonly root: string;
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** How many names of the environment were judged. */
  readonly names: number;
  /** Those that mean something here. */
  readonly read: readonly string[];
  /** What a child process gets, by name. */
  readonly passed: readonly string[];
}

/** Looks at a context that has passed the guard. */
export function guardView({ io, settings, childEnv }: OpsContext): GuardView {
  return {
    root: 'out/ops',
    mode: settings.mode,
    dryRun: settings.dryRun,
    names: Object.keys(io.env).length,
    read: READ_NAMES.filter((name) => io.env[name] !== undefined),
    passed: Object.keys(childEnv).sort(),
  };
}

/** The same in one line. */
export function describeGuard({ root, mode, dryRun, names, read }: GuardView): string {
  const dry = dryRun ? 'dry run' : 'no dry run';
  const heard = read.length === 0 ? 'none of them read' : `read: ${read.join(', ')}`;
  return `${mode}, ${dry}, below ${root}; ${names} names judged, none refused, ${heard}`;
}
