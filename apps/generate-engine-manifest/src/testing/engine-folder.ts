import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { onTestFinished } from 'vitest';

/** The repository that this tool is part of. */
export const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const BIN = join(
  REPOSITORY,
  'apps',
  'generate-engine-manifest',
  'bin',
  'generate-engine-manifest.js',
);
const SCHEMA = join(REPOSITORY, 'schemas', 'generate-engine-manifest.schema.json');
const validate = new Ajv2020({
  strict: true,
  strictRequired: false,
  allowUnionTypes: true,
}).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** A small engine with a version below the active one and things that are no version's. */
const FILES: Readonly<Record<string, string>> = {
  'libs/engine/package.json': '{"exports":{}}\n',
  'libs/engine/src/engine-versions.ts': "export const ALL = ['v1_10_0'] as const;\n",
  'libs/engine/src/v1_9_0/simulate.ts': 'export const old = 1;\n',
  'libs/engine/src/v1_10_0/simulate.ts': 'export const now = 1;\n',
  'libs/engine/src/v1_10_0/costs/spread.ts': 'export const spread = 1;\n',
  'libs/engine/src/v1_10_0/simulate.test.ts': 'test\n',
  'libs/engine/src/v1_10_0/testing/bars.ts': 'export const bars = 1;\n',
  'libs/engine/src/v2_0_0_backup/simulate.ts': 'not a version\n',
  'dist/engines/v1_9_0.js': 'old\n',
  'dist/engines/v1_10_0.js': 'now\n',
};

/** How a call of the tool ended. */
export interface Called {
  readonly exit: number | null;
  readonly out: string;
  readonly err: string;
}

/** A repository's folder with engines, gone when the test is over. */
export class EngineFolder {
  readonly root = mkdtempSync(join(tmpdir(), 'assay-engine-'));

  constructor(files: Readonly<Record<string, string>> = FILES) {
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  at(path: string): string {
    return join(this.root, path);
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  /** Runs the built tool as a process, as somebody else when told so. */
  run(argv: readonly string[], as: { uid?: number; gid?: number } = {}): Called {
    const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;
    const command = [BIN, '--root', this.root, ...argv];
    const call = spawnSync(process.execPath, command, { encoding: 'utf8', env, cwd: '/', ...as });
    return { exit: call.status, out: call.stdout, err: call.stderr };
  }

  /** The same with `--json`; stdout must be one document, and as the committed schema says. */
  runJson(...argv: readonly string[]): { exit: number | null; document: Record<string, unknown> } {
    const { exit, out } = this.run([...argv, '--json']);
    const document = JSON.parse(out) as Record<string, unknown>;
    if (!validate(document)) throw new Error(`${JSON.stringify(validate.errors)}\n${out}`);
    return { exit, document };
  }

  /** Every path below the folder with its content. */
  everything(): Readonly<Record<string, string>> {
    const names = readdirSync(this.root, { recursive: true, withFileTypes: true });
    const files = names.filter((entry) => entry.isFile());
    const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
    return Object.fromEntries(paths.map((path) => [path, readFileSync(path, 'base64')]));
  }
}
