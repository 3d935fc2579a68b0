import { dirname, join } from 'node:path';
import type { FileStore } from '@assay/workspace';
import type { TickFile } from './tick-files.js';
import { unfinishedName } from './tick-name.js';

/**
 * Writes a tick's folder beside its place, flushes all of it, and renames it: a tick that can be seen
 * is complete, whenever the process or the machine dies.
 *
 * @param runPath - Absolute.
 */
export function sealTick(
  files: FileStore,
  runPath: string,
  tick: string,
  content: readonly TickFile[],
): void {
  const unfinished = join(runPath, unfinishedName(tick, process.pid));
  for (const { path, text } of content) files.stage(join(unfinished, path), text);
  files.syncFolders([...content.map(({ path }) => dirname(join(unfinished, path))), unfinished]);
  files.publish([{ from: unfinished, to: join(runPath, tick) }]);
}
