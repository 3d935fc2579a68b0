import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ToolIo } from '@assay/cli';
import { toolchainAt, type Toolchain } from '@assay/pipeline';

/** The parts of the tool beside this bundle: `<root>/apps/run-pipeline/dist/main.js`. */
export function toolchain(): Toolchain {
  return toolchainAt(join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..'));
}

/** The command line as a person would read it, for those who find the workspace busy. */
function commandLine(): string {
  return ['run-pipeline', ...process.argv.slice(2)].join(' ');
}

/** What a command that only reads asks of the workspace. */
export function readerRequest({ flags, cwd }: ToolIo) {
  return { workspaceFlag: flags.workspace, cwd, clock: { now: () => Date.now() } };
}

/** The same for one that writes, and so has to hold the lock. */
export function writerRequest(io: ToolIo) {
  return {
    ...readerRequest(io),
    command: commandLine(),
    signal: io.signal,
    waitMs: io.flags.waitMs ?? 0,
    say: (line: string) => io.say(line),
  };
}
