// `npm run bench`: bundles the benches from the sources and runs them; see `npm run bench -- --help`.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outDir = join(root, 'node_modules', '.cache', 'assay-bench');

await build({
  absWorkingDir: root,
  entryPoints: [
    'bench/command/bench-command.ts',
    'bench/run-bench.ts',
    'bench/simulate-on-thread.ts',
  ],
  entryNames: '[name]',
  outdir: outDir,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  conditions: ['@assay/source'],
  // Loads a native module that lies beside it.
  external: ['@photostructure/sqlite'],
  // CommonJS packages ask for `require`, which an ES module has not.
  banner: {
    js: "import { createRequire } from 'node:module';const require = createRequire(import.meta.url);",
  },
  logLevel: 'warning',
});

const { benchCommand } = await import(pathToFileURL(join(outDir, 'bench-command.mjs')).href);
process.exitCode = benchCommand(process.argv.slice(2), {
  root,
  runner: join(outDir, 'run-bench.mjs'),
});
