import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.mjs';

/**
 * The environment of every command below: no daemon, a cache inside the checkout, and no extra
 * certificates, which cost each start of Node some 28 ms and which nothing here needs.
 */
export function quietEnvironment(more = {}) {
  const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
  return { ...env, NX_DAEMON: 'false', NX_CACHE_DIRECTORY: join(ROOT, '.nx/cache'), ...more };
}

/** The words that run Nx by this Node, without a shell and without npx. */
export function nxCommand(...words) {
  const bin = join(ROOT, 'node_modules/nx/dist/bin/nx.js');
  if (!existsSync(bin)) throw new Error('nx is not installed: npm ci');
  return [process.execPath, bin, ...words];
}

/** Runs a command in the root, its output on ours; tells whether it succeeded and how long it took. */
export function runStep(name, [command, ...words], env = quietEnvironment()) {
  console.log(`\n> ${name}`);
  const startedMs = Date.now();
  const run = spawnSync(command, words, { cwd: ROOT, stdio: 'inherit', env });
  if (run.error) console.error(run.error.message);
  return { name, isGreen: run.status === 0, seconds: Math.round((Date.now() - startedMs) / 1000) };
}
