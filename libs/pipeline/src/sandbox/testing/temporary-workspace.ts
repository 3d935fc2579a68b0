import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** `<repository>/libs`: sources that strategy bundles resolve. */
export const LIBS = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/[\\/]$/, '');

/** A folder with the given files, by path relative to it. */
export interface TemporaryWorkspace {
  readonly root: string;
  write(path: string, text: string | Uint8Array): string;
  remove(): void;
}

/** Makes a workspace below the system's folder for temporary files. */
export function temporaryWorkspace(
  files: Readonly<Record<string, string>> = {},
): TemporaryWorkspace {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'assay-sandbox-')));
  const write = (path: string, text: string | Uint8Array): string => {
    const target = join(root, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
    return target;
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  return { root, write, remove: () => rmSync(root, { recursive: true, force: true }) };
}
