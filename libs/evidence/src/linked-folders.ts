import type { FileStore } from '@assay/workspace';

/**
 * The folders on the way to files that are links themselves: what lies behind one may be right today, and
 * is not what was sealed. No link is followed to find this out beyond the first.
 *
 * @param folder - Absolute; what the paths are below of.
 * @param paths - `/` separated.
 */
export function linkedFolders(
  files: FileStore,
  folder: string,
  paths: Iterable<string>,
): ReadonlySet<string> {
  const looked = new Set<string>();
  const linked = new Set<string>();
  for (const path of paths) {
    for (let end = path.indexOf('/'); end > 0; end = path.indexOf('/', end + 1)) {
      const way = path.slice(0, end);
      if (linked.has(way)) break;
      if (looked.has(way)) continue;
      looked.add(way);
      if (files.stat(`${folder}/${way}`)?.kind === 'link') linked.add(way);
    }
  }
  return linked;
}

/** The link that a path lies behind; undefined when there is none. */
export function linkBefore(path: string, linked: ReadonlySet<string>): string | undefined {
  for (const way of linked) if (path.startsWith(`${way}/`)) return way;
  return undefined;
}
