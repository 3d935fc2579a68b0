export { canonicalJson } from './canonical-json.js';
export { canonicalText } from './canonical-text.js';
export { compareBytes } from './path-order.js';
export { hashCanonical, isSha256Hex, sha256Hex } from './sha256.js';
export { formatSha256Sums, parseSha256Sums, treeHash } from './sha256-sums.js';
export type { HashedFile, Sha256SumsProblem } from './sha256-sums.js';
export { hashColumns } from './hash-columns.js';
export type { HashedColumn } from './hash-columns.js';
export {
  compareEngineManifest,
  engineManifest,
  formatEngineManifest,
  isEngineSource,
  parseEngineManifest,
} from './engine-manifest.js';
export type {
  EngineManifest,
  EngineManifestCheck,
  EngineManifestInput,
} from './engine-manifest.js';
