import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');

/** Files that belong to the repository: tracked or about to be, in the order of git; forward slashes. */
export function repositoryFiles(...patterns: readonly string[]): readonly string[] {
  const listed = execFileSync(
    'git',
    [
      'ls-files',
      '--cached',
      '--others',
      '--exclude-standard',
      '-z',
      '--deduplicate',
      '--',
      ...patterns,
    ],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  return listed.split('\0').filter((path) => path !== '' && isPresent(path));
}

function isPresent(path: string): boolean {
  try {
    readFileSync(join(ROOT, path));
    return true;
  } catch {
    // Listed and gone: deleted, and not yet committed.
    return false;
  }
}

/** The text of a file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** A project as its package.json declares it. */
export interface Project {
  /** `libs/core`. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly tags: readonly string[];
}

/** All projects of the workspace, sorted by folder. */
export function projects(): readonly Project[] {
  return repositoryFiles('apps/*/package.json', 'libs/*/package.json', 'tools/*/package.json')
    .filter((path) => path.split('/').length === 3)
    .map((path) => {
      const { name, version, nx } = JSON.parse(readText(path)) as {
        name: string;
        version: string;
        nx?: { tags?: string[] };
      };
      return { folder: path.replace('/package.json', ''), name, version, tags: nx?.tags ?? [] };
    })
    .sort((a, b) => (a.folder < b.folder ? -1 : 1));
}
