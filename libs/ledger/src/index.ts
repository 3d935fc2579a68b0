export { openLedger } from './open-ledger.js';
export type { OpenLedgerOptions } from './open-ledger.js';
export { commitStage } from './commit-stage.js';
export type { StageCommit } from './commit-stage.js';
export { recover } from './recover.js';
export type { Recovery, RecoveryPlace } from './recover.js';
export { EMPTY_HEAD, GENESIS_HASH, WORKSPACE_SUBJECT } from './event-body.js';
export { SCHEMA_VERSION } from './migrations.js';
export type { BrokenLink } from './verify-chain.js';
export type {
  ArtifactRecord,
  BoundRun,
  LedgerEvent,
  LedgerEventType,
  MasterRowValue,
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
  RunRecord,
  StateChange,
  StoredEvent,
} from './ledger.js';
