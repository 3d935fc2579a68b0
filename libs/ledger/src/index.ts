export { openLedger } from './open-ledger.js';
export type { OpenLedgerOptions } from './open-ledger.js';
export { commitStage } from './commit-stage.js';
export type { StageCommit } from './commit-stage.js';
export { commitMoves } from './commit-moves.js';
export type { MovesCommit } from './commit-moves.js';
export { rebuildLedger } from './rebuild-ledger.js';
export type { RebuildOptions } from './rebuild-ledger.js';
export { recover } from './recover.js';
export type { Recovery, RecoveryPlace } from './recover.js';
export { EMPTY_HEAD, GENESIS_HASH, WORKSPACE_SUBJECT } from './event-body.js';
export {
  auditLogs,
  directiveStateView,
  eventsNdjson,
  runAuditLog,
  runStateView,
} from './ledger-views.js';
export type { AuditLogs } from './ledger-views.js';
export { EXPORT_TABLES, exportTable } from './export-table.js';
export type { ExportTable, TableExport } from './export-table.js';
export { SCHEMA_VERSION } from './migrations.js';
export type { BrokenLink } from './verify-chain.js';
export type {
  ArtifactRecord,
  BoundRun,
  FileMove,
  LedgerEvent,
  LedgerEventType,
  MasterRowValue,
  RetiredRow,
  RowName,
  SourceFile,
} from './ledger-events.js';
export type {
  ChainHead,
  DirectiveRecord,
  Ledger,
  LedgerChange,
  MasterRow,
  PortfolioRow,
  Publication,
  RecordedArtifact,
  RunRecord,
  StateChange,
  StoredEvent,
  StoredTable,
} from './ledger.js';
export { auditChain, auditLedger } from './audit-ledger.js';
export { promotedAlready } from './promotions.js';
export type { PromotionRecord } from './promotions.js';
export type { TrialRecord } from './trials.js';
