// Builds what runs: `node tools/bundle.mjs app run-pipeline main worker | engine | compute | sdk`.
// The bytes depend on sources, lock file and esbuild's version only: never on folder, clock or order.
import { bundleApp } from './build/bundle-app.mjs';
import { bundleCompute, bundleEngines } from './build/bundle-evidence.mjs';
import { copySdk } from './build/copy-sdk.mjs';

const [kind, ...words] = process.argv.slice(2);
const KINDS = {
  app: ([app, ...entries]) => bundleApp(app, entries),
  engine: () => bundleEngines(),
  compute: () => bundleCompute(),
  sdk: () => copySdk(),
};

try {
  const build = KINDS[kind];
  if (!build) throw new Error(`expected one of ${Object.keys(KINDS).join(', ')}, was ${kind}`);
  for (const line of await build(words)) console.log(line);
} catch (error) {
  console.error(`bundle ${[kind, ...words].join(' ')}: ${error.message}`);
  process.exitCode = 1;
}
