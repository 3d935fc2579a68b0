import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, test } from 'vitest';
import { POSITIONS, workspaceAt, type Position } from '../testing/directive-positions.js';
import { eventsOf, repeatedCommits, sealsOf, type EventLine } from '../testing/evidence-reader.js';
import { look, statesOf } from '../testing/session-driver.js';
import { runDocument, runJson } from '../testing/spawn-tool.js';
import { textOf } from '../testing/workspace-maker.js';

const OPTIONS = ['(full)', '--to-stage4', '--failed-only'] as const;
type Option = (typeof OPTIONS)[number];

const VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
const RUNS = 'SYMBOL_RUNS_COMPLETE';

/** Resets that happen: where to, in which attempt, and the states of EURUSD and USDJPY if archived. */
// prettier-ignore
const ALLOWED: readonly (readonly [Position, Option, string, number, Readonly<Record<string, string>>])[] = [
  ['PREFLIGHT_COMPLETE',               '(full)',        'INITIALIZED', 2, { EURUSD: 'PREFLIGHT_COMPLETE', USDJPY: 'PREFLIGHT_COMPLETE' }],
  ['…VALID',                           '(full)',        'INITIALIZED', 2, { EURUSD: VALID, USDJPY: VALID }],
  ['…VALID, one run COMPLETE',         '(full)',        'INITIALIZED', 2, { EURUSD: 'COMPLETE', USDJPY: VALID }],
  ['SYMBOL_RUNS_COMPLETE',             '(full)',        'INITIALIZED', 2, { EURUSD: 'COMPLETE', USDJPY: 'COMPLETE' }],
  ['PORTFOLIO_COMPLETE',               '(full)',        'INITIALIZED', 2, { EURUSD: 'COMPLETE', USDJPY: 'COMPLETE' }],
  ['PORTFOLIO_COMPLETE',               '--to-stage4',   RUNS,          1, {}],
  ['FAILED from PREFLIGHT_COMPLETE',   '(full)',        'INITIALIZED', 2, { EURUSD: 'FAILED', USDJPY: 'FAILED' }],
  ['FAILED from …VALID',               '(full)',        'INITIALIZED', 2, { EURUSD: 'COMPLETE', USDJPY: 'FAILED' }],
  ['FAILED from …VALID',               '--failed-only', VALID,         1, { USDJPY: 'FAILED' }],
  ['FAILED from SYMBOL_RUNS_COMPLETE', '(full)',        'INITIALIZED', 2, { EURUSD: 'COMPLETE', USDJPY: 'COMPLETE' }],
  ['FAILED from SYMBOL_RUNS_COMPLETE', '--to-stage4',   RUNS,          1, {}],
];

/** Resets that are refused: what the message says, and which would be allowed. */
// prettier-ignore
const REFUSED: readonly (readonly [Position, Option, string, readonly string[]])[] = [
  ['PREFLIGHT_COMPLETE',               '--to-stage4',   'the table of resets does not allow it', ['INITIALIZED']],
  ['PREFLIGHT_COMPLETE',               '--failed-only', 'the table of resets does not allow it', ['INITIALIZED']],
  ['…VALID',                           '--to-stage4',   'the table of resets does not allow it', ['INITIALIZED']],
  ['…VALID',                           '--failed-only', 'the table of resets does not allow it', ['INITIALIZED']],
  ['…VALID, one run COMPLETE',         '--to-stage4',   'the table of resets does not allow it', ['INITIALIZED']],
  ['…VALID, one run COMPLETE',         '--failed-only', 'the table of resets does not allow it', ['INITIALIZED']],
  ['SYMBOL_RUNS_COMPLETE',             '--to-stage4',   'the table of resets does not allow it', ['INITIALIZED']],
  ['SYMBOL_RUNS_COMPLETE',             '--failed-only', 'the table of resets does not allow it', ['INITIALIZED']],
  ['PORTFOLIO_COMPLETE',               '--failed-only', 'the table of resets does not allow it', ['INITIALIZED', RUNS]],
  ['FAILED from PREFLIGHT_COMPLETE',   '--to-stage4',   'every run must be COMPLETE',            ['INITIALIZED', RUNS, VALID]],
  ['FAILED from PREFLIGHT_COMPLETE',   '--failed-only', 'must have been semantically valid',     ['INITIALIZED', RUNS, VALID]],
  ['FAILED from …VALID',               '--to-stage4',   'every run must be COMPLETE',            ['INITIALIZED', RUNS, VALID]],
  ['FAILED from SYMBOL_RUNS_COMPLETE', '--failed-only', 'at least one run must be FAILED',       ['INITIALIZED', RUNS, VALID]],
];

const NOTHING: readonly Position[] = ['never admitted', 'INITIALIZED'];

interface ResetDocument {
  readonly ok: boolean;
  readonly nothing_to_do: boolean;
  readonly from: string;
  readonly to: string;
  readonly attempt: number;
  readonly archived: readonly { run_id: string; symbol: string; state: string }[];
  readonly count: number;
  readonly returns_to_active: boolean;
  readonly error: { readonly code: string; readonly message: string };
}

function reset(folder: string, option: Option, ...more: readonly string[]) {
  const flags = [
    '--reason',
    'bars repaired',
    '--actor',
    'Ada',
    ...(option === '(full)' ? [] : [option]),
  ];
  return runDocument<ResetDocument>('reset-directive', ['Cross', ...flags, ...more], folder);
}

/** State files below `runs/` by path, archived ones under their name without the stamp. */
function stateFiles(folder: string): Readonly<Record<string, string>> {
  const runs = join(folder, 'runs');
  const names = existsSync(runs) ? readdirSync(runs).sort() : [];
  return Object.fromEntries(
    names.flatMap((name) =>
      readdirSync(join(runs, name))
        .filter((file) => file.includes('_state.json'))
        .map((file) => [
          `${name}/${file.replace(/\.bak\.\d{8}T\d{9}Z$/, '.bak')}`,
          textOf(runs, name, file),
        ]),
    ),
  );
}

function rowsOf(folder: string) {
  return look(folder, ({ ledger }) =>
    ledger
      .masterRows({ status: 'all' })
      .map(({ symbol, run_id, attempt, status }) => ({ symbol, run_id, attempt, status })),
  );
}

function transitions(events: readonly EventLine[]): readonly string[] {
  return events
    .filter(({ type }) => /_(?:ADVANCED|BOUND|REBOUND)$/.test(type))
    .flatMap(({ type, payload }) =>
      type.startsWith('RUN') ? `${String(payload['symbol'])} ${String(payload['to'])}` : type,
    );
}

test('the three tables below decide every option at every position, each once', () => {
  const decided = [
    ...ALLOWED.map(([from, option]) => `${from} ${option}`),
    ...REFUSED.map(([from, option]) => `${from} ${option}`),
    ...NOTHING.flatMap((from) => OPTIONS.map((option) => `${from} ${option}`)),
  ];
  const all = POSITIONS.flatMap((from) => OPTIONS.map((option) => `${from} ${option}`));
  expect(decided.sort()).toEqual(all.sort());
});

describe('a reset', () => {
  test.each(ALLOWED)('from %s %s leads to %s, attempt %i, archiving %j', async (...row) => {
    const [position, option, to, attempt, archives] = row;
    const folder = await workspaceAt(position);
    const before = await statesOf(folder);
    const files = stateFiles(folder);
    const rows = await rowsOf(folder);
    const known = eventsOf(folder).length;
    const { exit, stderr, document } = reset(folder, option);
    expect(exit, stderr).toBe(0);

    const archived = Object.fromEntries(document.archived.map((run) => [run.symbol, run.state]));
    expect(archived).toEqual(archives);
    const completed = position === 'PORTFOLIO_COMPLETE';
    const from = before.directive;
    const count = document.archived.length;
    expect(document).toMatchObject({ from, to, attempt, count, returns_to_active: completed });
    expect(await statesOf(folder)).toMatchObject({ directive: to, attempt });

    const [event, ...rest] = eventsOf(folder).slice(known);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ type: 'DIRECTIVE_RESET', subject: 'Cross', actor: 'Ada' });
    const { archived: archived_runs } = document;
    const told = { from, to, reason: 'bars repaired', new_attempt: attempt, archived_runs };
    expect(event?.payload).toMatchObject(told);
    expect(textOf(folder, 'runs', 'Cross', 'directive_audit.log')).toContain('"actor":"Ada"');

    const after = stateFiles(folder);
    const moved = document.archived.map(({ run_id }) => `${run_id}/run_state.json`);
    if (option === '(full)') moved.push('Cross/directive_state.json');
    for (const path of moved) expect(after[`${path}.bak`], path).toBe(files[path]);
    const kept = Object.keys(files).filter(
      (path) => path.includes('/run_') && !moved.includes(path),
    );
    for (const path of kept) expect(after[path], path).toBe(files[path]);
    const shown = JSON.parse(after['Cross/directive_state.json'] ?? '') as object;
    expect(shown).toMatchObject({ current_state: to, attempt });

    const gone = new Set(document.archived.map(({ run_id }) => run_id));
    expect(await rowsOf(folder)).toEqual(
      rows.map((row) => ({ ...row, status: gone.has(row.run_id) ? 'superseded' : row.status })),
    );
    expect(readdirSync(join(folder, 'backtest_directives', 'active'))).toEqual(['Cross.txt']);
  });

  test.each(ALLOWED)('from %s %s is followed by exactly the work it took back', async (...row) => {
    const [position, option, , attempt, archives] = row;
    const folder = await workspaceAt(position);
    reset(folder, option);
    const known = eventsOf(folder).length;
    const again = runJson(['Cross', '--jobs', '1'], folder);
    expect(again.exit, again.stderr).toBe(0);
    expect(again.directive).toMatchObject({ state: 'PORTFOLIO_COMPLETE', attempt });
    const runStages = ['STAGE_1_COMPLETE', 'STAGE_2_COMPLETE', 'STAGE_3_COMPLETE'];
    runStages.push('STAGE_3A_COMPLETE', 'COMPLETE');
    const bound = ['EURUSD', 'USDJPY'].flatMap((s) => [`${s} PREFLIGHT_COMPLETE`, `${s} ${VALID}`]);
    const full = ['INPUTS_BOUND', 'DIRECTIVE_ADVANCED', 'DIRECTIVE_ADVANCED', ...bound];
    const symbols = Object.keys(option === '(full)' ? { EURUSD: 1, USDJPY: 1 } : archives);
    const expected = [
      ...(option === '(full)' ? full : []),
      ...symbols.flatMap((symbol) => runStages.map((stage) => `${symbol} ${stage}`)),
      ...(option === '--to-stage4' ? [] : ['DIRECTIVE_ADVANCED']),
      'DIRECTIVE_ADVANCED',
    ];
    expect([...transitions(eventsOf(folder).slice(known))].sort()).toEqual(expected.sort());
    expect(sealsOf(folder)).toEqual(sealsOf(await workspaceAt('PORTFOLIO_COMPLETE')));
    if (option !== '--failed-only') expect(repeatedCommits(folder)).toEqual([]);
    expect(existsSync(join(folder, 'backtest_directives', 'completed', 'Cross.txt'))).toBe(true);
  });

  test.each(REFUSED)('from %s %s is refused: %s', async (position, option, says, allowed) => {
    const folder = await workspaceAt(position);
    const from = (await statesOf(folder)).directive;
    const before = [await statesOf(folder), stateFiles(folder), await rowsOf(folder)];
    const known = eventsOf(folder).length;
    const { exit, document } = reset(folder, option);
    expect(exit).toBe(1);
    expect(document.error.code).toBe('ILLEGAL_TRANSITION');
    expect(document.error.message).toContain(says);
    const [event, ...rest] = eventsOf(folder).slice(known);
    expect(rest).toEqual([]);
    expect(event).toMatchObject({ type: 'ILLEGAL_TRANSITION_ATTEMPT', actor: 'Ada' });
    expect(event?.payload).toMatchObject({ from, allowed });
    expect([await statesOf(folder), stateFiles(folder), await rowsOf(folder)]).toEqual(before);
  });

  test.each(NOTHING.flatMap((from) => OPTIONS.map((option) => [from, option] as const)))(
    'from %s %s has nothing to do, says so, exit 0, and is no event',
    async (position, option) => {
      const folder = await workspaceAt(position);
      const known = eventsOf(folder).length;
      const { exit, document } = reset(folder, option);
      expect(exit).toBe(0);
      expect(document).toMatchObject({ nothing_to_do: true, from: 'INITIALIZED', count: 0 });
      expect(eventsOf(folder)).toHaveLength(known);
    },
  );

  test.each([...ALLOWED, ...REFUSED])('from %s %s changes nothing in a dry run', async (...row) => {
    const [position, option] = row;
    const folder = await workspaceAt(position);
    const before = [await statesOf(folder), stateFiles(folder), await rowsOf(folder)];
    const known = eventsOf(folder);
    const isRefused = REFUSED.some(([from, flag]) => from === position && flag === option);
    expect(reset(folder, option, '--dry-run').exit).toBe(isRefused ? 1 : 0);
    expect([await statesOf(folder), stateFiles(folder), await rowsOf(folder)]).toEqual(before);
    expect(eventsOf(folder)).toEqual(known);
  });
});

test('after --to-stage4 the event log shows stage 4 and nothing else', async () => {
  const folder = await workspaceAt('PORTFOLIO_COMPLETE');
  expect(reset(folder, '--to-stage4').exit).toBe(0);
  const known = eventsOf(folder).length;
  const { exit, stderr } = runJson(['Cross'], folder);
  expect(exit, stderr).toBe(0);
  const types = eventsOf(folder).slice(known);
  expect(types.map(({ type, payload }) => [type, payload['to']])).toEqual([
    ['PORTFOLIO_SEALED', undefined],
    ['DIRECTIVE_ADVANCED', 'PORTFOLIO_COMPLETE'],
  ]);
});

test('the master sheet shows no superseded row after a full reset, and every row after a stage-4 reset', async () => {
  const rows = async (folder: string) =>
    (await readSheet(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx'))).length - 1;
  const portfolios = (folder: string) =>
    look(folder, ({ ledger }) => ledger.portfolioRows({ status: 'all' }).map((row) => row.status));
  const folder = await workspaceAt('PORTFOLIO_COMPLETE');
  expect([await rows(folder), await portfolios(folder)]).toEqual([2, ['current']]);
  reset(folder, '--to-stage4');
  expect([await rows(folder), await portfolios(folder)]).toEqual([2, ['current']]);
  reset(folder, '(full)');
  expect([await rows(folder), await portfolios(folder)]).toEqual([0, ['superseded']]);
});
