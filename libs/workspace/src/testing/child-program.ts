import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';

/** A program of its own process, which tells its progress in lines on its standard output. */
export interface Child {
  readonly process: ChildProcess;
  /** Waits for a line that begins so, and returns the rest of it. */
  line(beginning: string): Promise<string>;
  /** Waits until so many lines begin so. */
  lines(beginning: string, count: number): Promise<void>;
  /** Waits for the end; the exit code, or null when a signal ended it. */
  ended(): Promise<number | null>;
  /** Everything that it printed. */
  output(): string;
}

/** Bundles a TypeScript program with everything that it imports, so that a plain node can run it. */
export function bundleProgram(entry: string, folder: string, external: string[] = []): string {
  const outfile = join(folder, 'program.mjs');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@assay/source'],
    external,
    // Bundled CommonJS packages ask for `require`.
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
    logLevel: 'silent',
  });
  return outfile;
}

/** Starts a bundled program; it is killed when the test ends. */
export function startProgram(program: string, args: readonly string[]): Child {
  const env = { ...process.env };
  delete env['NODE_EXTRA_CA_CERTS'];
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env,
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let output = '';
  let errors = '';
  let wake = (): void => {};
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  let isOver = false;
  void closed.then(() => {
    isOver = true;
    wake();
  });
  async function matching(beginning: string, count: number): Promise<readonly string[]> {
    for (;;) {
      const whole = output.split('\n').slice(0, -1);
      const found = whole.filter((line) => line.startsWith(beginning));
      if (found.length >= count) return found;
      if (isOver) throw new Error(`the program ended without "${beginning}": ${output}${errors}`);
      await new Promise<void>((resolve) => (wake = resolve));
    }
  }
  return {
    process: child,
    output: () => output,
    ended: () => closed,
    line: async (beginning) => {
      const [first] = await matching(beginning, 1);
      return (first ?? '').slice(beginning.length);
    },
    lines: async (beginning, count) => void (await matching(beginning, count)),
  };
}
