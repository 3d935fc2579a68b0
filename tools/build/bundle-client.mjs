// Bundles the scripts of the reports' pages into strings: minified, one function each, no import left.
import { build } from 'esbuild';
import { describeFailure, SHARED_OPTIONS } from './esbuild-options.mjs';
import { requireEntries } from './repository.mjs';

/** The scripts by the name under which the compute code knows them. */
export const CLIENT_ENTRIES = {
  ASSAY_RUN_PAGE_SCRIPT: 'libs/report/src/client/run-page.ts',
  ASSAY_PORTFOLIO_PAGE_SCRIPT: 'libs/report/src/client/portfolio-page.ts',
};

/** Text that may stand in a script element: nothing in it ends the element or begins a comment of HTML. */
export function scriptText(code) {
  return code
    .trim()
    .replaceAll(/<\/(script)/gi, '<\\/$1')
    .replaceAll('<!--', '<\\!--');
}

/** The text of one script; the licence of what it holds is told by the page's footer. */
export async function bundleClient(entry) {
  requireEntries([entry]);
  const result = await build({
    ...SHARED_OPTIONS,
    entryPoints: [entry],
    outfile: 'out.js',
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  }).catch((error) => {
    throw describeFailure(error);
  });
  return scriptText(result.outputFiles[0].text);
}

/** All scripts as what esbuild puts in the place of their names. */
export async function clientDefinitions() {
  const definitions = {};
  for (const [name, entry] of Object.entries(CLIENT_ENTRIES)) {
    definitions[name] = JSON.stringify(await bundleClient(entry));
  }
  return definitions;
}
