// `npm run crash`: kills the built tools wherever they work and looks what became of the workspace;
// see `npm run crash -- --help`.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const repository = join(here, '..', '..');
const bundle = join(repository, 'node_modules', '.cache', 'assay-crash', 'crash-command.mjs');

await build({
  absWorkingDir: repository,
  entryPoints: ['tools/crash/src/crash-command.ts'],
  outfile: bundle,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'es2022',
  conditions: ['@assay/source'],
  logLevel: 'warning',
});

const { crashCommand } = await import(pathToFileURL(bundle).href);
process.exitCode = await crashCommand(process.argv.slice(2), {
  repository,
  preload: join(here, 'kill-at-step.mjs'),
});
