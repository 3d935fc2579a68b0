import { AssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import type { ArtifactRecord } from '@assay/ledger';
import type { Reader } from '@assay/pipeline';

/** What reading recorded files needs. */
export type RecordedFiles = Pick<Reader, 'workspace' | 'files'>;

/**
 * The bytes of an artifact exactly as its commit recorded them: size first, so that nothing larger is ever
 * read, then SHA-256. A link is never followed.
 *
 * @throws AssayError ARTIFACT_MISSING, ARTIFACT_HASH_MISMATCH.
 */
export function readRecorded(
  { workspace, files }: RecordedFiles,
  { path, bytes, sha256 }: ArtifactRecord,
): Uint8Array {
  const { absolute } = workspace.paths.at(path);
  const stat = files.stat(absolute);
  const place = { file: absolute };
  if (!stat) {
    throw new AssayError('ARTIFACT_MISSING', `${path} is gone`, { place, expected: sha256 });
  }
  const altered = (found: string): AssayError =>
    new AssayError('ARTIFACT_HASH_MISMATCH', `${path} is not as it was committed`, {
      place,
      found,
      expected: `${bytes} bytes, ${sha256}`,
    });
  if (stat.kind !== 'file') throw altered(`a ${stat.kind}`);
  if (stat.bytes !== bytes) throw altered(`${stat.bytes} bytes`);
  const content = files.readFile(absolute);
  const found = sha256Hex(content);
  if (found !== sha256) throw altered(found);
  return content;
}

/** The same as text. */
export function readRecordedText(where: RecordedFiles, artifact: ArtifactRecord): string {
  return Buffer.from(readRecorded(where, artifact)).toString('utf8');
}
