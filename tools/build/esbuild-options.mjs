import { ROOT } from './repository.mjs';

/** Loaded from node_modules at run time: native parts, or bytes that the run key names by version. */
export const EXTERNAL = ['esbuild', '@photostructure/sqlite'];

/** What all bundles share. Everything that could differ between two machines is pinned here. */
export const SHARED_OPTIONS = {
  // Names in comments and the metafile become relative to the root, so a bundle knows no folder.
  absWorkingDir: ROOT,
  bundle: true,
  write: false,
  metafile: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  conditions: ['@assay/source'],
  charset: 'utf8',
  sourcemap: false,
  // Not the projects' tsconfig files: an editor's setting must not change a bundle.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: true, verbatimModuleSyntax: true } },
  external: EXTERNAL,
  logLevel: 'silent',
};

/** CommonJS packages ask for `require`, which an ES module has not; every chunk needs its own. */
export const REQUIRE_BANNER = [
  "import { createRequire as __assayCreateRequire } from 'node:module';",
  'const require = __assayCreateRequire(import.meta.url);',
].join('\n');

/** esbuild's own list of complaints as one message. */
export function describeFailure(error) {
  if (!Array.isArray(error.errors)) return error;
  const lines = error.errors.map(({ text, location }) =>
    location ? `${location.file}:${location.line}:${location.column + 1}: ${text}` : text,
  );
  return new Error(lines.join('\n  '));
}
