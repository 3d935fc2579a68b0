import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFileStore, NODE_FILE_SYSTEM, type FileSystem } from '@assay/workspace';
import { onTestFinished } from 'vitest';
import type { SigningKey } from '../pins/signing-key.js';
import { evidencePlaces, mayRemoveEvidence, type SealingStore } from '../store/evidence-store.js';
import { sealEvidence, type PinFacts, type SealedEvidence } from '../store/seal-evidence.js';
import type { Finding } from '../verify/verdict.js';
import { verifyEvidence } from '../verify/verify-evidence.js';
import { publishedKeys, type Verifier } from '../verify/verify-pin.js';
import { FACTS } from './sample-facts.js';

/** 2026-01-31T09:08:07.006Z. */
export const NOW_MS = 1_769_850_487_006;
export const MINUTE_MS = 60_000;

/** A store on a real disk whose clock a test sets. */
export interface TestStore extends SealingStore {
  readonly clock: { nowMs: number; now(): number };
}

/** What a test wants otherwise than by default. */
export interface StoreRequest {
  /** The folder of an earlier store. */
  readonly folder?: string;
  readonly disk?: FileSystem;
  readonly key?: SigningKey;
  readonly nowMs?: number;
}

/** A folder that is gone when the test is over, without symbolic links in its path. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'assay-evidence-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** An evidence store below a folder: `root/`, and `memory/` beside it. */
export function evidenceStore(request: StoreRequest = {}): TestStore {
  const folder = request.folder ?? temporaryFolder();
  const disk = request.disk ?? NODE_FILE_SYSTEM;
  const root = join(folder, 'root');
  const memory = join(folder, 'memory');
  for (const one of [root, memory]) mkdirSync(one, { recursive: true });
  const clock = { nowMs: request.nowMs ?? NOW_MS, now: () => clock.nowMs };
  return {
    files: diskFileStore(disk, root, mayRemoveEvidence),
    memoryFiles: diskFileStore(disk, memory),
    places: evidencePlaces(root, join(memory, 'head.json')),
    clock,
    command: 'test',
    key: request.key,
  };
}

/** Seals two small files. */
export function seal(
  store: SealingStore,
  ofClass = 'dashboard',
  facts: Partial<PinFacts> = {},
): SealedEvidence {
  return sealEvidence(store, {
    class: ofClass,
    payload: [
      { path: 'a.txt', bytes: Buffer.from('one\n') },
      { path: 'deep/b.txt', bytes: Buffer.from('two\n') },
    ],
    facts: { ...FACTS, ...facts },
    text: ({ evidence }) => `P93_OK\nevi=${evidence}\n`,
  });
}

/** Looks at a store. */
export function verifierFor(store: SealingStore): Verifier {
  return {
    files: store.files,
    places: store.places,
    nowMs: store.clock.now(),
    futureMs: 5 * MINUTE_MS,
    keys: publishedKeys(store.files, store.places),
  };
}

/** Verifies everything. */
export function findingsOf(store: SealingStore): readonly Finding[] {
  return verifyEvidence(verifierFor(store), store.memoryFiles).findings;
}

/** The verdicts with what they are about, notes marked. */
export function verdictsOf(store: SealingStore): readonly string[] {
  return findingsOf(store).map(
    ({ verdict, severity, path }) => `${severity === 'info' ? 'note ' : ''}${verdict} ${path}`,
  );
}
