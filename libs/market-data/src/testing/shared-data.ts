import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Folder of real bars beside the repository; undefined, with a notice, where it is not there. */
export function sharedData(): string | undefined {
  const folder = resolve(import.meta.dirname, '../../../../../shared/data');
  if (existsSync(folder)) return folder;
  console.warn('skipped: ../shared/data is not there, real bars are not read');
  return undefined;
}
