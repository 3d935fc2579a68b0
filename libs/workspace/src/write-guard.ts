import { join, sep } from 'node:path';

/** True when `path` lies below `folder`; both absolute and free of `..`. The folder itself is not. */
export function isBelow(folder: string, path: string): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return path.startsWith(prefix) && !path.split(sep).includes('..');
}

/** Says whether a path below a store's root may be removed; everything else is moved aside only. */
export type MayRemove = (root: string, path: string) => boolean;

/** Only what nobody has committed may be removed: staging and trash. */
export function isRemovable(root: string, path: string): boolean {
  return ['staging', 'trash'].some((name) => isBelow(join(root, '.assay', name), path));
}
