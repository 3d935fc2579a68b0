import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { filesBelow, ROOT } from './repository.mjs';
import { existsSync } from 'node:fs';

/**
 * Makes a folder hold exactly these files: writes what differs, removes what is left over. A file that
 * has the right bytes is not touched, so that a tool in use is never cut off in the middle.
 */
export function writeFolder(folder, files) {
  const wanted = new Set(files.map((file) => `${folder}/${file.name}`));
  if (existsSync(join(ROOT, folder))) {
    for (const path of filesBelow(folder)) if (!wanted.has(path)) rmSync(join(ROOT, path));
  }
  for (const { name, contents } of files) writeFile(`${folder}/${name}`, contents);
}

/** Writes one file unless it holds these bytes already. */
export function writeFile(path, contents) {
  const target = join(ROOT, path);
  const bytes = Buffer.from(contents);
  if (existsSync(target) && readFileSync(target).equals(bytes)) return;
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, bytes);
}
