import { AssayError } from '@assay/core';
import { parseDuration } from '@assay/cli';
import type { OpsCommand } from '../command-table.js';
import type { Mode } from '../records/tick-record.js';

/** The settings of a command: flag, else environment, else default. */
export interface OpsSettings {
  readonly mode: Mode;
  readonly dryRun: boolean;
  /** As written; undefined means the newest run. */
  readonly outDir: string | undefined;
  readonly intervalMs: number;
  readonly maxAgeMs: number;
  readonly minTicks: number;
  readonly keepLast: number;
}

/** Flags as the parser gives them; every command declares those that it reads. */
export interface OpsFlags {
  readonly mode?: string | undefined;
  readonly allowPaper?: true | undefined;
  readonly dryRun?: boolean | undefined;
  readonly outDir?: string | undefined;
  readonly interval?: string | undefined;
  readonly maxAge?: string | undefined;
  readonly minTicks?: string | undefined;
  readonly keepLast?: string | undefined;
}

export const DEFAULT_INTERVAL_MS = 300_000;
export const DEFAULT_MAX_AGE_MS = 900_000;
export const DEFAULT_MIN_TICKS = 2;
export const DEFAULT_KEEP_LAST = 48;

type Environment = Readonly<Record<string, string | undefined>>;

/** A value with the place it was written at. */
interface Written {
  readonly text: string;
  readonly from: string;
}

function written(flag: string | undefined, name: string, env: Environment, variable: string) {
  if (flag !== undefined) return { text: flag, from: name };
  const text = env[variable];
  return text === undefined ? undefined : { text, from: `the environment variable ${variable}` };
}

function invalid({ text, from }: Written, expected: string): AssayError {
  return new AssayError('OPS_SETTING_INVALID', `${from} has no valid value`, {
    found: text === '' ? 'an empty value' : text,
    expected,
  });
}

/** A span of time: a number with a unit, or a bare number of seconds; more than nothing. */
export function parseSpan(value: Written): number {
  const text = /^\d{1,9}$/.test(value.text) ? `${value.text}s` : value.text;
  const spanMs = parseDuration(text);
  if (spanMs === undefined || spanMs === 0) {
    throw invalid(value, 'whole seconds, or a number with a unit: 500ms, 30s, 5m, 2h, 1d');
  }
  return spanMs;
}

/** A whole number without leading zeros. */
export function parseCount(value: Written, least: number): number {
  if (!/^(0|[1-9]\d{0,8})$/.test(value.text) || Number(value.text) < least) {
    throw invalid(value, `a whole number of at least ${least}, without leading zeros`);
  }
  return Number(value.text);
}

function readMode(flags: OpsFlags, env: Environment): Mode {
  const value = written(flags.mode, '--mode', env, 'MODE') ?? { text: 'shadow', from: 'default' };
  if (value.text !== 'shadow' && value.text !== 'paper') {
    throw new AssayError('OPS_MODE_REFUSED', `${value.from} asks for a mode that does not exist`, {
      found: value.text,
      expected: 'shadow or paper',
    });
  }
  if (value.text === 'paper' && flags.allowPaper !== true) {
    throw new AssayError('OPS_PAPER_NOT_ALLOWED', `${value.from} asks for paper mode`, {
      found: 'paper without --allow-paper',
      expected: 'shadow, or both words',
    });
  }
  return value.text;
}

const DRY_WORDS: Readonly<Record<string, boolean>> = {
  YES: true, yes: true, true: true, TRUE: true, '1': true,
  NO: false, no: false, false: false, FALSE: false, '0': false,
}; // prettier-ignore

/** Whether a service manager, a timer or CI started this process. */
export function isAutomated(env: Environment, isTerminal: boolean): boolean {
  const isCi = (env['CI'] ?? '') !== '' && env['CI'] !== 'false';
  const isUnit = env['INVOCATION_ID'] !== undefined || (env['XPC_SERVICE_NAME'] ?? '0') !== '0';
  // A terminal inside a desktop session inherits the unit's marks: there a person is typing.
  return isCi || (isUnit && !isTerminal);
}

function dryRunVariable(env: Environment): boolean | undefined {
  const text = env['DRY_RUN'];
  if (text === undefined) return undefined;
  const isDry = Object.hasOwn(DRY_WORDS, text) ? DRY_WORDS[text] : undefined;
  if (isDry !== undefined) return isDry;
  throw invalid({ text, from: 'the environment variable DRY_RUN' }, 'YES or NO');
}

function readDryRun(
  flags: OpsFlags,
  env: Environment,
  { effect }: Pick<OpsCommand, 'effect'>,
  isTerminal: boolean,
): boolean {
  const asked = dryRunVariable(env);
  if (flags.dryRun !== undefined) return flags.dryRun;
  // What answers, records or ends is dry by its flag only: a dry default would make it lie.
  if (effect === 'look' || effect === 'pin' || effect === 'stop') return false;
  return asked ?? (effect === 'delete' || isAutomated(env, isTerminal));
}

/**
 * Reads the settings of a command. Every variable that is set is checked, also those that the command
 * does not use: a wrong value never becomes a default. What stops something reads no variables at all.
 *
 * @throws AssayError OPS_SETTING_INVALID, OPS_MODE_REFUSED or OPS_PAPER_NOT_ALLOWED.
 */
export function readSettings(
  command: Pick<OpsCommand, 'effect'>,
  flags: OpsFlags,
  surroundings: Environment,
  isTerminal: boolean,
): OpsSettings {
  // Stopping must work whatever a variable says; flags are somebody's own words.
  const env = command.effect === 'stop' ? {} : surroundings;
  const interval = written(flags.interval, '--interval', env, 'INTERVAL');
  const maxAge = written(flags.maxAge, '--max-age', env, 'MAX_AGE_SEC');
  const minTicks = written(flags.minTicks, '--min-ticks', env, 'MIN_TICKS');
  const keepLast = written(flags.keepLast, '--keep-last', env, 'KEEP_N');
  const outDir = written(flags.outDir, '--out-dir', env, 'OUT_DIR');
  if (outDir?.text === '') throw invalid(outDir, 'a run folder below out/ops');
  return {
    mode: readMode(flags, env),
    dryRun: readDryRun(flags, env, command, isTerminal),
    outDir: outDir?.text,
    intervalMs: interval ? parseSpan(interval) : DEFAULT_INTERVAL_MS,
    maxAgeMs: maxAge ? parseSpan(maxAge) : DEFAULT_MAX_AGE_MS,
    minTicks: minTicks ? parseCount(minTicks, 1) : DEFAULT_MIN_TICKS,
    keepLast: keepLast ? parseCount(keepLast, 0) : DEFAULT_KEEP_LAST,
  };
}
