import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readText } from './testing/repository.js';
import { copyRepository, type RepositoryCopy } from './testing/repository-copy.js';

/** A violation: where it is planted, its source, and what lint must say about it. */
interface Violation {
  readonly rule: string;
  readonly path: string;
  readonly source: string;
  readonly message: string;
}

const LAYERS: readonly Violation[] = [
  {
    rule: 'an import of a layer above',
    path: 'libs/documents/src/planted-upward.ts',
    source: "import { renderTable } from '@assay/cli';\nexport const planted = renderTable;\n",
    message: 'A project tagged with "layer:base" can only depend on libs tagged with "layer:base"',
  },
  {
    rule: 'an import of an app by an app',
    path: 'apps/generate-engine-manifest/src/planted-app.ts',
    source: "import { planted } from '@assay/run-pipeline';\nexport const found = planted;\n",
    message: 'Imports of apps are forbidden',
  },
  {
    rule: "an import of another project's inside by a relative path",
    path: 'libs/documents/src/planted-deep.ts',
    source: "import { ok } from '../../core/src/result.js';\nexport const planted = ok;\n",
    message: 'Projects cannot be imported by a relative or absolute path',
  },
  {
    rule: 'a cycle',
    path: 'libs/core/src/planted-cycle.ts',
    source: "import { sha256Hex } from '@assay/hashing';\nexport const planted = sha256Hex;\n",
    message: 'Circular dependency between "@assay/core" and "@assay/hashing" detected',
  },
  {
    rule: 'an npm package that package.json does not name',
    path: 'libs/core/src/planted-undeclared.ts',
    source: "import { Chalk } from 'chalk';\nexport const planted = Chalk;\n",
    message: 'Only packages defined in the "package.json" can be imported',
  },
];

const PURITY: readonly Violation[] = [
  [
    'the file system',
    "import { readFileSync } from 'node:fs';\nexport const planted = readFileSync;",
    "'node:fs' import is restricted",
  ],
  ['the clock', 'export const planted = Date.now();', "Unexpected use of 'Date'"],
  ['the locale', 'export const planted = new Intl.NumberFormat();', "Unexpected use of 'Intl'"],
  ['the process', 'export const planted = process.platform;', "Unexpected use of 'process'"],
  [
    'a timer',
    'export const planted = setTimeout(() => undefined, 1);',
    "Unexpected use of 'setTimeout'",
  ],
  [
    'the console',
    "console.log('planted');\nexport const planted = 1;",
    'Unexpected console statement',
  ],
  ['chance', 'export const planted = Math.random();', "'Math.random' is restricted"],
  ['Math.pow', 'export const planted = Math.pow(2, 0.5);', "'Math.pow' is restricted"],
  [
    'the ** operator',
    'export const planted = (x: number): number => x ** 2;',
    'use `pow` of @assay/core',
  ],
  ['the **= operator', 'export let planted = 2;\nplanted **= 3;', 'use `pow` of @assay/core'],
  [
    'the order of a language',
    "export const planted = 'a'.localeCompare('b');",
    "the machine's language",
  ],
].map(([rule = '', source = '', message = ''], index) => ({
  rule: `${rule} in a pure lib`,
  path: `libs/core/src/planted-impure-${index}.ts`,
  source: `${source}\n`,
  message,
}));

const EFFECTS: readonly Violation[] = [
  {
    rule: '{ z } of zod',
    path: 'libs/documents/src/planted-zod.ts',
    source: "import { z } from 'zod';\nexport const planted = z.string();\n",
    message: "Write `import * as z from 'zod'`",
  },
  {
    rule: 'the console outside cli',
    path: 'apps/generate-engine-manifest/src/planted-console.ts',
    source: "console.log('planted');\n",
    message: 'Unexpected console statement',
  },
  {
    rule: 'stdout outside cli',
    path: 'apps/generate-engine-manifest/src/planted-stdout.ts',
    source: "process.stdout.write('planted');\n",
    message: "'process.stdout' is restricted",
  },
  {
    rule: 'writing a file outside workspace',
    path: 'apps/generate-engine-manifest/src/planted-write.ts',
    source: "import { writeFileSync } from 'node:fs';\nwriteFileSync('planted', '');\n",
    message: 'Files are written only through @assay/workspace',
  },
  {
    rule: 'writing a file through a namespace import',
    path: 'apps/generate-engine-manifest/src/planted-namespace.ts',
    source: "import * as fs from 'node:fs';\nfs.writeFileSync('planted', '');\n",
    message: 'Files are written only through @assay/workspace',
  },
  {
    rule: 'opening a database outside its module',
    path: 'apps/generate-engine-manifest/src/planted-database.ts',
    source:
      "import { DatabaseSync } from '@photostructure/sqlite';\nexport const planted = DatabaseSync;\n",
    message: 'Only libs/ledger/src/sqlite.ts opens databases',
  },
];

const STYLE: readonly Violation[] = [
  ['any', 'export const planted = (x: any): unknown => x;', 'Unexpected any'],
  [
    'a non-null assertion',
    'export const planted = (x?: string): string => x!;',
    'Forbidden non-null assertion',
  ],
  ['an enum', 'export enum Planted {\n  A,\n}', 'Use a union of literals'],
  ['a default export', 'export default 1;', 'Named exports only'],
  ['export *', "export * from './result.js';", 'List exports by name'],
  [
    'a promise that nobody awaits',
    'const planted = async (): Promise<void> => Promise.resolve();\nplanted();',
    'Promises must be awaited',
  ],
  [
    'a switch that forgets a case',
    "export function planted(x: 'a' | 'b'): number {\n  switch (x) {\n    case 'a':\n      return 1;\n  }\n  return 2;\n}",
    'Switch is not exhaustive',
  ],
  [
    'a type imported as a value',
    "import { Result } from './result.js';\nexport type Planted = Result<1, 2>;",
    'All imports in the declaration are only used as types',
  ],
  [
    'a file of more than 300 lines',
    'export const planted = 1;\n'.repeat(1) + '// line\n'.repeat(300),
    'File has too many lines',
  ],
  [
    'a function of more than 70 lines',
    `export function planted(): void {\n${'  planted();\n'.repeat(70)}}`,
    'has too many lines',
  ],
].map(([rule = '', source = '', message = ''], index) => ({
  rule,
  path: `libs/core/src/planted-style-${index}.ts`,
  source: `${source}\n`,
  message,
}));

const VIOLATIONS = [...LAYERS, ...PURITY, ...EFFECTS, ...STYLE];

/** What lint said, by file: its stylish output names a file, then lists what was found in it. */
function findingsByFile(output: string, root: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  let file = '';
  for (const line of output.split('\n')) {
    if (line.startsWith(`${root}/`)) file = line.trim().slice(root.length + 1);
    else if (/^\s+\d+:\d+\s/.test(line)) found.set(file, `${found.get(file) ?? ''}${line}\n`);
  }
  return found;
}

describe('lint finds each planted violation', () => {
  let copy: RepositoryCopy;
  let exit: number | null = null;
  let findings: ReadonlyMap<string, string> = new Map();

  /** Adds a line after the first occurrence of a text. */
  const edit = (path: string, after: string, line: string): void => {
    copy.write(path, readText(path).replace(after, `${after}\n${line}`));
  };

  beforeAll(() => {
    copy = copyRepository();
    for (const { path, source } of VIOLATIONS) copy.write(path, source);
    // Declared and offered, so that the import is refused for its layer and for nothing else.
    edit(
      'apps/generate-engine-manifest/package.json',
      '"dependencies": {',
      '"@assay/run-pipeline": "0.1.0",',
    );
    edit('apps/run-pipeline/package.json', '{', '"exports": { ".": "./src/planted.ts" },');
    copy.write('apps/run-pipeline/src/planted.ts', 'export const planted = 1;\n');
    const projects = 'core,documents,generate-engine-manifest';
    const run = copy.nx(
      'run-many',
      '-t',
      'lint',
      '-p',
      projects,
      '--outputStyle=static',
      '--parallel=2',
    );
    exit = run.exit;
    findings = findingsByFile(run.text, copy.root);
  });

  afterAll(() => {
    copy.dispose();
  });

  test('and fails', () => {
    expect(exit).toBe(1);
  });

  test.each(VIOLATIONS)('$rule', ({ path, message }) => {
    expect(findings.get(path) ?? 'nothing').toContain(message);
  });

  test('and has nothing to say about the index of the pure lib it was planted in', () => {
    // Were every file to fail, for a broken configuration, the tests above would prove nothing.
    expect(findings.get('libs/core/src/index.ts')).toBeUndefined();
  });
});
