/** Directive ids: the stem of a directive's file name. */
const DIRECTIVE_ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;
/** Run ids: the first 16 hex characters of a run key. */
const RUN_ID = /^[0-9a-f]{16}$/;

/** Names of subcommands: a directive of such a name could not be named on a command line. */
export const RESERVED_IDS: readonly string[] = [
  'adopt',
  'compare',
  'completion',
  'data',
  'demote',
  'help',
  'init',
  'ledger',
  'open-holdout',
  'promote',
  'purge',
  'rebuild',
  'report',
  'retire',
  'serve',
  'status',
  'undo',
  'verify',
];

/** Why a text is not a directive id; undefined when it is one. */
export function directiveIdProblem(text: string): string | undefined {
  if (RUN_ID.test(text)) return 'sixteen hex characters are the form of a run id';
  if (RESERVED_IDS.includes(text)) return 'it is the name of a subcommand';
  if (!DIRECTIVE_ID.test(text)) {
    return 'ids match [A-Za-z0-9][A-Za-z0-9_-]{0,63}';
  }
  return undefined;
}

/** True when a text has the form of a run id. */
export function isRunId(text: string): boolean {
  return RUN_ID.test(text);
}

/** The key of a directive × symbol in sheets and folder names. */
export function listedName(directiveId: string, symbol: string): string {
  return `${directiveId}_${symbol}`;
}
