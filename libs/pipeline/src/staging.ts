import { join } from 'node:path';
import { sha256Hex } from '@assay/hashing';
import type { Session } from './session.js';
import type { StagedFile } from './stages/stage.js';
import type { WrittenFile } from './work/tasks.js';

/** The folder that a step stages its files in, relative to the workspace. */
export function stagingFolder(session: Session, token: string): string {
  return session.workspace.paths.staging(token).relative;
}

/** Writes one file to staging, durably, and says where it goes after the commit. */
export function stageText(
  session: Session,
  token: string,
  name: string,
  target: string,
  content: string | Uint8Array,
): StagedFile {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
  const staged = `${stagingFolder(session, token)}/${name}`;
  session.files.stage(join(session.workspace.root, staged), bytes);
  return { staged, target, bytes: bytes.length, sha256: sha256Hex(bytes) };
}

/** Maps files that a worker staged to their final places below `targetFolder`. */
export function placeStaged(
  session: Session,
  token: string,
  files: readonly WrittenFile[],
  targetFolder: string,
): readonly StagedFile[] {
  const folder = stagingFolder(session, token);
  return files.map((file) => ({
    staged: `${folder}/${file.path}`,
    target: `${targetFolder}/${file.path}`,
    bytes: file.bytes,
    sha256: file.sha256,
  }));
}
