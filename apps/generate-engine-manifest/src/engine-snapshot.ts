import { AssayError, compareEngineVersions, isEngineVersion } from '@assay/core';
import { canonicalText, isEngineSource, sha256Hex, type HashedFile } from '@assay/hashing';
import type { FileStore } from '@assay/workspace';

/** Where the engine's version folders lie in the repository. */
export const ENGINE_ROOT = 'libs/engine/src';
/** The manifest's name in its version's folder. */
export const MANIFEST_NAME = 'engine_manifest.json';

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
 * @throws AssayError USAGE when the folder holds no version, or one that is no folder.
 */
export function activeEngineVersion(files: FileStore): string {
  const root = `${files.root}/${ENGINE_ROOT}`;
  const versions = files.list(root).filter((entry) => isEngineVersion(entry.name));
  const odd = versions.find((entry) => entry.kind !== 'folder');
  if (odd) {
    // Passed over, it would make a lower version the active one without a word.
    throw new AssayError('USAGE', `engine version ${odd.name} is no folder`, {
      place: { file: `${root}/${odd.name}` },
      found: odd.kind,
      expected: 'a folder of its own for every version',
      next: 'Replace it by the folder itself, or move it away.',
    });
  }
  const active = versions
    .map((entry) => entry.name)
    .sort(compareEngineVersions)
    .at(-1);
  if (active === undefined) {
    throw new AssayError('USAGE', 'this folder holds no engine version', {
      found: root,
      expected: 'folders named v<major>_<minor>_<patch>',
      next: 'Give --root DIR with the folder of the repository.',
    });
  }
  return active;
}

/** A text file of a version. */
export interface VersionText {
  /** Below the version's folder. */
  readonly path: string;
  readonly text: string;
}

/**
 * The text files of a version whose path is wanted, folder by folder.
 *
 * @throws AssayError ENGINE_MANIFEST_MISMATCH for what is neither file nor folder, wanted or not, and for
 *   a wanted file that is no text.
 */
export function versionTexts(
  files: FileStore,
  version: string,
  isWanted: (path: string) => boolean,
): readonly VersionText[] {
  const root = `${files.root}/${ENGINE_ROOT}/${version}`;
  const below = (prefix: string): readonly VersionText[] =>
    files.list(`${root}/${prefix}`).flatMap(({ name, kind }) => {
      const path = `${prefix}${name}`;
      if (kind === 'folder') return below(`${path}/`);
      // A link could lead to bytes that change without any file of the version changing.
      if (kind !== 'file') throw unfit('is no regular file', `${root}/${path}`, kind);
      return isWanted(path) ? [{ path, text: textOf(files, `${root}/${path}`) }] : [];
    });
  return below('');
}

/** Decoding must lose nothing: else two files with other bytes would have one hash. */
function textOf(files: FileStore, place: string): string {
  const bytes = files.readFile(place);
  const text = Buffer.from(bytes).toString('utf8');
  if (Buffer.from(text, 'utf8').equals(bytes)) return text;
  throw unfit('is no UTF-8 text', place, 'bytes that are no character');
}

function unfit(what: string, place: string, found: string): AssayError {
  return new AssayError('ENGINE_MANIFEST_MISMATCH', `an engine source ${what}`, {
    place: { file: place },
    found,
    expected: 'a regular text file',
    next: 'Replace it by the file itself, or move it away.',
  });
}

/**
 * Reads the active engine of a repository.
 *
 * @throws AssayError NOT_BUILT when its bundle is missing, USAGE when there is no engine.
 */
export function readEngineSnapshot(files: FileStore): EngineSnapshot {
  const version = activeEngineVersion(files);
  const manifestFile = `${ENGINE_ROOT}/${version}/${MANIFEST_NAME}`;
  const bundle = `${files.root}/dist/engines/${version}.js`;
  if (!files.exists(bundle)) {
    throw new AssayError('NOT_BUILT', `engine ${version} has not been built`, { found: bundle });
  }
  const manifest = `${files.root}/${manifestFile}`;
  return {
    version,
    manifestFile,
    manifestText: files.exists(manifest) ? files.readText(manifest) : undefined,
    sources: versionTexts(files, version, isEngineSource).map(({ path, text }) => ({
      path,
      sha256: sha256Hex(canonicalText(text)),
    })),
    bundleSha256: files.digest(bundle).sha256,
  };
}
