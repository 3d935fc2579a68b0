import { build } from 'esbuild';
import { describeFailure, SHARED_OPTIONS } from './esbuild-options.mjs';

/** Imports a TypeScript source of a pure lib, without a build: scripts need its tables, not its files. */
export async function loadSource(entry) {
  const result = await build({ ...SHARED_OPTIONS, entryPoints: [entry], outfile: 'out.mjs' }).catch(
    (error) => {
      throw describeFailure(error);
    },
  );
  const text = Buffer.from(result.outputFiles[0].contents).toString('base64');
  return import(`data:text/javascript;base64,${text}`);
}
