import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { bundleStrategy } from './bundle-strategy.js';
import { bundlerGone, isBundlerGone } from './bundler-process.js';
import { LIBS, temporaryWorkspace } from './testing/temporary-workspace.js';

const PATH = 'strategies/Small/strategy.ts';

function children(): readonly number[] {
  const { stdout } = spawnSync('pgrep', ['-P', String(process.pid)], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean).map(Number);
}

function bundle(signal?: AbortSignal) {
  const workspace = temporaryWorkspace({ [PATH]: 'export default 1;' });
  onTestFinished(() => workspace.remove());
  return bundleStrategy({
    strategyFile: join(workspace.root, PATH),
    workspaceRoot: workspace.root,
    sdkRoot: LIBS,
    ...(signal && { signal }),
  });
}

/** Bundles once, so that the bundler's process is there, and ends that process. */
async function withoutBundler(): Promise<void> {
  const before = children();
  await bundle();
  const bundlers = children().filter((pid) => !before.includes(pid));
  expect(bundlers).toHaveLength(1);
  for (const pid of bundlers) process.kill(pid, 'SIGINT');
}

test('a bundler that is gone is a failure of the surroundings, and the next call starts another one', async () => {
  await withoutBundler();
  await expect(bundle()).rejects.toMatchObject({ code: 'IO_FAILED' });
  expect((await bundle()).ok).toBe(true);
});

test('a bundler that an interrupt took along is an interrupt, also when we hear of ours only then', async () => {
  const abort = new AbortController();
  setImmediate(() => abort.abort());
  const gone = new Error('The service was stopped: write EPIPE');
  await expect(bundlerGone(gone, abort.signal)).resolves.toMatchObject({ code: 'INTERRUPTED' });
});

test('other errors are not taken for it', () => {
  expect(isBundlerGone(new Error('The service is no longer running: write EPIPE'))).toBe(true);
  expect(isBundlerGone(new Error('service'))).toBe(false);
  expect(isBundlerGone('The service was stopped')).toBe(false);
});
