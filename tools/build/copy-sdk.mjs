// Copies the library sources that strategy bundles are made of: a strategy is bundled at run time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, isTestFile, requireEntries, ROOT } from './repository.mjs';
import { writeFolder } from './write-output.mjs';

/** The packages that a strategy reaches, directly or through another. */
const SDK_PACKAGES = ['core', 'indicators', 'strategy'];

/** Fills `dist/sdk/<package>/src` with the sources of each package, tests left out, line ends LF. */
export function copySdk() {
  requireEntries(['libs/strategy/src/sdk.ts', 'libs/core/src/index.ts']);
  return SDK_PACKAGES.map((name) => {
    const folder = `libs/${name}/src`;
    const files = filesBelow(folder, (path) => isTestFile(path))
      .filter((path) => path.endsWith('.ts'))
      .map((path) => ({
        name: path.slice(folder.length + 1),
        contents: readFileSync(join(ROOT, path), 'utf8').replace(/\r\n?/g, '\n'),
      }));
    writeFolder(`dist/sdk/${name}/src`, files);
    return `dist/sdk/${name}/src has ${files.length} files`;
  });
}
