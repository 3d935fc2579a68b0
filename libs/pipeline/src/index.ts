export { STAGES, RUN_STAGES } from './stages.js';
export type { DirectiveStage, RunStage, Stage, RunStep, StagedFile } from './stages/stage.js';
export { runBatch, selectDirectives } from './run-batch.js';
export type { BatchReport } from './run-batch.js';
export type { DirectiveReport, RunOptions } from './run-directive.js';
export { withSession, withWriter } from './open-session.js';
export type { Inspected, SessionRequest, Writer } from './open-session.js';
export { withReader } from './open-reader.js';
export type { Reader } from './open-reader.js';
export type { ProgressEvent, Session } from './session.js';
export { builtFileHash, engineFile, engineVersions, toolchainAt } from './toolchain.js';
export type { Toolchain } from './toolchain.js';
export { engineFindings } from './engine-findings.js';
export { activeDirectives, allDirectives, locateDirective } from './inputs/directive-files.js';
export type { DirectiveFile } from './inputs/directive-files.js';
export { initWorkspace } from './init-workspace.js';
export { planSample, writeSample } from './sample-data.js';
export type { SampleFile, SampleSeries } from './sample-data.js';
export { currentUser } from './current-user.js';
export { applyReset, planDirectiveReset } from './reset.js';
export { refreshResetViews } from './views/reset-views.js';
export type { DirectiveReset } from './reset.js';
export {
  knownIndicators,
  listTemplates,
  provisionStrategy,
  readTemplate,
} from './provision-strategy.js';
export type { ProvisionOptions } from './provision-strategy.js';
export type { Provisioned } from './provision-strategy.js';
export { readDirective } from './read-directive.js';
export {
  assertNotPromoted,
  demoteDirective,
  directiveNotFound,
  promoteDirective,
} from './promotion.js';
export { commitMoved } from './commit.js';
export { illegalStates } from './illegal-states.js';
export { isLedgerAsLeft } from './ledger-audit.js';
export { showRun, shownCopies } from './views/backtests-view.js';
export type { ShownCopy } from './views/backtests-view.js';
export { batchSummaryCsv, writeBatchSummary } from './views/batch-summary.js';
export { refreshDirectiveViews } from './views/directive-views.js';
export { lookAtSheet, refreshMasterSheet } from './views/master-sheet-view.js';
export type { SheetStanding } from './views/master-sheet-view.js';
export { askKnownAnswer, KNOWN_ANSWERS } from './shadow/known-answer.js';
export type { KnownAnswer } from './shadow/known-answer.js';
export { createPool } from './sandbox/worker-pool.js';
export type { Pool } from './sandbox/worker-pool.js';
export { HOLIDAY_ALLOWANCE_MS, judgeFreshness } from './shadow/data-freshness.js';
export type { Freshness } from './shadow/data-freshness.js';
export { SHADOW_BARS_MAX } from './shadow/shadow-scope.js';
export { watchPromoted } from './shadow/watch-promoted.js';
export type { ShadowEvaluation, WatchedRun, WatchPlace } from './shadow/watch-promoted.js';
