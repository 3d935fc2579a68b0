import { join } from 'node:path';
import { diagnostic, type Diagnostic, type ErrorCode } from '@assay/core';
import { compareBytes } from '@assay/hashing';
import type { FileStore } from '@assay/workspace';
import { linkBefore, linkedFolders } from './linked-folders.js';
import {
  AS_WRITTEN_FILES,
  readManifest,
  SEAL_FILES,
  type ManifestReading,
  type SealedFile,
} from './manifest.js';

/** The inputs that a capsule keeps a copy of; lost or altered they have codes of their own. */
export const SNAPSHOT_FILES: readonly string[] = [
  'strategy.ts',
  'strategy.js',
  'directive.json',
  'spec.yaml',
];

interface SealedFolder {
  readonly files: FileStore;
  /** Absolute. */
  readonly folder: string;
  /** What the ledger recorded, the seal's own files included; paths below the folder. */
  readonly expected: readonly SealedFile[];
}

export interface CapsuleCheck {
  readonly files: FileStore;
  /** The capsule's folder, absolute. */
  readonly capsule: string;
  readonly runId: string;
  readonly runKey: string;
  /** What the ledger recorded for the run; paths below the capsule. */
  readonly expected: readonly SealedFile[];
  /** False for a run that has not been sealed yet: then there is no manifest to compare. */
  readonly isSealed?: boolean;
}

export interface PortfolioCheck extends SealedFolder {
  readonly directiveId: string;
}

/**
 * Compares a capsule with what the ledger recorded: every file by size and digest, then whether the
 * manifest names this run and exactly the recorded files. Empty when all is well; otherwise one
 * finding a file in order of path, then those of the manifest.
 */
export function verifyCapsule(check: CapsuleCheck): readonly Diagnostic[] {
  const { files, capsule, runId, runKey, expected, isSealed = true } = check;
  const sealed = { files, folder: capsule, expected };
  if (!isSealed) return fileProblems(sealed, 'capsule');
  return verify(sealed, 'capsule', (manifest) => {
    const wrong: [string, string][] = [];
    if (manifest.runId !== runId) wrong.push([manifest.runId ?? 'no run id', runId]);
    if (manifest.runKey !== runKey) wrong.push([manifest.runKey ?? 'no run key', runKey]);
    return wrong;
  });
}

/** The same for a portfolio's folder. */
export function verifySealedFolder(check: PortfolioCheck): readonly Diagnostic[] {
  return verify(check, 'portfolio', ({ kind, directiveId }) => {
    const found = `${kind} of ${directiveId}`;
    const expected = `portfolio of ${check.directiveId}`;
    return found === expected ? [] : [[found, expected]];
  });
}

type Identify = (manifest: ManifestReading) => readonly (readonly [string, string])[];

function verify(sealed: SealedFolder, what: string, identify: Identify): readonly Diagnostic[] {
  const problems = fileProblems(sealed, what);
  const isGone = problems.some(({ place }) => place?.file === sealed.folder);
  return isGone ? problems : [...problems, ...manifestProblems(sealed, problems, identify)];
}

function fileProblems(sealed: SealedFolder, what: string): readonly Diagnostic[] {
  const { files, folder, expected } = sealed;
  if (files.stat(folder)?.kind !== 'folder') {
    return [
      diagnostic('ARTIFACT_MISSING', `the whole ${what} is gone`, {
        place: { file: folder },
        found: 'no folder',
        expected: `a folder of ${expected.length} files`,
      }),
    ];
  }
  const problems: { readonly path: string; readonly problem: Diagnostic }[] = [];
  const linked = linkedFolders(
    files,
    folder,
    expected.map(({ path }) => path),
  );
  for (const file of expected) {
    const problem = fileProblem(sealed, file, linkBefore(file.path, linked) !== undefined);
    if (problem) problems.push({ path: file.path, problem });
  }
  return problems.sort((a, b) => compareBytes(a.path, b.path)).map(({ problem }) => problem);
}

function codeFor(path: string, problem: 'missing' | 'altered'): ErrorCode {
  const missing = problem === 'missing';
  if (path === 'manifest.json' && missing) return 'MANIFEST_MISSING';
  if (SNAPSHOT_FILES.includes(path)) return missing ? 'SNAPSHOT_MISSING' : 'SNAPSHOT_HASH_MISMATCH';
  return missing ? 'ARTIFACT_MISSING' : 'ARTIFACT_HASH_MISMATCH';
}

function fileProblem(
  sealed: SealedFolder,
  file: SealedFile,
  isBehindLink: boolean,
): Diagnostic | undefined {
  const path = `${sealed.folder}/${file.path}`;
  // A link may lead to the right bytes today; what it leads to is not what was sealed.
  const there = isBehindLink ? 'link' : sealed.files.digestHere(path);
  const digest = typeof there === 'object' ? there : undefined;
  if (digest?.sha256 === file.sha256 && digest.bytes === file.bytes) return undefined;
  const expected = `${file.bytes} bytes with SHA-256 ${file.sha256}`;
  if (there === 'nothing') {
    return diagnostic(codeFor(file.path, 'missing'), `${file.path} is gone`, {
      place: { file: path },
      found: 'no such file',
      expected,
    });
  }
  return diagnostic(codeFor(file.path, 'altered'), `${file.path} was altered`, {
    place: { file: path },
    found: digest
      ? `${digest.bytes} bytes with SHA-256 ${digest.sha256}`
      : there === 'other'
        ? 'neither a file nor a folder'
        : `a ${String(there)}`,
    expected,
  });
}

function manifestProblems(
  { files, folder, expected }: SealedFolder,
  known: readonly Diagnostic[],
  identify: Identify,
): readonly Diagnostic[] {
  const path = join(folder, 'manifest.json');
  // Already reported: what an altered manifest says is of no interest.
  if (known.some((found) => found.place?.file === path)) return [];
  const problem = (code: ErrorCode, message: string, found: string, wanted: string) =>
    diagnostic(code, message, { place: { file: path }, found, expected: wanted });
  if (files.stat(path)?.kind !== 'file') {
    return [problem('MANIFEST_MISSING', 'there is no manifest', 'no such file', 'a manifest.json')];
  }
  const manifest = readManifest(files.readText(path));
  const mismatch = 'MANIFEST_KEY_MISMATCH';
  if (!manifest) {
    return [problem(mismatch, 'the manifest cannot be read', 'other content', 'a manifest')];
  }
  const identity = identify(manifest).map(([found, wanted]) =>
    problem(mismatch, 'the manifest is of something else', found, wanted),
  );
  const seal: readonly string[] = SEAL_FILES;
  const recorded = new Map(expected.filter((f) => !seal.includes(f.path)).map(keyed));
  const named = new Map(manifest.artifacts.map(keyed));
  const differing = [...new Set([...recorded.keys(), ...named.keys()])]
    .filter((name) => recorded.get(name) !== named.get(name) && !AS_WRITTEN_FILES.includes(name))
    .sort(compareBytes);
  const others = differing.map((name) =>
    problem(
      mismatch,
      `the manifest and the ledger differ about ${name}`,
      named.get(name) ?? 'not named',
      recorded.get(name) ?? 'not recorded',
    ),
  );
  return [...identity, ...others];
}

function keyed({ path, bytes, sha256 }: SealedFile): readonly [string, string] {
  return [path, `${bytes} bytes with SHA-256 ${sha256}`];
}
