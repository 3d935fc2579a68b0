import { diagnostic, type Diagnostic } from '@assay/core';
import { hasLoneSurrogate } from './canonical-json.js';
import { compareBytes } from './path-order.js';
import { isSha256Hex } from './sha256.js';
import { treeHash, type HashedFile } from './sha256-sums.js';

/** `engine_manifest.json`: what an engine version consists of. No clock, no host, no path. */
export interface EngineManifest {
  readonly engine_name: string;
  /** `v1_0_0`, the name of the version's folder. */
  readonly engine_version: string;
  /** Path below the version's folder → SHA-256 of the canonical text; sorted by path. */
  readonly file_hashes: Readonly<Record<string, string>>;
  /** `treeHash` of the same files. */
  readonly tree_hash: string;
  /** SHA-256 of the built bundle, over its exact bytes. */
  readonly bundle_hash: string;
  /** Present once the version is released: from then on its manifest never changes. */
  readonly released?: true;
}

export interface EngineManifestInput {
  readonly name: string;
  readonly version: string;
  readonly sources: readonly HashedFile[];
  readonly bundleSha256: string;
  readonly isReleased?: boolean;
}

/** Which files of a version's folder its manifest covers: sources, not what only tests use. */
export function isEngineSource(path: string): boolean {
  return path.endsWith('.ts') && !path.endsWith('.test.ts') && !/(^|\/)testing\//.test(path);
}

/** Describes an engine version; the order of `sources` does not matter. */
export function engineManifest(input: EngineManifestInput): EngineManifest {
  const sorted = [...input.sources].sort((a, b) => compareBytes(a.path, b.path));
  return {
    engine_name: input.name,
    engine_version: input.version,
    file_hashes: Object.fromEntries(sorted.map(({ path, sha256 }) => [path, sha256])),
    tree_hash: treeHash(sorted),
    bundle_hash: input.bundleSha256,
    ...(input.isReleased === true && { released: true }),
  };
}

/** The text of `engine_manifest.json`: the same bytes for the same engine. */
export function formatEngineManifest(manifest: EngineManifest): string {
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** What an engine manifest is compared with. */
export interface EngineManifestCheck {
  /** How the manifest is named in diagnostics. */
  readonly manifestFile: string;
  readonly manifestText: string;
  /** The version that is to execute. */
  readonly version: string;
  readonly bundleSha256: string;
  readonly sources: readonly HashedFile[];
}

/**
 * Compares a written manifest with the engine that would execute. Every difference is one
 * `ENGINE_MANIFEST_MISMATCH`: version, tree, bundle, and each file added, removed or changed.
 */
export function compareEngineManifest(check: EngineManifestCheck): readonly Diagnostic[] {
  const written = parseEngineManifest(check.manifestText);
  const mismatch = (message: string, found: string, expected: string): Diagnostic =>
    diagnostic('ENGINE_MANIFEST_MISMATCH', message, {
      place: { file: check.manifestFile },
      found,
      expected,
    });
  if (!written) {
    return [mismatch('the manifest cannot be read', 'another content', 'an engine manifest')];
  }
  const found: Diagnostic[] = [];
  if (written.engine_version !== check.version) {
    found.push(
      mismatch('the manifest is of another version', check.version, written.engine_version),
    );
  }
  const actual = new Map(check.sources.map(({ path, sha256 }) => [path, sha256]));
  const recorded = new Map(Object.entries(written.file_hashes));
  const paths = [...new Set([...actual.keys(), ...recorded.keys()])].sort(compareBytes);
  for (const path of paths) {
    const [now, then] = [actual.get(path), recorded.get(path)];
    if (now === then) continue;
    const what = then === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    found.push(mismatch(`engine source ${path} was ${what}`, now ?? 'no file', then ?? 'no file'));
  }
  const recordedFiles = [...recorded].map(([path, sha256]) => ({ path, sha256 }));
  if (written.tree_hash !== treeHash(recordedFiles)) {
    found.push(
      mismatch('the manifest contradicts itself', written.tree_hash, treeHash(recordedFiles)),
    );
  }
  if (written.bundle_hash !== check.bundleSha256) {
    found.push(
      mismatch('the built engine is another one', check.bundleSha256, written.bundle_hash),
    );
  }
  return found;
}

/** The manifest in a text; undefined when its shape is another. */
export function parseEngineManifest(text: string): EngineManifest | undefined {
  let value: unknown;
  // Stryker disable BlockStatement: after an empty catch there is no value, and the next check returns the same
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  // Stryker restore BlockStatement
  if (!isRecord(value)) return undefined;
  const { engine_name, engine_version, file_hashes, tree_hash, bundle_hash, released } = value;
  const whole =
    typeof engine_name === 'string' &&
    typeof engine_version === 'string' &&
    isSha256(tree_hash) &&
    isSha256(bundle_hash) &&
    (released === undefined || released === true) &&
    isRecord(file_hashes) &&
    Object.entries(file_hashes).every(([path, hash]) => isPath(path) && isSha256(hash));
  if (!whole) return undefined;
  const hashes = file_hashes as Readonly<Record<string, string>>;
  const manifest = { engine_name, engine_version, file_hashes: hashes, tree_hash, bundle_hash };
  return released === undefined ? manifest : { ...manifest, released };
}

function isPath(path: string): boolean {
  return path !== '' && !path.includes('\0') && !hasLoneSurrogate(path);
}

function isSha256(value: unknown): value is string {
  return typeof value === 'string' && isSha256Hex(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
