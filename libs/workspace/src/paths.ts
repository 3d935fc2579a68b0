import { join } from 'node:path';
import { listedName } from '@assay/core';

/** A place in a workspace in both spellings. */
export interface WorkspacePath {
  /** `/` separated, below the workspace: what the ledger and manifests store. */
  readonly relative: string;
  /** For the file store. */
  readonly absolute: string;
}

/** Every place that the tools know in a workspace. Nothing else may spell one. */
export interface WorkspacePaths {
  readonly root: string;
  /** Any path below the workspace, from its relative form. */
  at(relative: string): WorkspacePath;
  readonly config: WorkspacePath;

  readonly activeDirectives: WorkspacePath;
  readonly completedDirectives: WorkspacePath;
  readonly strategies: WorkspacePath;
  strategyFolder(name: string): WorkspacePath;
  strategyFile(name: string): WorkspacePath;
  readonly indicators: WorkspacePath;
  readonly brokerSpecs: WorkspacePath;
  /** `policies/<name>.yaml`: how portfolios are judged. */
  policyFile(name: string): WorkspacePath;

  readonly runs: WorkspacePath;
  /** `runs/<RUN_ID>`. */
  capsule(runId: string): WorkspacePath;
  runState(runId: string): WorkspacePath;
  runAudit(runId: string): WorkspacePath;
  /** `runs/<DIRECTIVE_ID>`. */
  directiveFolder(directiveId: string): WorkspacePath;
  directiveState(directiveId: string): WorkspacePath;
  directiveAudit(directiveId: string): WorkspacePath;

  readonly backtests: WorkspacePath;
  /** `backtests/<DIRECTIVE>_<SYMBOL>`. */
  backtestsFolder(directiveId: string, symbol: string): WorkspacePath;
  batchSummary(directiveId: string): WorkspacePath;
  readonly masterSheet: WorkspacePath;
  readonly portfolios: WorkspacePath;
  portfolioFolder(directiveId: string): WorkspacePath;
  readonly outputs: WorkspacePath;
  readonly logs: WorkspacePath;

  readonly assayFolder: WorkspacePath;
  readonly database: WorkspacePath;
  readonly eventsView: WorkspacePath;
  readonly lock: WorkspacePath;
  readonly stagingFolder: WorkspacePath;
  /** A staging folder of its own for one unit of work; `token` is a single path segment. */
  staging(token: string): WorkspacePath;
  readonly failedFolder: WorkspacePath;
  failed(name: string): WorkspacePath;
  readonly quarantine: WorkspacePath;
  readonly archive: WorkspacePath;
  readonly trash: WorkspacePath;
  readonly cache: WorkspacePath;
}

/** A name that becomes one path segment; anything that could climb or split is our own bug. */
function segment(name: string): string {
  if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name)) {
    throw new RangeError(`not a single path segment: ${JSON.stringify(name)}`);
  }
  return name;
}

/** The places of the workspace at `root` (absolute). */
export function workspacePaths(root: string): WorkspacePaths {
  const at = (relative: string): WorkspacePath => ({
    relative,
    absolute: join(root, ...relative.split('/')),
  });
  const below =
    (folder: string, ending = '') =>
    (name: string): WorkspacePath =>
      at(`${folder}/${segment(name)}${ending}`);
  return {
    root,
    at,
    config: at('assay.json'),
    activeDirectives: at('backtest_directives/active'),
    completedDirectives: at('backtest_directives/completed'),
    strategies: at('strategies'),
    strategyFolder: below('strategies'),
    strategyFile: below('strategies', '/strategy.ts'),
    indicators: at('indicators'),
    brokerSpecs: at('broker_specs'),
    policyFile: below('policies', '.yaml'),
    runs: at('runs'),
    capsule: below('runs'),
    runState: below('runs', '/run_state.json'),
    runAudit: below('runs', '/audit.log'),
    directiveFolder: below('runs'),
    directiveState: below('runs', '/directive_state.json'),
    directiveAudit: below('runs', '/directive_audit.log'),
    backtests: at('backtests'),
    backtestsFolder: (directiveId, symbol) => below('backtests')(listedName(directiveId, symbol)),
    batchSummary: (directiveId) => below('backtests')(`batch_summary_${directiveId}.csv`),
    masterSheet: at('backtests/Strategy_Master_Filter.xlsx'),
    portfolios: at('portfolios'),
    portfolioFolder: below('portfolios'),
    outputs: at('outputs'),
    logs: at('outputs/logs'),
    assayFolder: at('.assay'),
    database: at('.assay/assay.db'),
    eventsView: at('.assay/events.ndjson'),
    lock: at('.assay/lock'),
    stagingFolder: at('.assay/staging'),
    staging: below('.assay/staging'),
    failedFolder: at('.assay/failed'),
    failed: below('.assay/failed'),
    quarantine: at('.assay/quarantine'),
    archive: at('.assay/archive'),
    trash: at('.assay/trash'),
    cache: at('.assay/cache'),
  };
}
