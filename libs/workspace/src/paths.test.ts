import { fc, test as propertyTest } from '@fast-check/vitest';
import { expect, test } from 'vitest';
import { workspacePaths } from './paths.js';

const PATHS = workspacePaths('/w');

test('every place has the spelling that documents, manifests and the ledger use', () => {
  const spelled = {
    config: PATHS.config,
    active: PATHS.activeDirectives,
    completed: PATHS.completedDirectives,
    strategies: PATHS.strategies,
    strategyFolder: PATHS.strategyFolder('Breakout'),
    strategyFile: PATHS.strategyFile('Breakout'),
    indicators: PATHS.indicators,
    brokerSpecs: PATHS.brokerSpecs,
    runs: PATHS.runs,
    capsule: PATHS.capsule('0123456789abcdef'),
    runState: PATHS.runState('0123456789abcdef'),
    runAudit: PATHS.runAudit('0123456789abcdef'),
    directiveFolder: PATHS.directiveFolder('D1'),
    directiveState: PATHS.directiveState('D1'),
    directiveAudit: PATHS.directiveAudit('D1'),
    backtests: PATHS.backtests,
    backtestsFolder: PATHS.backtestsFolder('D1', 'EURUSD'),
    batchSummary: PATHS.batchSummary('D1'),
    masterSheet: PATHS.masterSheet,
    portfolios: PATHS.portfolios,
    portfolioFolder: PATHS.portfolioFolder('D1'),
    outputs: PATHS.outputs,
    logs: PATHS.logs,
    assayFolder: PATHS.assayFolder,
    database: PATHS.database,
    eventsView: PATHS.eventsView,
    lock: PATHS.lock,
    stagingFolder: PATHS.stagingFolder,
    staging: PATHS.staging('token'),
    failedFolder: PATHS.failedFolder,
    failed: PATHS.failed('x_FAILED_1'),
    quarantine: PATHS.quarantine,
    archive: PATHS.archive,
    trash: PATHS.trash,
    cache: PATHS.cache,
  };
  const relative = Object.fromEntries(
    Object.entries(spelled).map(([name, path]) => [name, path.relative]),
  );
  expect(relative).toMatchInlineSnapshot(`
    {
      "active": "backtest_directives/active",
      "archive": ".assay/archive",
      "assayFolder": ".assay",
      "backtests": "backtests",
      "backtestsFolder": "backtests/D1_EURUSD",
      "batchSummary": "backtests/batch_summary_D1.csv",
      "brokerSpecs": "broker_specs",
      "cache": ".assay/cache",
      "capsule": "runs/0123456789abcdef",
      "completed": "backtest_directives/completed",
      "config": "assay.json",
      "database": ".assay/assay.db",
      "directiveAudit": "runs/D1/directive_audit.log",
      "directiveFolder": "runs/D1",
      "directiveState": "runs/D1/directive_state.json",
      "eventsView": ".assay/events.ndjson",
      "failed": ".assay/failed/x_FAILED_1",
      "failedFolder": ".assay/failed",
      "indicators": "indicators",
      "lock": ".assay/lock",
      "logs": "outputs/logs",
      "masterSheet": "backtests/Strategy_Master_Filter.xlsx",
      "outputs": "outputs",
      "portfolioFolder": "portfolios/D1",
      "portfolios": "portfolios",
      "quarantine": ".assay/quarantine",
      "runAudit": "runs/0123456789abcdef/audit.log",
      "runState": "runs/0123456789abcdef/run_state.json",
      "runs": "runs",
      "staging": ".assay/staging/token",
      "stagingFolder": ".assay/staging",
      "strategies": "strategies",
      "strategyFile": "strategies/Breakout/strategy.ts",
      "strategyFolder": "strategies/Breakout",
      "trash": ".assay/trash",
    }
  `);
});

test('no name but a single path segment becomes one', () => {
  for (const name of ['', '.', '..', 'a/b', '../x', 'a\\b', 'a\0b']) {
    expect(() => PATHS.strategyFile(name)).toThrow(RangeError);
    expect(() => PATHS.staging(name)).toThrow(RangeError);
  }
});

propertyTest.prop([
  fc.array(fc.stringMatching(/^[A-Za-z0-9_-]{1,8}$/), { minLength: 1, maxLength: 4 }),
])('both spellings name the same place below the root', (names) => {
  const path = PATHS.at(names.join('/'));
  expect(path.absolute).toBe(`/w/${path.relative}`);
});
