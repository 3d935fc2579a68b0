import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { checkSealsWithCoreutils, eventsOf } from '../testing/evidence-reader.js';
import { runJson, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'];

describe('a directive that runs through', () => {
  let folder: string;
  let first: ReturnType<typeof runJson>;
  let second: ReturnType<typeof runJson>;

  test('ends complete with trades for each symbol, in one JSON document', () => {
    folder = makeWorkspace({ symbols: SYMBOLS });
    first = runJson(['Cross'], folder);
    expect(first.stderr).not.toContain('error');
    expect(first.exit).toBe(0);
    expect(first.document).toMatchObject({ schema: 'run-pipeline.run/1', ok: true });
    expect(first.directive).toMatchObject({
      id: 'Cross',
      state: 'PORTFOLIO_COMPLETE',
      outcome: 'COMPLETED',
      attempt: 1,
      drift: [],
    });
    expect(first.directive.runs.map((run) => run.symbol)).toEqual(SYMBOLS);
    for (const run of first.directive.runs) {
      expect(run).toMatchObject({ state: 'COMPLETE', outcome: 'TRADED' });
      expect(run.run_id).toMatch(/^[0-9a-f]{16}$/);
      expect(run.trades).toBeGreaterThan(0);
    }

    // The rest looks at the same workspace, which costs a run: one test, several promises.
    expect(existsSync(first.directive.reports.html ?? '')).toBe(true);
    expect(first.directive.reports.workbooks).toHaveLength(3);
    for (const workbook of first.directive.reports.workbooks) {
      expect(statSync(workbook).size).toBeGreaterThan(2000);
      expect(statSync(workbook).mode & 0o777).toBe(0o444);
    }
    expect(checkSealsWithCoreutils(folder)).toBe(4);
    for (const run of first.directive.runs) {
      expect(readdirSync(join(folder, 'runs', run.run_id)).sort()).toEqual([
        'SHA256SUMS',
        'artifacts',
        'audit.log',
        'binding.json',
        'directive.json',
        'manifest.json',
        'run_state.json',
        'spec.yaml',
        'strategy.js',
        'strategy.ts',
      ]);
      const raw = readdirSync(join(folder, 'backtests', `Cross_${run.symbol}`, 'raw')).sort();
      expect(raw).toEqual([
        'bar_geometry.json',
        'equity_curve.csv',
        'metrics_glossary.csv',
        'results_cost_stress.csv',
        'results_rigour.json',
        'results_risk.csv',
        'results_standard.csv',
        'results_tradelevel.csv',
        'results_yearwise.csv',
      ]);
    }
    expect(textOf(folder, 'backtests', 'batch_summary_Cross.csv').split('\n')[1]).toBe(
      `EURUSD,${first.directive.runs[0]?.run_id},SUCCESS,${first.directive.runs[0]?.net_pnl},`,
    );
    expect(existsSync(join(folder, 'backtests', 'Strategy_Master_Filter.xlsx'))).toBe(true);
    expect(existsSync(join(folder, 'backtest_directives', 'completed', 'Cross.txt'))).toBe(true);
    expect(existsSync(join(folder, 'backtest_directives', 'active', 'Cross.txt'))).toBe(false);

    const before = eventsOf(folder).length;
    second = runJson(['Cross'], folder);
    expect(second.exit).toBe(0);
    expect(second.directive.outcome).toBe('NOTHING_TO_DO');
    expect(second.directive.runs).toEqual(first.directive.runs);
    expect(eventsOf(folder)).toHaveLength(before);
    expect(runTool(['Cross'], folder).stdout).toContain('Already complete; nothing was done.');
  });

  test('the state views say what the ledger says, in the documented shape', () => {
    const workspace = makeWorkspace({ symbols: ['EURUSD'] });
    const { directive } = runJson(['Cross'], workspace);
    const runId = directive.runs[0]?.run_id ?? '';
    const state = JSON.parse(textOf(workspace, 'runs', runId, 'run_state.json'));
    expect(state).toMatchObject({
      run_id: runId,
      directive_id: 'Cross',
      symbol: 'EURUSD',
      attempt: 1,
      current_state: 'COMPLETE',
      outcome: 'TRADED',
    });
    expect(state.history.map((change: { to: string }) => change.to)).toEqual([
      'PREFLIGHT_COMPLETE',
      'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
      'STAGE_1_COMPLETE',
      'STAGE_2_COMPLETE',
      'STAGE_3_COMPLETE',
      'STAGE_3A_COMPLETE',
      'COMPLETE',
    ]);
    expect(state.last_updated).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const own = JSON.parse(textOf(workspace, 'runs', 'Cross', 'directive_state.json'));
    expect(own).toMatchObject({
      directive_id: 'Cross',
      current_state: 'PORTFOLIO_COMPLETE',
      runs: { EURUSD: runId },
    });
    const audit = textOf(workspace, 'runs', runId, 'audit.log').trim().split('\n');
    expect(audit.map((line) => JSON.parse(line).event)).toContain('RUN_ADVANCED');
  });

  test('the event log can be checked with coreutils alone', () => {
    const workspace = makeWorkspace({ symbols: ['EURUSD'] });
    runTool(['Cross'], workspace);
    const log = join(workspace, '.assay', 'events.ndjson');
    const script = `prev=; n=0; while IFS= read -r line; do
      hash=$(printf %s "$line" | sha256sum | cut -d' ' -f1)
      if [ -n "$prev" ]; then case "$line" in *"\\"prev_hash\\":\\"$prev\\""*) ;; *) exit 9;; esac; fi
      prev=$hash; n=$((n+1)); done < "$1"; echo $n`;
    const counted = execFileSync('sh', ['-c', script, 'sh', log], { encoding: 'utf8' });
    expect(Number(counted)).toBe(eventsOf(workspace).length);
  });
});

beforeAll(() => {
  // Said here once: every test of this folder runs the built tool as a user would.
  const version = runTool(['--version'], '/');
  if (version.exit !== 0)
    throw new Error(`run-pipeline is not built: npm run build\n${version.stderr}`);
});
