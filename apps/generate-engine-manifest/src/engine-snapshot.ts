import { AssayError, compareEngineVersions, isEngineVersion } from '@assay/core';
import { canonicalText, isEngineSource, sha256Hex, type HashedFile } from '@assay/hashing';
import type { FileStore } from '@assay/workspace';

/** Where the engine's version folders lie in the repository. */
export const ENGINE_ROOT = 'libs/engine/src';

/** Everything that decides what the manifest of an engine version says. */
export interface EngineSnapshot {
  readonly version: string;
  /** Path of the manifest below the repository. */
  readonly manifestFile: string;
  /** Text of the manifest on disk; undefined when there is none. */
  readonly manifestText: string | undefined;
  /** Sources of the version, hashed in canonical form (LF, no byte order mark). */
  readonly sources: readonly HashedFile[];
  /** SHA-256 of the built bundle. */
  readonly bundleSha256: string;
}

/**
 * The active engine: the highest version by number.
 *
 * @throws AssayError USAGE when the folder holds no version.
 */
export function activeEngineVersion(files: FileStore): string {
  const versions = files
    .list(`${files.root}/${ENGINE_ROOT}`)
    .filter((entry) => entry.kind === 'folder' && isEngineVersion(entry.name))
    .map((entry) => entry.name)
    .sort(compareEngineVersions);
  const active = versions.at(-1);
  if (active === undefined) {
    throw new AssayError('USAGE', 'this folder holds no engine version', {
      found: `${files.root}/${ENGINE_ROOT}`,
      expected: 'folders named v<major>_<minor>_<patch>',
      next: 'Give --root DIR with the folder of the repository.',
    });
  }
  return active;
}

function sourcesBelow(files: FileStore, folder: string, prefix: string): readonly HashedFile[] {
  return files.list(folder).flatMap((entry) => {
    const path = `${prefix}${entry.name}`;
    const place = `${folder}/${entry.name}`;
    if (entry.kind === 'folder') return sourcesBelow(files, place, `${path}/`);
    if (!isEngineSource(path)) return [];
    if (entry.kind !== 'file') {
      // A link could lead to bytes that change without any file of the version changing.
      throw new AssayError('ENGINE_MANIFEST_MISMATCH', 'an engine source is no regular file', {
        place: { file: place },
        found: entry.kind,
        expected: 'a regular file',
        next: 'Replace it by the file itself.',
      });
    }
    return [{ path, sha256: sha256Hex(canonicalText(files.readText(place))) }];
  });
}

/**
 * Reads the active engine of a repository.
 *
 * @throws AssayError NOT_BUILT when its bundle is missing, USAGE when there is no engine.
 */
export function readEngineSnapshot(files: FileStore): EngineSnapshot {
  const version = activeEngineVersion(files);
  const manifestFile = `${ENGINE_ROOT}/${version}/engine_manifest.json`;
  const bundle = `${files.root}/dist/engines/${version}.js`;
  if (!files.exists(bundle)) {
    throw new AssayError('NOT_BUILT', `engine ${version} has not been built`, { found: bundle });
  }
  const manifest = `${files.root}/${manifestFile}`;
  return {
    version,
    manifestFile,
    manifestText: files.exists(manifest) ? files.readText(manifest) : undefined,
    sources: sourcesBelow(files, `${files.root}/${ENGINE_ROOT}/${version}`, ''),
    bundleSha256: files.digest(bundle).sha256,
  };
}
