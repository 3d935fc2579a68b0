/** Versions that exist, oldest first; each is a folder and a subpath export `@assay/engine/<version>`. */
export const ENGINE_VERSIONS = ['v1_0_0'] as const;

/** The name of an engine version. */
export type EngineVersion = (typeof ENGINE_VERSIONS)[number];
