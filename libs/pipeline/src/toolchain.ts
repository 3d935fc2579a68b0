import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError, compareEngineVersions } from '@assay/core';
import { sha256Hex } from '@assay/hashing';

/** Where the built parts of the tool lie; found once, from the folder of the running bundle. */
export interface Toolchain {
  /** The repository, or the folder the tool is installed in. */
  readonly root: string;
  /** Library sources that strategy bundles resolve. */
  readonly sdkRoot: string;
  readonly workerFile: string;
  /** Everything besides the engine that turns inputs into artifact bytes. */
  readonly computeFile: string;
  /** The workspace that `init` copies. */
  readonly exampleRoot: string;
}

/** Lays out the parts below a root; nothing is read yet. */
export function toolchainAt(root: string): Toolchain {
  return {
    root,
    sdkRoot: join(root, 'dist', 'sdk'),
    workerFile: join(root, 'apps', 'run-pipeline', 'dist', 'worker.js'),
    computeFile: join(root, 'dist', 'compute.js'),
    exampleRoot: join(root, 'examples', 'fx'),
  };
}

/** The file of an engine version. */
export function engineFile(toolchain: Toolchain, version: string): string {
  return join(toolchain.root, 'dist', 'engines', `${version}.js`);
}

/** The manifest of an engine version, beside its sources. */
export function engineManifestFile(toolchain: Toolchain, version: string): string {
  return join(toolchain.root, 'libs', 'engine', 'src', version, 'engine_manifest.json');
}

/**
 * SHA-256 of a built file.
 * @throws AssayError NOT_BUILT when it is missing.
 */
export function builtFileHash(file: string): string {
  if (!existsSync(file)) {
    throw new AssayError('NOT_BUILT', 'a built part of the tool is missing', { found: file });
  }
  return sha256Hex(readFileSync(file));
}

/** The built engine versions, oldest first. */
export function engineVersions(toolchain: Toolchain): readonly string[] {
  const folder = join(toolchain.root, 'dist', 'engines');
  if (!existsSync(folder)) {
    throw new AssayError('NOT_BUILT', 'no engine has been built', { found: folder });
  }
  return readdirSync(folder)
    .map((name) => /^(v\d+_\d+_\d+)\.js$/.exec(name)?.[1])
    .filter((version) => version !== undefined)
    .sort(compareEngineVersions);
}
