import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { AssayError } from '@assay/core';
import { nodeFileStore, osErrorCode, withOsErrors, type Workspace } from '@assay/workspace';

function usage(found: string): AssayError {
  return new AssayError('USAGE', '--html cannot be written there', {
    found,
    expected:
      'a file name that ends in .html, outside the workspace, beside its assay.json or below outputs/',
  });
}

/** The folder without links, so that none leads into what the tools keep. */
function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT') throw usage(`no folder ${folder}`);
    return withOsErrors(folder, () => {
      throw error;
    });
  }
}

/**
 * Writes a page where its user wants it, but nowhere among what the tools keep: the workspace's folders are
 * theirs, its `outputs/` and the place beside `assay.json` are free.
 *
 * @param word - As on the command line, relative to `cwd`.
 * @returns The absolute path.
 * @throws AssayError USAGE.
 */
export function writePage(word: string, cwd: string, workspace: Workspace, page: string): string {
  const path = isAbsolute(word) ? word : join(cwd, word);
  const folder = realFolder(dirname(path));
  const inside = relative(realFolder(workspace.root), folder);
  const [first = ''] = inside.split(sep);
  const isFree = inside === '' || first === '..' || isAbsolute(inside) || first === 'outputs';
  if (!path.endsWith('.html') || basename(path) === '.html' || !isFree) throw usage(word);
  const target = join(folder, basename(path));
  nodeFileStore(folder).writeAtomic(target, page);
  return target;
}
