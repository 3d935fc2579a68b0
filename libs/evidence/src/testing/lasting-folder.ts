import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEMPORARY = ['/tmp', '/var/tmp', '/dev/shm', '/run', tmpdir()];
const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));

function isTemporary(folder: string): boolean {
  const real = realpathSync(folder) + sep;
  return TEMPORARY.some((one) => real.startsWith(one + sep));
}

/**
 * Makes a folder that is not temporary in the eyes of an archive: beside the sources, or in the home of
 * whoever tests when the sources themselves lie below a temporary folder.
 *
 * @param onFinished - Registers how it is removed again.
 */
export function lastingFolder(onFinished: (remove: () => void) => void): string {
  const base = isTemporary(REPOSITORY) ? homedir() : join(REPOSITORY, 'node_modules');
  const folder = mkdtempSync(join(base, '.assay-test-'));
  onFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
