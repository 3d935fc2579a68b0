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
