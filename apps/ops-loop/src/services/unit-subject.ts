import { sha256Hex } from '@assay/hashing';
import type { Job } from '../job-table.js';

/** What units are rendered from; all paths absolute. */
export interface UnitSubject {
  readonly workspaceRoot: string;
  readonly opsRoot: string;
  /** The Node program. */
  readonly node: string;
  /** The bundle of this tool. */
  readonly script: string;
  /** PATH of the jobs. */
  readonly path: string;
  readonly home: string;
  /** Folders besides the ops root and `.assay` that jobs write to: a socket's, when its path is long. */
  readonly writable: readonly string[];
}

/** Eight characters that tell two workspaces on one machine apart. */
export function workspaceHash(workspaceRoot: string): string {
  return sha256Hex(workspaceRoot).slice(0, 8);
}

/** The words of a job's command, program first. Never a shell; the dry run is always said. */
export function jobCommand(subject: UnitSubject, job: Job): readonly string[] {
  return [
    subject.node,
    subject.script,
    ...job.words,
    '--workspace',
    subject.workspaceRoot,
    job.dryRun ? '--dry-run' : '--no-dry-run',
  ];
}

/** What every job's environment says; all else is the job's default. */
export function jobEnvironment(subject: UnitSubject): Readonly<Record<string, string>> {
  return { HOME: subject.home, LANG: 'C.UTF-8', MODE: 'shadow', PATH: subject.path, TZ: 'UTC' };
}

/** What a job does, for people. */
export function jobDescription(subject: UnitSubject, job: Job): string {
  return `Assay ops loop, ${job.job} of ${subject.workspaceRoot}`;
}

/**
 * Names that a unit takes out of what its manager hands down, so that a key in a login's environment
 * does not stop the night's jobs. The guard refuses by pattern whatever this list does not know.
 */
export const UNSET_NAMES: readonly string[] = [
  'ANTHROPIC_API_KEY',
  'API_KEY',
  'API_SECRET',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AZURE_CLIENT_SECRET',
  'BINANCE_API_KEY',
  'BINANCE_API_SECRET',
  'CCXT_API_KEY',
  'CCXT_API_SECRET',
  'COINBASE_API_KEY',
  'COINBASE_API_SECRET',
  'EXCHANGE_API_KEY',
  'EXCHANGE_API_SECRET',
  'GH_TOKEN',
  'GITHUB_TOKEN',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'KRAKEN_API_KEY',
  'KRAKEN_API_SECRET',
  'LIVE',
  'NODE_OPTIONS',
  'NPM_TOKEN',
  'OKX_API_KEY',
  'OKX_API_SECRET',
  'OPENAI_API_KEY',
  'PT_ARMED',
  'PT_CONFIRM_LIVE',
  'PT_ENABLED',
  'RECORD',
];
