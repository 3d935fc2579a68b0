import { EXIT_CODES, type ExitName } from '@assay/core';

/** What each exit code means, in the words of every tool's help. */
const EXIT_MEANINGS: Readonly<Record<ExitName, string>> = {
  success: 'done (no trades and nothing to do included)',
  blocked: 'blocked: a gate said no, a run failed, a check found work to do',
  usage: 'usage: flags, configuration or directive are wrong',
  integrity: 'integrity: altered, missing or non-reproducible evidence',
  refused: 'refused by a guard: mode, secrets, path, not armed',
  busy: 'busy: another writer holds the workspace',
  unproved: 'stop could not be proved',
  bug: 'our bug: see the log named on stderr',
  interrupted: 'interrupted (Ctrl-C); what was committed stays',
};

/** The exit codes that any tool may end with. */
export const USUAL_EXITS: readonly ExitName[] = [
  'success',
  'blocked',
  'usage',
  'integrity',
  'refused',
  'busy',
  'bug',
  'interrupted',
];

/** Draws the exit codes of a tool, ascending by number. */
export function renderExitTable(exits: readonly ExitName[]): string {
  return [...exits]
    .sort((a, b) => EXIT_CODES[a] - EXIT_CODES[b])
    .map((name) => `  ${String(EXIT_CODES[name]).padStart(3)}  ${EXIT_MEANINGS[name]}`)
    .join('\n');
}
