import { lstatSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { nodeFileStore } from '@assay/workspace';
import type { OpsPlaces } from '../places.js';

/** The system's own limit is 108 bytes on Linux and 104 on macOS, with the zero at the end. */
const PATH_BYTES_MAX = 100;
/** Not TMPDIR: whoever asks must look where the supervisor listens, whatever environment it has. */
export const SHARED_TEMPORARY = '/tmp';

/** Where the supervisor of a workspace listens. */
export interface SocketPlace {
  /** Absolute. */
  readonly path: string;
  /** True in the supervisor's own folder; else in a private one below `/tmp`. */
  readonly isAtHome: boolean;
}

/**
 * The socket lies in the supervisor's folder; where that path is too long for a socket, in a folder of
 * `/tmp` whose name is a hash of the path, so that each workspace has its own.
 */
export function socketPlace({ supervisor }: Pick<OpsPlaces, 'supervisor'>): SocketPlace {
  const home = join(supervisor, 'supervisor.sock');
  if (Buffer.byteLength(home) <= PATH_BYTES_MAX) return { path: home, isAtHome: true };
  const folder = `assay-ops-${sha256Hex(supervisor).slice(0, 24)}`;
  return { path: join(SHARED_TEMPORARY, folder, 'supervisor.sock'), isAtHome: false };
}

/** Runs a step with another umask: what it makes belongs to this user alone. */
export function privately<T>(step: () => T): T {
  const before = process.umask(0o077);
  try {
    return step();
  } finally {
    process.umask(before);
  }
}

/**
 * Makes the folder of a socket below `/tmp`. It must be ours alone: a name there is free to anybody.
 *
 * @throws AssayError OPS_PATH_REFUSED when somebody else holds it, or may write to it.
 */
export function openSocketFolder({ path, isAtHome }: SocketPlace): void {
  if (isAtHome) return;
  const folder = dirname(path);
  privately(() => nodeFileStore(SHARED_TEMPORARY).makeFolder(folder));
  const { uid, mode } = lstatSync(folder);
  if (lstatSync(folder).isDirectory() && uid === process.getuid?.() && (mode & 0o077) === 0) return;
  throw new AssayError('OPS_PATH_REFUSED', 'the folder for the socket is not ours alone', {
    place: { file: folder },
    found: `mode ${(mode & 0o777).toString(8)}, owner ${uid}`,
    expected: 'a folder of mode 700 that belongs to this user',
  });
}
