import { EXIT_CODES, exitCodeOf, type ErrorCode } from '@assay/core';
import type { LoggedEvent } from './checks/event-log.js';
import type { Command } from './processes.js';
import { ONLY_SWEEP } from './prepared-command.js';
import { DIRECTIVE, RETIRE, type TemplateName } from './templates.js';

/** A command that is killed, and the plain one that comes after it. */
export interface Scenario {
  readonly name: string;
  readonly what: string;
  readonly template: TemplateName;
  readonly command: Command;
  /** What a person does next, without having noticed anything. Ends with 0. */
  readonly next: Command;
  /**
   * Type of the event that the command is for. Killed before it was committed, nothing has happened,
   * and the command is given again. Absent when `next` does the same work.
   */
  readonly committedBy?: LoggedEvent['type'];
  /** Its commits are those of `run` and `reset`: drawn like other steps, not killed always. */
  readonly isVariant?: true;
  /** What the command says although it did all it could, and ends with. None: it ends with 0. */
  readonly says?: readonly ErrorCode[];
  /** What `next` says when the command has not happened, and ends with. None: it ends with 0. */
  readonly unlessCommitted?: readonly ErrorCode[];
}

function command(tool: string, ...words: readonly string[]): Command {
  return { tool, words };
}

const REASON = ['--reason', 'crash campaign'];
const ONE = command('run-pipeline', DIRECTIVE);
/** Finds its work in `active/` alone: a directive that was left elsewhere is not done. */
const ALL = command('run-pipeline', '--all');

const SWEEP = command('integrity-sweep', '--fix');

/** Every command line that is killed. */
export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'provision',
    what: 'a strategy file from nothing',
    template: 'fresh',
    command: command('provision-strategy', DIRECTIVE),
    next: ALL,
  },
  {
    name: 'provision-again',
    what: 'a strategy file that lags behind its directive',
    template: 'outdated-strategy',
    command: command('provision-strategy', DIRECTIVE),
    next: ALL,
  },
  {
    name: 'run',
    what: 'a directive from nothing to its portfolio',
    template: 'fresh',
    command: ONE,
    next: ONE,
  },
  {
    name: 'run-superseding',
    what: 'completing puts an older file of its name aside',
    template: 'superseding',
    command: ONE,
    next: ONE,
    isVariant: true,
  },
  {
    name: 'force',
    what: 'a full reset and a run in one call',
    template: 'complete',
    command: command('run-pipeline', DIRECTIVE, '--force', ...REASON),
    next: ALL,
    committedBy: 'DIRECTIVE_RESET',
    isVariant: true,
  },
  {
    name: 'reset',
    what: 'a full reset of a completed directive',
    template: 'complete',
    command: command('reset-directive', DIRECTIVE, ...REASON),
    next: ALL,
    committedBy: 'DIRECTIVE_RESET',
  },
  {
    name: 'reset-to-stage4',
    what: 'a reset that keeps every run',
    template: 'complete',
    command: command('reset-directive', DIRECTIVE, '--to-stage4', ...REASON),
    next: ALL,
    committedBy: 'DIRECTIVE_RESET',
  },
  {
    name: 'reset-failed-only',
    what: 'a reset that creates the failed run anew',
    template: 'one-failed',
    command: command('reset-directive', DIRECTIVE, '--failed-only', ...REASON),
    next: ALL,
    committedBy: 'DIRECTIVE_RESET',
    unlessCommitted: ['DIRECTIVE_FAILED'],
  },
  {
    name: 'sweep-fix',
    what: 'zombies, edited and lost views, leftovers go to quarantine',
    template: 'disordered',
    command: SWEEP,
    next: SWEEP,
  },
  {
    name: 'sweep-orphan',
    what: 'rows of a lost capsule are retired',
    template: 'orphaned',
    command: SWEEP,
    next: SWEEP,
  },
  {
    name: 'retire',
    what: 'the rows of a directive leave the sheet',
    template: 'complete',
    command: RETIRE,
    next: SWEEP,
    committedBy: 'ROW_RETIRED',
  },
  {
    name: 'promote',
    what: 'a complete directive is put under watch',
    template: 'complete',
    command: command('run-pipeline', 'promote', DIRECTIVE, ...REASON),
    next: ONE,
    committedBy: 'DIRECTIVE_PROMOTED',
  },
  {
    name: 'demote',
    what: 'a directive is taken off the watch',
    template: 'promoted',
    command: command('run-pipeline', 'demote', DIRECTIVE, ...REASON),
    next: ONE,
    committedBy: 'DIRECTIVE_DEMOTED',
  },
  {
    name: 'undo',
    what: 'a retirement is taken back',
    template: 'retired',
    command: command('integrity-sweep', 'undo', ONLY_SWEEP),
    next: SWEEP,
    committedBy: 'SWEEP_UNDONE',
  },
  {
    name: 'purge',
    what: 'quarantine is deleted',
    template: 'retired',
    command: command('integrity-sweep', 'purge', '--older-than', '0s'),
    next: SWEEP,
    committedBy: 'QUARANTINE_PURGED',
  },
  {
    name: 'rebuild',
    what: 'a lost database is made anew from its log',
    template: 'ledgerless',
    command: command('integrity-sweep', 'rebuild'),
    next: SWEEP,
    committedBy: 'LEDGER_REBUILT',
    unlessCommitted: ['LEDGER_UNREADABLE'],
  },
];

/** Nothing but the plain command, from any template: the course that a fault disturbs. */
export function plainScenario(template: TemplateName): Scenario {
  return { name: `plain-${template}`, what: 'the plain run', template, command: ONE, next: ONE };
}

/** The exit code that codes earn: that of the first. */
export function exitOf(codes: readonly ErrorCode[] = []): number {
  return codes[0] === undefined ? EXIT_CODES.success : exitCodeOf(codes[0]);
}
