import { diagnostic, type Diagnostic } from '@assay/core';
import {
  compareEngineManifest,
  engineManifest,
  formatEngineManifest,
  parseEngineManifest,
  type EngineManifest,
} from '@assay/hashing';
import type { EngineSnapshot } from './engine-snapshot.js';

/** The name that every manifest of our engine carries. */
const ENGINE_NAME = 'assay';

/** Source files that differ from the manifest on disk, each list sorted. */
export interface SourceChanges {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** What is to be done; carried out as it stands. */
export interface ManifestPlan {
  readonly action: 'none' | 'write' | 'refuse';
  /** What the manifest ought to say. */
  readonly manifest: EngineManifest;
  readonly text: string;
  readonly changes: SourceChanges;
  /** Why it is refused, or what `--check` found. */
  readonly findings: readonly Diagnostic[];
}

/** What the call asks for. */
export interface ManifestWish {
  readonly isCheck: boolean;
  readonly isRelease: boolean;
}

function sourceChanges(before: EngineManifest | undefined, now: EngineManifest): SourceChanges {
  const then = new Map(Object.entries(before?.file_hashes ?? {}));
  const paths = Object.keys(now.file_hashes);
  return {
    added: paths.filter((path) => !then.has(path)),
    removed: [...then.keys()].filter((path) => !(path in now.file_hashes)).sort(),
    changed: paths.filter((path) => then.has(path) && then.get(path) !== now.file_hashes[path]),
  };
}

function differences(snapshot: EngineSnapshot, text: string): readonly Diagnostic[] {
  const { manifestFile, manifestText, version, bundleSha256, sources } = snapshot;
  if (manifestText === undefined) {
    return [
      diagnostic('ENGINE_MANIFEST_MISSING', `engine ${version} has no manifest`, {
        place: { file: manifestFile },
      }),
    ];
  }
  const found = compareEngineManifest({
    manifestFile,
    manifestText,
    version,
    bundleSha256,
    sources,
  });
  if (found.length > 0 || manifestText === text) return found;
  return [
    diagnostic('ENGINE_MANIFEST_MISMATCH', 'the manifest is not in the form this tool writes', {
      place: { file: manifestFile },
      found: 'other spacing, order or members',
      expected: 'the bytes that this tool writes',
    }),
  ];
}

function unreadable({ manifestFile }: EngineSnapshot): Diagnostic {
  return diagnostic(
    'ENGINE_MANIFEST_MISMATCH',
    'the manifest cannot be read; it is left as it is',
    {
      place: { file: manifestFile },
      found: 'another content',
      expected: 'an engine manifest, or no file',
      next: 'Restore it from version control; remove it only if the version was never released.',
    },
  );
}

/**
 * Decides what happens to the manifest of the active engine. Pure.
 *
 * A released version is never written over with other content, neither is a manifest that cannot be read, and
 * `--check` never writes.
 */
export function planManifest(snapshot: EngineSnapshot, wish: ManifestWish): ManifestPlan {
  const before =
    snapshot.manifestText === undefined ? undefined : parseEngineManifest(snapshot.manifestText);
  const isReleased = before?.released === true;
  const manifest = engineManifest({
    name: ENGINE_NAME,
    version: snapshot.version,
    sources: snapshot.sources,
    bundleSha256: snapshot.bundleSha256,
    isReleased: isReleased || (wish.isRelease && !wish.isCheck),
  });
  const text = formatEngineManifest(manifest);
  const changes = sourceChanges(before, manifest);
  const plan = { manifest, text, changes };
  if (wish.isCheck) {
    return { ...plan, action: 'none', findings: differences(snapshot, text) };
  }
  if (snapshot.manifestText === text) return { ...plan, action: 'none', findings: [] };
  if (snapshot.manifestText !== undefined && before === undefined) {
    // What cannot be read may have been the manifest of a released version.
    return { ...plan, action: 'refuse', findings: [unreadable(snapshot)] };
  }
  if (!isReleased) return { ...plan, action: 'write', findings: [] };
  const released = diagnostic(
    'ENGINE_RELEASED',
    `engine ${snapshot.version} is released; its manifest stays as it is`,
    { place: { file: snapshot.manifestFile } },
  );
  return { ...plan, action: 'refuse', findings: [released, ...differences(snapshot, text)] };
}
