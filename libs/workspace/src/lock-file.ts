import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';
import { osErrorCode, withOsErrors } from './os-error.js';

/** File systems without hard links answer with one of these. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];
let made = 0;

/** A file and its time of change, read as one. */
export interface LockFileContent {
  readonly text: string;
  readonly modifiedMs: number;
}

/** Undefined when the file is not there. */
export function readLockFile(path: string): LockFileContent | undefined {
  return withOsErrors(path, () => {
    try {
      return { text: readFileSync(path, 'utf8'), modifiedMs: statSync(path).mtimeMs };
    } catch (error) {
      if (osErrorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  });
}

/** Removes a file that another process may already have removed. */
export function removeLockFile(path: string): void {
  withOsErrors(path, () => {
    try {
      unlinkSync(path);
    } catch (error) {
      if (osErrorCode(error) !== 'ENOENT') throw error;
    }
  });
}

/** An own file under a name that nobody else uses, open and flushed, to be put in place in one step. */
interface Prepared {
  readonly path: string;
  readonly fd: number;
}

function prepare(target: string, text: string): Prepared {
  made += 1;
  const path = join(dirname(target), `.${basename(target)}.${process.pid}-${threadId}-${made}.tmp`);
  removeLockFile(path);
  const fd = openSync(path, 'wx+', 0o644);
  writeSync(fd, text, 0, 'utf8');
  fsyncSync(fd);
  return { path, fd };
}

/**
 * Creates a file that must not exist, whole from its first instant (a link to a finished file), and
 * returns it open for heart-beats. Undefined when it exists.
 */
export function createLockFile(path: string, text: string): number | undefined {
  return withOsErrors(path, () => {
    const prepared = prepare(path, text);
    try {
      linkSync(prepared.path, path);
      return prepared.fd;
    } catch (error) {
      closeSync(prepared.fd);
      const code = osErrorCode(error) ?? '';
      if (code === 'EEXIST') return undefined;
      if (NO_LINKS.includes(code)) return createWithoutLink(path, text);
      throw error;
    } finally {
      removeLockFile(prepared.path);
    }
  });
}

function createWithoutLink(path: string, text: string): number | undefined {
  try {
    const fd = openSync(path, 'wx+', 0o644);
    writeSync(fd, text, 0, 'utf8');
    fsyncSync(fd);
    return fd;
  } catch (error) {
    if (osErrorCode(error) === 'EEXIST') return undefined;
    throw error;
  }
}

/** Puts a new file over an existing one and returns it open for heart-beats. */
export function replaceLockFile(path: string, text: string): number {
  return withOsErrors(path, () => {
    const prepared = prepare(path, text);
    renameSync(prepared.path, path);
    return prepared.fd;
  });
}

/** Where the right to replace or remove the lock of this key is decided; exactly one process gets it. */
export function claimPath(lockPath: string, key: string): string {
  return `${lockPath}.claim.${key.slice(0, 32)}`;
}

/** Removes what dead claimers left behind; only the holder of the lock may. */
export function removeClaims(lockPath: string): void {
  const prefix = `${basename(lockPath)}.claim.`;
  for (const name of readdirSync(dirname(lockPath))) {
    if (name.startsWith(prefix)) removeLockFile(join(dirname(lockPath), name));
  }
}
