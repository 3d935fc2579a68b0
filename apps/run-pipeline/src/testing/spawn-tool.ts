import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { DocumentSchemas } from './document-schema.js';

/** The repository: tests run the built tool, as a user does. */
export const REPOSITORY = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', '..');

/** The built `main.js` of a tool. */
export function builtTool(tool: string): string {
  return join(REPOSITORY, 'apps', tool, 'dist', 'main.js');
}

/** How a tool's process ended. */
export interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The environment of a tool under test: nothing that would slow its start or colour its output. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, FORCE_COLOR, VITEST, ...rest } = process.env;
  void [NODE_EXTRA_CA_CERTS, NODE_OPTIONS, FORCE_COLOR, VITEST];
  return { ...rest, NO_COLOR: '1' };
}

/** Runs a tool to its end. */
export function runTool(args: readonly string[], cwd: string, tool = 'run-pipeline'): Ended {
  const ended = spawnSync(process.execPath, [builtTool(tool), ...args], {
    cwd,
    encoding: 'utf8',
    env: toolEnvironment(),
    maxBuffer: 64 * 1024 * 1024,
  });
  return { exit: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** Starts a tool and leaves it running. */
export function startTool(args: readonly string[], cwd: string): ChildProcess {
  return spawn(process.execPath, [builtTool('run-pipeline'), ...args], {
    cwd,
    stdio: 'ignore',
    env: toolEnvironment(),
  });
}

/** A tool that goes on while the test looks at what it says. */
export interface Followed {
  readonly process: ChildProcess;
  /** Resolves once stderr has a text, with what fits it; rejects when the tool ends without it. */
  says(text: string | RegExp): Promise<RegExpMatchArray>;
  readonly ended: Promise<Ended>;
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}

/** Starts a tool and follows what it says. */
export function followTool(args: readonly string[], cwd: string, tool = 'run-pipeline'): Followed {
  const child = spawn(process.execPath, [builtTool(tool), ...args], {
    cwd,
    env: toolEnvironment(),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (exit) => resolve({ exit, stdout, stderr }));
  });
  const says = (text: string | RegExp) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const wanted = typeof text === 'string' ? literally(text) : text;
      const look = () => {
        const found = stderr.match(wanted);
        if (found) resolve(found);
      };
      look();
      child.stderr.on('data', look);
      child.once('close', () =>
        reject(new Error(`never said ${String(text)}: ${stdout}${stderr}`)),
      );
    });
  return { process: child, says, ended };
}

/** A run of one symbol as `--json` shows it. */
export interface RunJson {
  readonly symbol: string;
  readonly run_id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly trades: number | null;
  readonly net_pnl: number | null;
}

/** A directive as `--json` shows it. */
export interface DirectiveJson {
  readonly id: string;
  readonly state: string | null;
  readonly outcome: string;
  readonly attempt: number | null;
  readonly runs: readonly RunJson[];
  readonly drift: readonly { readonly input: string }[];
  readonly reports: { readonly html: string | null; readonly workbooks: readonly string[] };
}

/** The one JSON document of `run-pipeline … --json`. */
export interface RunDocument {
  readonly schema: string;
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly message: string; readonly next?: string };
  readonly diagnostics?: readonly {
    readonly code: string;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly directives: readonly DirectiveJson[];
}

const SCHEMAS = new DocumentSchemas(join(REPOSITORY, 'schemas'));

/**
 * Runs a tool with `--json` and parses its document; stdout must hold nothing else, and the document
 * must be as the schema of the command (`run-pipeline.run`, `provision-strategy`, …) says.
 */
export function runDocument<T>(
  command: string,
  args: readonly string[],
  cwd: string,
): Ended & { readonly document: T } {
  const ended = runTool([...args, '--json'], cwd, command.split('.', 1)[0]);
  let document: T;
  try {
    document = JSON.parse(ended.stdout) as T;
  } catch (cause) {
    throw new Error(`not one JSON document: ${ended.stdout}\n${ended.stderr}`, { cause });
  }
  const problems = SCHEMAS.problems(command, document);
  if (problems !== '') throw new Error(`not as schemas/ says: ${problems}\n${ended.stdout}`);
  return { ...ended, document };
}

/** The same for runs of directives, with the first of them. */
export function runJson(
  args: readonly string[],
  cwd: string,
): Ended & { readonly document: RunDocument; readonly directive: DirectiveJson } {
  const ended = runDocument<RunDocument>('run-pipeline.run', args, cwd);
  return { ...ended, directive: ended.document.directives?.[0] as DirectiveJson };
}
