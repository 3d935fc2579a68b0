import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What tools write for themselves beside what they are asked about. */
const OWN = /^(?:outputs\/logs\/|\.assay\/(?:assay\.db|quarantine\/|cache\/|lock))/;

/**
 * Everything below a folder by path: digest of a file, target of a link. Without the database, the
 * quarantine and the reports, which a test looks at by itself.
 */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  return walkTree(folder, (path) => !OWN.test(path));
}

/**
 * The same of every file, the database and the log of its writers too. The one thing left out is the database's
 * shared memory, through which its readers tell each other that they are there.
 */
export function wholeTree(folder: string): Readonly<Record<string, string>> {
  return walkTree(folder, (path) => !path.endsWith('assay.db-shm'));
}

function walkTree(
  folder: string,
  isMeant: (path: string) => boolean,
): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  const walk = (path: string): void => {
    for (const name of readdirSync(path).sort()) {
      const full = join(path, name);
      const short = relative(folder, full);
      const kind = lstatSync(full);
      if (!isMeant(short)) continue;
      if (kind.isDirectory()) walk(full);
      else if (kind.isSymbolicLink()) tree[short] = `link to ${readlinkSync(full)}`;
      else tree[short] = createHash('sha256').update(readFileSync(full)).digest('hex');
    }
  };
  walk(folder);
  return tree;
}
