export { ENGINE_VERSIONS } from './engine-versions.js';
export type { EngineVersion } from './engine-versions.js';
