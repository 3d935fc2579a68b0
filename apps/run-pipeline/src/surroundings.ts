import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { toolchainAt, type Toolchain } from '@assay/pipeline';

/** The parts of the tool beside this bundle: `<root>/apps/run-pipeline/dist/main.js`. */
export function toolchain(): Toolchain {
  return toolchainAt(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'));
}

/** The command line as a person would read it, for those who find the workspace busy. */
export function commandLine(): string {
  return ['run-pipeline', ...process.argv.slice(2)].join(' ');
}
