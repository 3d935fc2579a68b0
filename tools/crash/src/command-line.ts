import { AssayError, didYouMean } from '@assay/core';
import { parseKillPlan, type KillPlan } from './kill-point.js';

/** What the command was asked to do. */
export interface Request {
  readonly kills: number | 'all';
  readonly seed: number;
  /** No further trial is begun after this long. */
  readonly seconds?: number;
  /** Names of scenarios and faults; all of them when empty. */
  readonly only: readonly string[];
  /** Exactly this kill, of the one scenario that `only` names. */
  readonly step?: KillPlan;
  readonly isJson: boolean;
  readonly isHelp: boolean;
  /** Keeps the workspaces of all trials. */
  readonly isKeep: boolean;
}

/** Names that `--only` takes. */
export interface KnownNames {
  readonly scenarios: readonly { readonly name: string; readonly what: string }[];
  readonly faults: readonly { readonly name: string; readonly what: string }[];
}

const VALUED = ['--kills', '--seed', '--seconds', '--only', '--step'] as const;
const SWITCHES = ['--json', '--keep', '--help'] as const;

/** Printed by `--help`. */
export function helpText({ scenarios, faults }: KnownNames): string {
  const list = (rows: KnownNames['faults']): string =>
    rows.map(({ name, what }) => `  ${name.padEnd(26)}${what}`).join('\n');
  return `Usage: npm run crash -- [options]

Kills the built tools at steps of their file and database work and at instants,
breaks what is around them, and checks what the next plain command makes of it.

Options:
  --kills <n|all>     kills over all scenarios (default: 200): around every
                      commit always, the rest drawn; all: every step there
                      is; 0: faults alone
  --seed <n>          decides what is drawn (default: 7)
  --seconds <n>       begin no further trial after this long
  --only <names>      scenarios and faults, separated by commas
  --step <kill>       this kill of the one scenario of --only, as a failure
                      prints it: 137, worker:12, main:40:torn, ms:350:SIGTERM;
                      A+B kills the next command as well
  --keep              keep the workspaces of all trials, not only of failures
  --json              print one JSON document on stdout
  -h, --help          show this help

Scenarios:
${list(scenarios)}

Faults:
${list(faults)}

Examples:
  # what the nightly job does
  npm run crash -- --kills all --seed 7
  # one minute of it
  npm run crash -- --seconds 60 --seed 7
  # one failure again
  npm run crash -- --only run --step main:137

Exit codes:
    0  nothing failed
    1  a trial failed; its workspace is kept and named
    2  usage: a name or an option is wrong
`;
}

function usage(message: string, found: string, expected: string): AssayError {
  return new AssayError('USAGE', message, {
    found,
    expected,
    next: 'See `npm run crash -- --help`.',
  });
}

function unknown(kind: string, word: string, known: readonly string[]): AssayError {
  const meant = didYouMean(word, known);
  const expected = meant === undefined ? known.join(', ') : `did you mean ${meant}?`;
  return usage(`unknown ${kind} '${word}'`, word, expected);
}

/** Options as given, each with its value; a switch has none. */
function readOptions(argv: readonly string[]): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (let index = 0; index < argv.length; index += 1) {
    const word = argv[index] ?? '';
    const [flag = '', inline] = word === '-h' ? ['--help'] : word.split(/=(.*)/s);
    if (SWITCHES.some((one) => one === flag) && inline === undefined) {
      given.set(flag, '');
    } else if (VALUED.some((one) => one === flag)) {
      const value = inline ?? argv[(index += 1)];
      if (value === undefined || value === '') {
        throw usage(`option '${flag}' lacks its value`, flag, `${flag} <value>`);
      }
      given.set(flag, value);
    } else throw unknown('option', flag, [...VALUED, ...SWITCHES]);
  }
  return given;
}

function wholeNumber(flag: string, text: string, least: number): number {
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text);
  throw usage(`option '${flag}' takes a whole number`, text, `${least} or more`);
}

/**
 * Reads the words behind `npm run crash --`.
 * @throws AssayError USAGE for what it does not know, a missing value, or a step without its scenario.
 */
export function parseCommandLine(argv: readonly string[], names: KnownNames): Request {
  const given = readOptions(argv);
  const scenarios = names.scenarios.map(({ name }) => name);
  const known = [...scenarios, ...names.faults.map(({ name }) => name)];
  const only = given.get('--only')?.split(',') ?? [];
  for (const word of only) if (!known.includes(word)) throw unknown('scenario', word, known);
  const kills = given.get('--kills') ?? '200';
  const seconds = given.get('--seconds');
  const wanted = given.get('--step');
  const step = wanted === undefined ? undefined : parseKillPlan(wanted);
  if (wanted !== undefined && !step) throw usage('no kill', wanted, 'such as main:137');
  if (step && !(only.length === 1 && scenarios.includes(only[0] ?? ''))) {
    throw usage('a step belongs to one scenario', only.join(','), '--only <scenario> --step …');
  }
  return {
    kills: kills === 'all' ? kills : wholeNumber('--kills', kills, 0),
    seed: wholeNumber('--seed', given.get('--seed') ?? '7', 0),
    ...(seconds !== undefined && { seconds: wholeNumber('--seconds', seconds, 1) }),
    only,
    ...(step && { step }),
    isJson: given.has('--json'),
    isHelp: given.has('--help'),
    isKeep: given.has('--keep'),
  };
}
