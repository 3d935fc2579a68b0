import { join, sep } from 'node:path';

/** True when `path` lies below `folder`; both absolute and free of `..`. The folder itself is not. */
export function isBelow(folder: string, path: string): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep;
  return path.startsWith(prefix) && !path.split(sep).includes('..');
}

/** Only what nobody has committed may be removed: staging and trash. */
export function isRemovable(root: string, path: string): boolean {
  return ['staging', 'trash'].some((name) => isBelow(join(root, '.assay', name), path));
}
