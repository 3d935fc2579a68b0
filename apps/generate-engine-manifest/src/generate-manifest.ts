import { resolve } from 'node:path';
import { AssayError } from '@assay/core';
import type { Ending } from '@assay/cli';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import { readEngineSnapshot, type EngineSnapshot } from './engine-snapshot.js';
import { startVersion } from './start-version.js';
import { planManifest, type ManifestPlan, type ManifestWish } from './plan-manifest.js';

/** One call of the tool. */
export interface ManifestRequest extends ManifestWish {
  /** Repository folder, relative to `cwd` or absolute. */
  readonly root: string;
  readonly cwd: string;
  /** Start this version instead of describing the active one. */
  readonly newVersion: string | undefined;
}

function openRepository(request: ManifestRequest): FileStore {
  const root = resolve(request.cwd, request.root);
  try {
    return nodeFileStore(root);
  } catch (cause) {
    throw new AssayError('USAGE', 'the folder given as --root cannot be opened', {
      found: root,
      expected: 'the folder of the repository',
      cause,
    });
  }
}

const OUTCOMES: Readonly<Record<ManifestPlan['action'], string>> = {
  none: 'unchanged',
  write: 'written',
  refuse: 'refused',
};

function describe(snapshot: EngineSnapshot, plan: ManifestPlan, outcome: string): string {
  const { manifest, changes } = plan;
  const lines = [
    `engine ${snapshot.version}: manifest ${outcome}, ${Object.keys(manifest.file_hashes).length} files`,
    `  tree    ${manifest.tree_hash}`,
    `  bundle  ${manifest.bundle_hash}`,
  ];
  for (const kind of ['added', 'removed', 'changed'] as const) {
    lines.push(...changes[kind].map((path) => `  ${kind.padEnd(7)} ${path}`));
  }
  return lines.join('\n');
}

function assertOneWish({ isCheck, isRelease, newVersion }: ManifestRequest): void {
  const wishes = [isCheck, isRelease, newVersion !== undefined].filter((isAsked) => isAsked);
  if (wishes.length < 2) return;
  throw new AssayError('USAGE', '--check, --release and --new-version exclude each other', {
    found: `${wishes.length} of them`,
    expected: 'one of them, or none',
  });
}

/**
 * Reads the engine, plans its manifest and carries the plan out.
 *
 * @throws AssayError USAGE, NOT_BUILT, or what the disk refuses.
 */
export function generateManifest(request: ManifestRequest): Ending {
  assertOneWish(request);
  const files = openRepository(request);
  if (request.newVersion !== undefined) return startVersion(files, request.newVersion);
  const snapshot = readEngineSnapshot(files);
  const plan = planManifest(snapshot, request);
  if (plan.action === 'write') {
    files.writeAtomic(`${files.root}/${snapshot.manifestFile}`, plan.text);
  }
  const isDifferent = request.isCheck && plan.findings.length > 0;
  const outcome = isDifferent ? 'differs' : OUTCOMES[plan.action];
  return {
    schema: 'generate-engine-manifest.result/1',
    body: {
      engine_version: snapshot.version,
      manifest: snapshot.manifestFile,
      outcome,
      released: plan.manifest.released === true,
      tree_hash: plan.manifest.tree_hash,
      bundle_hash: plan.manifest.bundle_hash,
      added: plan.changes.added,
      removed: plan.changes.removed,
      changed: plan.changes.changed,
    },
    text: () => describe(snapshot, plan, outcome),
    diagnostics: plan.findings,
  };
}
