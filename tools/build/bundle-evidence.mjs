// Bundles what makes results: one file each, because their hashes are part of every result.
import { build } from 'esbuild';
import { clientDefinitions } from './bundle-client.mjs';
import { describeFailure, REQUIRE_BANNER, SHARED_OPTIONS } from './esbuild-options.mjs';
import { engineVersions, requireEntries } from './repository.mjs';
import { writeFile, writeFolder } from './write-output.mjs';

async function bundleOne(entry, options = {}) {
  const result = await build({
    ...SHARED_OPTIONS,
    // `**` becomes Math.pow, which the guard of the workers replaces by one with the same bits everywhere.
    supported: { 'exponent-operator': false },
    legalComments: 'none',
    entryPoints: [entry],
    outfile: 'out.js',
    ...options,
  }).catch((error) => {
    throw describeFailure(error);
  });
  const [output] = Object.values(result.metafile.outputs);
  return {
    contents: result.outputFiles[0].contents,
    imports: output.imports.map(({ path }) => path),
  };
}

/** Bundles every engine version into `dist/engines/<version>.js`; an engine may import nothing at run time. */
export async function bundleEngines() {
  const versions = engineVersions();
  const entries = versions.map((version) => `libs/engine/src/${version}/index.ts`);
  requireEntries(entries);
  const files = [];
  for (const [index, entry] of entries.entries()) {
    // Whatever is left of an import after unused code is gone is an error, not something for later.
    const { contents, imports } = await bundleOne(entry, {
      platform: 'neutral',
      external: ['node:*'],
    });
    if (imports.length > 0) throw new Error(`${entry} imports ${imports.join(', ')} at run time`);
    files.push({ name: `${versions[index]}.js`, contents });
  }
  writeFolder('dist/engines', files);
  return files.map(({ name, contents }) => `dist/engines/${name} has ${contents.length} bytes`);
}

/** Bundles everything else that turns inputs into artifact bytes into `dist/compute.js`. */
export async function bundleCompute() {
  const entry = 'libs/pipeline/src/compute.ts';
  requireEntries([entry]);
  const { contents } = await bundleOne(entry, {
    banner: { js: REQUIRE_BANNER },
    // Scripts of the pages that it writes: part of its bytes, and so of every run's key.
    define: await clientDefinitions(),
  });
  writeFile('dist/compute.js', contents);
  return [`dist/compute.js has ${contents.length} bytes`];
}
