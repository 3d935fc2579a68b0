import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { TemporaryWorkspace } from './temporary-workspace.js';

/** Bundles the tests' worker the way the tools bundle theirs, and says where it lies. */
export function buildWorker(into: TemporaryWorkspace): string {
  const outfile = `${into.root}/worker.mjs`;
  buildSync({
    entryPoints: [fileURLToPath(new URL('guarded-worker.ts', import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    conditions: ['@assay/source'],
    logLevel: 'error',
  });
  return outfile;
}
