import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { TemporaryWorkspace } from './temporary-workspace.js';

/** Bundles a worker of the tests the way the tools bundle theirs, and says where it lies. */
export function buildWorker(into: TemporaryWorkspace, source = 'guarded-worker.ts'): string {
  const outfile = `${into.root}/worker.mjs`;
  buildSync({
    entryPoints: [fileURLToPath(new URL(source, import.meta.url))],
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
