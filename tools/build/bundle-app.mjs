// Bundles a tool: entries with shared chunks, so that what is imported lazily is loaded lazily.
import { relative, sep } from 'node:path';
import { build } from 'esbuild';
import { describeFailure, REQUIRE_BANNER, SHARED_OPTIONS } from './esbuild-options.mjs';
import { requireEntries, ROOT } from './repository.mjs';
import { closureBytes } from './static-closure.mjs';
import { writeFolder } from './write-output.mjs';

/** What an entry may load at its start, in bytes: a budget of the cold start. */
export const START_BYTES_MAX = 400_000;

/** Bundles `apps/<app>/src/<entry>.ts` into `apps/<app>/dist/<entry>.js` and chunks beside it. */
export async function bundleApp(app, entries) {
  const sources = entries.map((entry) => `apps/${app}/src/${entry}.ts`);
  requireEntries(sources);
  const folder = `apps/${app}/dist`;
  const result = await build({
    ...SHARED_OPTIONS,
    entryPoints: sources,
    outdir: folder,
    // Chunks lie beside the entries: what looks for files by import.meta.url finds them from both.
    chunkNames: '[name]-[hash]',
    splitting: true,
    minifySyntax: true,
    legalComments: 'eof',
    banner: { js: REQUIRE_BANNER },
  }).catch((error) => {
    throw describeFailure(error);
  });
  const files = result.outputFiles.map(({ path, contents }) => ({
    name: relative(`${ROOT}/${folder}`, path).split(sep).join('/'),
    contents,
  }));
  const lines = entries.map((entry) => {
    const bytes = closureBytes(result.metafile, `${folder}/${entry}.js`);
    if (bytes > START_BYTES_MAX) {
      throw new Error(
        `${folder}/${entry}.js loads ${bytes} bytes at its start, more than ${START_BYTES_MAX}: import lazily what the start does not need`,
      );
    }
    return `${folder}/${entry}.js loads ${bytes} bytes at its start`;
  });
  writeFolder(folder, files);
  return lines;
}
