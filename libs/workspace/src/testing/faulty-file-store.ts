import { diskFileStore } from '../disk-file-store.js';
import type { FileStore } from '../file-store.js';
import type { FileSystem } from '../file-system.js';
import { NODE_FILE_SYSTEM } from '../node-file-system.js';
import { faultyFileSystem, type FaultPlan } from './faulty-file-system.js';

/** A file store over a disk with one planned fault; it counts the changing operations. */
export interface FaultyFileStore {
  readonly files: FileStore;
  /** What was done to the disk, in order: `rename /…` and so on. */
  readonly operations: readonly string[];
}

/** Without a plan it only counts; without a disk it is the real one. */
export function faultyFileStore(
  root: string,
  plan?: FaultPlan,
  disk: FileSystem = NODE_FILE_SYSTEM,
): FaultyFileStore {
  const faulty = faultyFileSystem(disk, plan);
  return { files: diskFileStore(faulty, root), operations: faulty.operations };
}
