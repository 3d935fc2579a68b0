// Runs the benchmarks: `npm run bench`, or `npm run --silent bench -- --json`.
// Every bench has a process of its own, as a strategy has a worker of its own; the plain loop that it
// is compared with runs in the same process, so that the ratio does not depend on the machine.
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const NAMES = ['sma-cross/callback', 'sma-cross/columns', 'sma-cross/fused', 'sma-cross/sweep'];

const here = path.dirname(fileURLToPath(import.meta.url));
const outDir = path.join(here, '..', 'node_modules', '.cache', 'assay-bench');
const bundle = path.join(outDir, 'run-bench.mjs');

mkdirSync(outDir, { recursive: true });
await build({
  entryPoints: [path.join(here, 'run-bench.ts')],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  conditions: ['@assay/source'],
  logLevel: 'warning',
});

const wanted = process.argv.slice(2).filter((text) => !text.startsWith('--'));
const benches = NAMES.filter((name) => wanted.length === 0 || wanted.includes(name)).map((name) =>
  JSON.parse(execFileSync(process.execPath, [bundle, name], { encoding: 'utf8' })),
);

if (process.argv.includes('--json')) {
  process.stdout.write(`${JSON.stringify({ benches })}\n`);
} else {
  for (const bench of benches) {
    process.stdout.write(
      `${bench.name.padEnd(20)} ${String(bench.ns_per_bar).padStart(7)} ns/bar` +
        `  ${String(bench.ratio_to_plain_loop).padStart(6)} x plain loop` +
        `  ${String(bench.peak_rss_mb).padStart(4)} MB peak\n`,
    );
  }
}
