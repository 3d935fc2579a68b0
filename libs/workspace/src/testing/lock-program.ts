// A process that takes a workspace's lock. Arguments: workspace, command, wait in ms, how long to
// hold in ms (0: until standard input closes). Prints `held <taken over>` or `busy <found>`.
import { isAssayError } from '@assay/core';
import { acquireLock } from '../workspace-lock.js';
import { workspacePaths } from '../paths.js';

const [, , root = '', command = '', waitMs = '0', holdMs = '0'] = process.argv;
try {
  const lock = await acquireLock({
    paths: workspacePaths(root),
    command,
    clock: { now: () => Date.now() },
    waitMs: Number(waitMs),
  });
  process.stdout.write(`held ${lock.takenOver ?? ''}\n`);
  if (holdMs === '0') await new Promise((resolve) => process.stdin.once('end', resolve).resume());
  else await new Promise((resolve) => setTimeout(resolve, Number(holdMs)));
  lock.assertHeld();
  lock.release();
  process.stdout.write('released\n');
} catch (error) {
  if (!isAssayError(error)) throw error;
  process.stdout.write(`busy ${error.diagnostic.found ?? ''}\n`);
  process.exitCode = error.exitCode;
}
