import { join } from 'node:path';
import { AssayError } from '@assay/core';
import type { BagFile } from '@assay/evidence';
import type { FileStore } from '@assay/workspace';

/**
 * Every file below a folder with its bytes, in order of the names; empty when there is none.
 *
 * @param folder - Absolute.
 * @throws AssayError OPS_PATH_REFUSED for anything that is neither a file nor a folder.
 */
export function readFolder(files: FileStore, folder: string): readonly BagFile[] {
  const kind = files.stat(folder)?.kind;
  if (kind === undefined) return [];
  if (kind !== 'folder') throw refused(folder, kind);
  const found: BagFile[] = [];
  const visit = (below: string) => {
    for (const entry of files.list(join(folder, below))) {
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.kind === 'folder') visit(path);
      else if (entry.kind === 'file')
        found.push({ path, bytes: files.readFile(join(folder, path)) });
      else throw refused(join(folder, path), entry.kind);
    }
  };
  visit('');
  return found;
}

function refused(path: string, kind: string): AssayError {
  return new AssayError('OPS_PATH_REFUSED', 'only files and folders can be sealed', {
    place: { file: path },
    found: kind === 'link' ? 'a symbolic link' : kind === 'file' ? 'a file' : 'a special file',
    expected: 'a folder of plain files',
  });
}
