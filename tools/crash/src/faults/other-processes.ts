import { mkdirSync, writeFileSync } from 'node:fs';
import { runSystem } from '../processes.js';
import { DIRECTIVE } from '../templates.js';
import type { Fault } from './fault.js';

/** A step in the middle of a run. */
const MIDDLE = 300;
const SHEET = 'backtests/Strategy_Master_Filter.xlsx';

/** What other processes do to a workspace. */
export const OTHER_PROCESSES: readonly Fault[] = [
  {
    name: 'workbook-held',
    what: 'the workbook is in use and cannot be replaced',
    template: 'valid',
    // A mount point cannot be renamed over: what a program does that keeps its file to itself.
    isMounting: true,
    damage: ({ at }) => {
      mkdirSync(at('backtests'));
      writeFileSync(at(SHEET), 'in use\n');
      runSystem('mount', ['--bind', at(SHEET), at(SHEET)]);
      return () => void runSystem('umount', [at(SHEET)]);
    },
    expected: [{ exit: 0, codes: ['VIEW_STALE'], names: 'Strategy_Master_Filter.xlsx' }],
  },
  {
    name: 'second-writer',
    what: 'another writer holds the workspace',
    template: 'fresh',
    damage: ({ stopWriterAt }) => stopWriterAt(MIDDLE),
    expected: [{ exit: 5, codes: ['WORKSPACE_BUSY'], names: 'run-pipeline Cross' }],
  },
  {
    name: 'second-writer-waiting',
    what: 'another writer holds the workspace for longer than one waits',
    template: 'fresh',
    command: { tool: 'reset-directive', words: [DIRECTIVE, '--reason', 'x', '--wait', '1s'] },
    damage: ({ stopWriterAt }) => stopWriterAt(MIDDLE),
    expected: [{ exit: 5, codes: ['WORKSPACE_BUSY'], names: 'waited 1 s' }],
  },
  {
    name: 'reader-beside-writer',
    what: 'somebody looks while another one writes',
    template: 'fresh',
    command: { tool: 'run-pipeline', words: ['status'] },
    damage: ({ stopWriterAt }) => stopWriterAt(MIDDLE),
    expected: [{ exit: 0, codes: [] }],
  },
];
