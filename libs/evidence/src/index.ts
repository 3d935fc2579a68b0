export {
  buildManifest,
  readManifest,
  AS_WRITTEN_FILES,
  SEAL_FILES,
  sealPortfolioManifest,
} from './manifest.js';
export type {
  ManifestInput,
  ManifestReading,
  PortfolioManifestInput,
  Seal,
  SealedFile,
} from './manifest.js';
export { buildBinding } from './binding.js';
export type { BindingInput } from './binding.js';
export { SNAPSHOT_FILES, verifyCapsule, verifySealedFolder } from './verify-sealed-folder.js';
export type { CapsuleCheck, PortfolioCheck } from './verify-sealed-folder.js';
export { linkBefore, linkedFolders } from './linked-folders.js';
export { sealAlone, sealEvidence, sealedAtMs } from './store/seal-evidence.js';
export type { PinFacts, SealedEvidence, SealRequest } from './store/seal-evidence.js';
export { changeEvidence, evidencePlaces, mayRemoveEvidence } from './store/evidence-store.js';
export type { EvidencePlaces, EvidenceStore, SealingStore } from './store/evidence-store.js';
export { buildTagFiles } from './bag/build-bag.js';
export type { Bag, BagEntry, BagFile, BagLabel } from './bag/build-bag.js';
export { newSigningKeyPem, readSigningKey, readVerifyingKey } from './pins/signing-key.js';
export type { SigningKey, VerifyingKey } from './pins/signing-key.js';
export type { PinPredicate } from './pins/pin-statement.js';
export type { LogLine, PinLine, TombstoneLine } from './pins/pin-log-line.js';
export { linesBackwards, readLogHead } from './pins/read-log.js';
export { parseLogLine } from './pins/pin-log-line.js';
export { isSound, sortFindings, VERDICTS } from './verify/verdict.js';
export type { Finding, Verdict } from './verify/verdict.js';
export { livePins, verifyLog } from './verify/verify-log.js';
export type { LogReading } from './verify/verify-log.js';
export {
  piecesOf,
  publishedKeys,
  readPinOf,
  timeFindings,
  verifyPieces,
} from './verify/verify-pin.js';
export type { Verifier } from './verify/verify-pin.js';
export { verifyBag } from './bag/verify-bag.js';
export { verifyEvidence } from './verify/verify-evidence.js';
export type { EvidenceCheck } from './verify/verify-evidence.js';
export { keepsNothing, planRetention } from './retention/plan-retention.js';
export type {
  KeepReason,
  RetentionDecision,
  RetentionItem,
  RetentionPolicy,
} from './retention/plan-retention.js';
export { countBags, readStock, retentionItems, thinOutAlone } from './retention/thin-out.js';
export type { EvidenceStock, OrphanPiece, ThinOut } from './retention/thin-out.js';
export { carryOut, logSeq } from './store/changes.js';
export type { Change } from './store/changes.js';
