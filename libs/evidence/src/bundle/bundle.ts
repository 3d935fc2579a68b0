import { gunzipSync, gzipSync } from 'node:zlib';
import { sha256Hex } from '@assay/hashing';
import { reproducibleTar, type TarFile } from './tar.js';

/** A compressed archive of a bag. */
export interface Bundle {
  /** The `.tgz`. */
  readonly bytes: Uint8Array;
  /** Of `bytes`. */
  readonly sha256: string;
  /**
   * Of the archive before compression: equal wherever it is made, while another build of zlib may compress
   * the same archive to other bytes.
   */
  readonly tarSha256: string;
}

const LEVEL = 6;
/** RFC 1952: which system wrote it; "unknown", whatever it was. */
const OS_AT = 9;
const OS_UNKNOWN = 255;

/**
 * Makes a `.tgz` of a folder's files that is the same twice.
 *
 * @param folder - The single folder that everything lies in when it is unpacked.
 */
export function buildBundle(folder: string, files: readonly TarFile[]): Bundle {
  const tar = reproducibleTar(
    files.map(({ path, bytes }) => ({ path: `${folder}/${path}`, bytes })),
  );
  const bytes = gzipSync(tar, { level: LEVEL });
  bytes[OS_AT] = OS_UNKNOWN;
  return { bytes, sha256: sha256Hex(bytes), tarSha256: sha256Hex(tar) };
}

/** SHA-256 of the archive inside a `.tgz`; undefined when it cannot be decompressed. */
export function tarSha256Of(bytes: Uint8Array): string | undefined {
  try {
    return sha256Hex(gunzipSync(bytes));
  } catch {
    return undefined;
  }
}
