import type { Command } from '@commander-js/extra-typings';
import { InvalidArgumentError } from '@commander-js/extra-typings';
import { DURATION_FORM, parseDuration } from './duration.js';

/** What every tool understands, before or after its subcommand. */
export interface GlobalFlags {
  /** Folder of the workspace as written; undefined = look for it from the current folder upwards. */
  readonly workspace?: string | undefined;
  /** One JSON document on stdout instead of text. */
  readonly json: boolean;
  /** No talk and no progress on stderr; findings stay. */
  readonly quiet: boolean;
  /** False after `--no-color`; the terminal and NO_COLOR still have their say. */
  readonly color: boolean;
  /** How long a writer waits for a busy workspace, milliseconds; undefined = not at all. */
  readonly waitMs?: number | undefined;
}

function parseWait(text: string): number {
  const waitMs = parseDuration(text);
  if (waitMs === undefined) throw new InvalidArgumentError(`Expected ${DURATION_FORM}.`);
  return waitMs;
}

/** The heading of the global flags in help texts. */
export const GLOBAL_GROUP = 'Options of every tool, before or after the command:';

/** Declares the global flags on a tool's root command. */
export function declareGlobalFlags(program: Command, version: string): void {
  program
    .optionsGroup(GLOBAL_GROUP)
    .option('--workspace <dir>', 'workspace folder (default: found upwards from here)')
    .option('--json', 'print exactly one JSON document on stdout')
    .option('--quiet', 'no talk and no progress on stderr')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--wait <duration>', 'wait for a busy workspace, such as 60s', parseWait)
    .version(version, '--version', 'print the version')
    .optionsGroup('Options:');
}

/** Reads the parsed global flags back from a tool's root command. */
export function readGlobalFlags(program: Command): GlobalFlags {
  const options = program.opts() as Readonly<Record<string, unknown>>;
  return {
    workspace: typeof options['workspace'] === 'string' ? options['workspace'] : undefined,
    json: options['json'] === true,
    quiet: options['quiet'] === true,
    color: options['color'] !== false,
    waitMs: typeof options['wait'] === 'number' ? options['wait'] : undefined,
  };
}

/**
 * Reads the global flags without parsing the command line: an ending must know how it is to be
 * printed even when the command line is what was wrong.
 */
export function scanGlobalFlags(argv: readonly string[]): GlobalFlags {
  const end = argv.indexOf('--');
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.lastIndexOf('--workspace');
  const joined = words.findLast((word) => word.startsWith('--workspace='));
  return {
    workspace: at >= 0 ? words[at + 1] : joined?.slice('--workspace='.length),
    json: words.includes('--json'),
    quiet: words.includes('--quiet'),
    color: !words.includes('--no-color'),
    waitMs: undefined,
  };
}
