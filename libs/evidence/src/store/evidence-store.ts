import { join } from 'node:path';
import type { Clock } from '@assay/core';
import { acquirePathLock, type FileStore } from '@assay/workspace';
import type { SigningKey } from '../pins/signing-key.js';
import { recoverChanges } from './changes.js';

/** Where evidence lies below a root; all absolute. */
export interface EvidencePlaces {
  readonly root: string;
  /** `<class>/<TS>_<id>/`: bags. */
  readonly evidence: string;
  /** `<class>/<TS>_<id>.tgz`. */
  readonly bundles: string;
  /** `<class>/<TS>_<id>.json` and `.txt`. */
  readonly pins: string;
  readonly log: string;
  /** The last line as it was remembered beside the log. */
  readonly head: string;
  /** The same outside of the root, so that taking back the log and its head together shows. */
  readonly memory: string;
  /** `<keyid>.pem`: the public halves of every key that ever signed here. */
  readonly publicKeys: string;
  /** Changes that have been prepared and not finished. */
  readonly changes: string;
  readonly lock: string;
}

/**
 * The places of evidence below a root.
 *
 * @param memory - Absolute path of the remembered head outside of the root.
 */
export function evidencePlaces(root: string, memory: string): EvidencePlaces {
  const pins = join(root, 'pins');
  return {
    root,
    evidence: join(root, 'evidence'),
    bundles: join(root, 'bundles'),
    pins,
    log: join(pins, 'log.ndjson'),
    head: join(pins, 'head.json'),
    memory,
    publicKeys: join(pins, PUBLIC_KEYS),
    changes: join(root, CHANGES_FOLDER),
    lock: join(root, '.evidence.lock'),
  };
}

/** The folder beside the classes of pins that holds public keys. */
export const PUBLIC_KEYS = 'keys';
/** The folder below the root whose content only this library makes, moves and removes. */
export const CHANGES_FOLDER = '.changes';
/** Folders below the root that hold what is about to be deleted begin so. */
export const TRASH_PREFIX = '.trash-';

/** Whether a file store rooted at a place of evidence may remove a path: trash and prepared changes only. */
export function mayRemoveEvidence(root: string, path: string): boolean {
  const first = path.slice(root.length + 1).split('/')[0] ?? '';
  return first === CHANGES_FOLDER || first.startsWith(TRASH_PREFIX);
}

/** What sealing, verifying and retention work with. */
export interface EvidenceStore {
  /** Rooted at `places.root`; removes what `mayRemoveEvidence` allows. */
  readonly files: FileStore;
  /** May write `places.memory`. */
  readonly memoryFiles: FileStore;
  readonly places: EvidencePlaces;
  readonly clock: Clock;
  /** Who does it, for those who find the lock taken. */
  readonly command: string;
}

/** A store that also signs. */
export interface SealingStore extends EvidenceStore {
  readonly key: SigningKey | undefined;
}

/** How long one command waits for another that changes evidence. */
const WAIT_MS = 15_000;

/**
 * Changes evidence alone: under the lock, and after whatever a killed process had prepared was finished
 * or cleared away.
 *
 * @throws AssayError OPS_BUSY when another process keeps the lock.
 */
export function changeEvidence<T>(store: EvidenceStore, change: () => T): T {
  const { files, places, clock, command } = store;
  files.makeFolder(places.pins);
  const lock = acquirePathLock({
    path: places.lock,
    command,
    clock,
    waitMs: WAIT_MS,
    busyCode: 'OPS_BUSY',
  });
  try {
    recoverChanges(store);
    return change();
  } finally {
    lock.release();
  }
}
