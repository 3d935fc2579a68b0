import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { AssayError } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { Toolchain } from './toolchain.js';

/** What the example workspace holds besides what tools write into it. */
const COPIED: readonly string[] = [
  '.gitignore',
  'README.md',
  'assay.json',
  'backtest_directives',
  'broker_specs',
  'indicators',
  'policies',
  'strategies',
];

/**
 * Makes a workspace from the examples that the tool ships, with types for editors. A workspace does
 * not exist before this, so there is neither lock nor ledger to respect; existing files are.
 * @returns The files made, relative to the folder, sorted.
 * @throws AssayError WORKSPACE_EXISTS when the folder is not empty.
 */
export function initWorkspace(toolchain: Toolchain, folder: string): readonly string[] {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new AssayError('WORKSPACE_EXISTS', 'a workspace is only made in an empty folder', {
      place: { file: folder },
      found: `${readdirSync(folder).length} entries`,
      expected: 'an empty or new folder',
    });
  }
  const files = nodeFileStore(deepestExisting(folder));
  const made: string[] = [];
  const write = (to: string, bytes: Uint8Array | string): void => {
    files.makeFolder(dirname(to));
    files.writeAtomic(to, bytes);
    made.push(relative(folder, to));
  };
  const walk = (name: string): void => {
    const from = join(toolchain.exampleRoot, name);
    if (!existsSync(from)) return;
    const entries = readdirSync(dirname(from), { withFileTypes: true });
    if (!entries.find((entry) => entry.name === from.split('/').at(-1))?.isDirectory()) {
      write(join(folder, name), readFileSync(from));
      return;
    }
    for (const entry of readdirSync(from)) walk(join(name, entry));
  };
  for (const name of COPIED) walk(name);
  files.makeFolder(join(folder, 'data'));
  write(join(folder, 'tsconfig.json'), editorConfig(toolchain));
  return made.sort();
}

/** The folder itself, or the nearest one above that is there: what a new folder is made in. */
function deepestExisting(folder: string): string {
  return existsSync(folder) ? folder : deepestExisting(dirname(folder));
}

/** Lets editors find the types that strategies are written against. */
function editorConfig(toolchain: Toolchain): string {
  const sdk = toolchain.sdkRoot;
  const text = readFileSync(join(toolchain.exampleRoot, 'tsconfig.json'), 'utf8');
  const config = JSON.parse(text) as { compilerOptions: { paths: Record<string, string[]> } };
  config.compilerOptions.paths = {
    '@assay/strategy': [join(sdk, 'strategy', 'src', 'sdk.ts')],
    '@assay/indicators/*': [join(sdk, 'indicators', 'src', '*.ts')],
    '@assay/core': [join(sdk, 'core', 'src', 'index.ts')],
  };
  return `${JSON.stringify(config, null, 2)}\n`;
}
