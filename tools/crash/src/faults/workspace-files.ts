import type { ErrorCode } from '@assay/core';
import { DIRECTIVE } from '../templates.js';
import {
  alterDigit,
  alterText,
  append,
  deleteForGood,
  deleteIt,
  folderInstead,
  readOnlyFile,
  truncateTo,
  unrepaired,
  type Breaking,
} from './breaking.js';
import type { ExpectedEnding, Fault, FaultPlace } from './fault.js';

const DATABASE = '.assay/assay.db';
const LOG = '.assay/events.ndjson';
const SHEET = 'backtests/Strategy_Master_Filter.xlsx';

/** Nobody has to do anything; the code is a note. */
function healed(...codes: readonly ErrorCode[]): ExpectedEnding {
  return { exit: 0, codes };
}

function refused(exit: number, names: string, ...codes: readonly ErrorCode[]): ExpectedEnding {
  return { exit, codes, names };
}

type Where = string | ((place: FaultPlace) => string);

interface Row {
  readonly name: string;
  readonly what: string;
  readonly template: Fault['template'];
  readonly path: Where;
  readonly breaking: Breaking;
  readonly expected: readonly ExpectedEnding[];
  readonly afterRepair?: NonNullable<Fault['afterRepair']>;
}

const NO_LEDGER = refused(3, DATABASE, 'LEDGER_UNREADABLE');
const BROKEN = refused(3, DATABASE, 'LEDGER_CHAIN_BROKEN');

function inCapsule(path: string): Where {
  return (place) => `runs/${place.runId()}/${path}`;
}

/** The ledger is the one thing that nothing else can stand in for. */
const LEDGER: readonly Row[] = [
  {
    name: 'database-empty',
    what: 'the database has no byte left',
    template: 'complete',
    path: DATABASE,
    breaking: truncateTo(0),
    expected: [NO_LEDGER],
  },
  {
    name: 'database-halved',
    what: 'the second half of the database is gone',
    template: 'complete',
    path: DATABASE,
    breaking: truncateTo(0.5),
    expected: [NO_LEDGER, BROKEN],
  },
  {
    name: 'database-short',
    what: 'the last tenth of the database is gone',
    template: 'valid',
    path: DATABASE,
    breaking: truncateTo(0.9),
    expected: [NO_LEDGER, BROKEN],
  },
  {
    name: 'database-header',
    what: 'the database begins with other bytes',
    template: 'complete',
    path: DATABASE,
    breaking: alterText('SQLite format 3', 'SQLite format 9'),
    expected: [NO_LEDGER],
  },
  {
    name: 'database-event',
    what: 'an event in the database says something else',
    template: 'complete',
    path: DATABASE,
    breaking: alterText('STAGE_3A_COMPLETE', 'STAGE_3B_COMPLETE'),
    expected: [BROKEN, NO_LEDGER],
  },
  {
    name: 'database-gone',
    what: 'the database is gone, its readable log is there',
    template: 'complete',
    path: DATABASE,
    breaking: deleteIt,
    expected: [NO_LEDGER],
  },
  {
    name: 'database-folder',
    what: 'a folder stands where the database should be',
    template: 'complete',
    path: DATABASE,
    breaking: folderInstead,
    expected: [NO_LEDGER, refused(1, DATABASE, 'PERMISSION_DENIED')],
  },
];

/** The readable log is a view, unless it knows more than the ledger. */
const EVENT_LOG: readonly Row[] = [
  {
    name: 'log-truncated',
    what: 'the readable log ends in the middle of a line',
    template: 'valid',
    path: LOG,
    breaking: unrepaired(truncateTo(0.6)),
    expected: [healed()],
  },
  {
    name: 'log-altered',
    what: 'a line of the readable log says something else',
    template: 'complete',
    path: LOG,
    breaking: unrepaired(alterText('STAGE_3A_COMPLETE', 'STAGE_3B_COMPLETE')),
    expected: [healed('VIEW_DRIFT')],
  },
  {
    name: 'log-gone',
    what: 'the readable log is gone',
    template: 'complete',
    path: LOG,
    breaking: deleteForGood,
    expected: [healed()],
  },
  {
    name: 'log-longer',
    what: 'the readable log goes on where the ledger ends',
    template: 'complete',
    path: LOG,
    breaking: append('{"seq":99}\n'),
    expected: [refused(3, LOG, 'LEDGER_CHAIN_BROKEN')],
  },
  {
    name: 'log-folder',
    what: 'a folder stands where the readable log should be',
    template: 'valid',
    path: LOG,
    breaking: folderInstead,
    expected: [refused(1, LOG, 'PATH_NOT_A_FOLDER')],
  },
];

const STATE = inCapsule('run_state.json');
const VIEWS: readonly Row[] = [
  {
    name: 'state-altered',
    what: 'a state file says something else',
    template: 'valid',
    path: STATE,
    breaking: unrepaired(alterText('SEMANTICALLY_VALID', 'SEMANTICALLY_VALIX')),
    expected: [healed()],
  },
  {
    name: 'state-truncated',
    what: 'half of a state file',
    template: 'complete',
    path: `runs/${DIRECTIVE}/directive_state.json`,
    breaking: unrepaired(truncateTo(0.5)),
    expected: [healed()],
  },
  {
    name: 'state-folder',
    what: 'a folder stands where a state file should be',
    template: 'valid',
    path: STATE,
    breaking: folderInstead,
    expected: [{ exit: 0, codes: ['VIEW_STALE'], names: 'run_state.json' }],
  },
  {
    name: 'audit-log-altered',
    what: 'an audit log says something else',
    template: 'valid',
    path: inCapsule('audit.log'),
    breaking: unrepaired(alterText('PREFLIGHT_COMPLETE', 'PREFLIGHT_COMPLETX')),
    expected: [healed('VIEW_DRIFT')],
  },
  {
    name: 'copies-gone',
    what: 'the folder of the copies is gone',
    template: 'complete',
    path: 'backtests',
    breaking: deleteForGood,
    expected: [healed()],
  },
];

/** No result is lost because a spreadsheet is open, and none is read out of one. */
const WORKBOOK: readonly Row[] = [
  {
    name: 'workbook-folder',
    what: 'a folder stands where the workbook should be',
    template: 'superseding',
    path: SHEET,
    breaking: folderInstead,
    expected: [{ exit: 0, codes: ['VIEW_STALE'], names: 'Strategy_Master_Filter.xlsx' }],
  },
  {
    name: 'workbook-gone',
    what: 'the workbook is gone',
    template: 'complete',
    path: SHEET,
    breaking: deleteForGood,
    expected: [healed()],
  },
  {
    name: 'workbook-read-only',
    what: 'nobody may write to the workbook',
    template: 'valid',
    path: SHEET,
    breaking: readOnlyFile,
    expected: [healed()],
  },
  {
    name: 'workbook-edited',
    what: 'somebody edited the workbook',
    template: 'complete',
    path: SHEET,
    breaking: unrepaired(append('edited')),
    expected: [healed('VIEW_DRIFT')],
  },
];

const RESET_FAILED: NonNullable<Fault['afterRepair']> = [
  { tool: 'reset-directive', words: [DIRECTIVE, '--failed-only', '--reason', 'restored'] },
];

/** Evidence is never repaired: it is named, and put back from a backup. */
const EVIDENCE: readonly Row[] = [
  {
    name: 'manifest-altered',
    what: 'a byte of a manifest',
    template: 'complete',
    path: inCapsule('manifest.json'),
    breaking: alterDigit,
    expected: [refused(3, 'manifest.json', 'ARTIFACT_HASH_MISMATCH')],
  },
  {
    name: 'artifact-altered',
    what: 'a byte of an artifact',
    template: 'complete',
    path: inCapsule('artifacts/raw/results_tradelevel.csv'),
    breaking: alterDigit,
    expected: [refused(3, 'results_tradelevel.csv', 'ARTIFACT_HASH_MISMATCH')],
  },
  {
    name: 'artifact-gone',
    what: 'an artifact is gone',
    template: 'complete',
    path: inCapsule('artifacts/metadata/run_result.json'),
    breaking: deleteIt,
    expected: [refused(3, 'run_result.json', 'ARTIFACT_MISSING')],
  },
  {
    name: 'capsule-gone',
    what: 'a whole capsule is gone',
    template: 'complete',
    path: inCapsule(''),
    breaking: deleteIt,
    expected: [refused(3, 'the whole capsule is gone', 'ARTIFACT_MISSING')],
  },
  {
    name: 'portfolio-gone',
    what: 'the portfolio is gone',
    template: 'complete',
    path: `portfolios/${DIRECTIVE}`,
    breaking: deleteIt,
    expected: [refused(3, 'the whole portfolio is gone', 'ARTIFACT_MISSING')],
  },
  {
    name: 'snapshot-altered',
    what: 'a byte of the bundle that a run is about to execute',
    template: 'valid',
    path: inCapsule('strategy.js'),
    breaking: alterDigit,
    expected: [refused(3, 'strategy.js', 'SNAPSHOT_HASH_MISMATCH', 'RUN_FAILED')],
    afterRepair: RESET_FAILED,
  },
];

/** What is wrong with files of the workspace. */
export const WORKSPACE_FILES: readonly Fault[] = [
  ...LEDGER,
  ...EVENT_LOG,
  ...VIEWS,
  ...WORKBOOK,
  ...EVIDENCE,
].map(({ path, breaking, ...row }) => ({
  ...row,
  damage: (place) => breaking(place, typeof path === 'string' ? path : path(place)),
}));
