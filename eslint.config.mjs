// The rules of ARCHITECTURE.md as lint. Every project's eslint.config.mjs is `projectConfig(its folder)`:
// what holds for a project follows from the tags in its package.json, never from a list kept here.
// Lint only through Nx: a bare `eslint` has no project graph and skips the boundary rule in silence.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import nx from '@nx/eslint-plugin';
import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.test.ts', '**/testing/**/*.ts'];
const SOURCES = ['src/**/*.ts'];

/** Modules that may write files without going through `workspace`, each with its reason. */
const FILE_WRITERS = {
  workspace: ['src/**/*.ts'], // it is the port
  cli: ['src/crash-log.ts'], // after a defect nothing of ours is trusted
  pipeline: [
    'src/work/staged-output.ts', // on a guarded thread, to staging only: no commit names it yet
    'src/work/column-cache-folder.ts', // a cache: what it holds is checked before it is believed
  ],
  'assay-plugin': ['src/**/*.ts'], // writes repositories, not workspaces
  crash: ['src/**/*.ts'], // makes and breaks workspaces of its own
};

/** The one module that opens databases: only the main thread may load it. */
const DATABASE_MODULES = { ledger: ['src/sqlite.ts'] };

const FILE_WRITING_NAMES = [
  'default',
  'appendFile',
  'appendFileSync',
  'chmod',
  'chmodSync',
  'copyFile',
  'copyFileSync',
  'cp',
  'cpSync',
  'createWriteStream',
  'fsync',
  'fsyncSync',
  'ftruncate',
  'ftruncateSync',
  'link',
  'linkSync',
  'mkdir',
  'mkdirSync',
  'mkdtemp',
  'mkdtempSync',
  'open',
  'openSync',
  'rename',
  'renameSync',
  'rm',
  'rmSync',
  'rmdir',
  'rmdirSync',
  'symlink',
  'symlinkSync',
  'truncate',
  'truncateSync',
  'unlink',
  'unlinkSync',
  'utimes',
  'utimesSync',
  'write',
  'writeFile',
  'writeFileSync',
  'writeSync',
  'writev',
  'writevSync',
  'promises',
];

const LAYERS_BELOW = {
  app: ['flow', 'adapter', 'domain', 'base'],
  flow: ['flow', 'adapter', 'domain', 'base'],
  adapter: ['adapter', 'domain', 'base'],
  domain: ['domain', 'base'],
  base: ['base'],
  tool: ['tool', 'base'],
};

/** What a pure project must not even name. */
const IMPURE_GLOBALS = [
  'Date',
  'Intl',
  'process',
  'console',
  'performance',
  'crypto',
  'fetch',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'structuredClone',
  'Buffer',
  'require',
  'global',
  'globalThis',
  'SharedArrayBuffer',
  'Atomics',
  'WebAssembly',
  'WeakRef',
  'FinalizationRegistry',
  'eval',
  'Function',
  'URL',
  'TextDecoder',
  'TextEncoder',
];
/** Exceptions to the list above, each with its reason. */
const GLOBALS_ALLOWED = {
  hashing: ['Buffer', 'TextEncoder', 'TextDecoder'], // bytes of text are what it hashes
  documents: ['TextDecoder', 'URL'], // reads bytes as UTF-8
};
const NODE_MODULES_ALLOWED = { hashing: ['node:crypto'] };

function restrictedImports({ name, isPure, mayWriteFiles, isDatabase }) {
  const paths = [];
  const patterns = [];
  if (!isDatabase) {
    paths.push(
      ...['@photostructure/sqlite', 'node:sqlite', 'sqlite'].map((module) => ({
        name: module,
        message: 'Only libs/ledger/src/sqlite.ts opens databases.',
      })),
    );
  }
  if (!mayWriteFiles) {
    paths.push(
      ...['node:fs', 'node:fs/promises', 'fs', 'fs/promises'].map((module) => ({
        name: module,
        importNames: FILE_WRITING_NAMES,
        message: 'Files are written only through @assay/workspace.',
      })),
    );
  }
  if (isPure) {
    const allowed = (NODE_MODULES_ALLOWED[name] ?? []).map((module) => `!${module}`);
    patterns.push({
      group: ['node:*', ...allowed],
      message: 'A pure project does no I/O: take what you need as an argument.',
    });
  }
  return ['error', { paths, patterns }];
}

function restrictedProperties({ isLib, mayPrint }) {
  const properties = [
    { object: 'Math', property: 'random', message: 'Results must be reproducible.' },
  ];
  if (isLib) {
    const message = 'Node 20 and 24 give other bits: use `pow` of @assay/core, or x * x.';
    properties.push({ object: 'Math', property: 'pow', message });
  }
  if (!mayPrint) {
    const message = 'Only @assay/cli prints.';
    for (const property of ['stdout', 'stderr']) {
      properties.push({ object: 'process', property, message });
    }
  }
  return ['error', ...properties];
}

function restrictedSyntax({ isLib }) {
  const rules = [
    { selector: 'TSEnumDeclaration', message: 'Use a union of literals or an `as const` object.' },
    {
      selector: 'ExportAllDeclaration[exported=null]',
      message: 'List exports by name: an index is a table of contents.',
    },
    { selector: 'ExportDefaultDeclaration', message: 'Named exports only.' },
    // Not `no-restricted-imports`: with a name it would refuse the namespace import as well.
    {
      selector:
        "ImportDeclaration[source.value='zod'] > :matches(ImportSpecifier[imported.name='z'], ImportDefaultSpecifier)",
      message:
        "Write `import * as z from 'zod'`: the named import keeps every locale (+356 kB, +11 ms).",
    },
    {
      selector: 'MemberExpression[property.name=/^(localeCompare|toLocale.*String)$/]',
      message: "Results must not depend on the machine's language.",
    },
  ];
  if (isLib) {
    const message = 'Node 20 and 24 give other bits: use `pow` of @assay/core, or x * x.';
    rules.push({ selector: "BinaryExpression[operator='**']", message });
    rules.push({ selector: "AssignmentExpression[operator='**=']", message });
  }
  return ['error', ...rules];
}

function boundaryRule() {
  const byLayer = Object.entries(LAYERS_BELOW).map(([layer, below]) => ({
    sourceTag: `layer:${layer}`,
    onlyDependOnLibsWithTags: below.map((one) => `layer:${one}`),
  }));
  return [
    'error',
    {
      enforceBuildableLibDependency: true,
      banTransitiveDependencies: true,
      allow: ['^.*/eslint\\.config\\.mjs$'],
      depConstraints: [
        ...byLayer,
        { sourceTag: 'effects:pure', onlyDependOnLibsWithTags: ['effects:pure'] },
        { sourceTag: 'effects:io', onlyDependOnLibsWithTags: ['effects:pure', 'effects:io'] },
      ],
    },
  ];
}

const TYPED_RULES = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': [
    'error',
    { considerDefaultExhaustiveForUnions: true },
  ],
};

const STYLE_RULES = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-non-null-assertion': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
  ],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'prefer-const': 'error',
  'no-var': 'error',
};

function pureConfig(name, isPure) {
  if (!isPure) return [];
  const allowed = GLOBALS_ALLOWED[name] ?? [];
  const message =
    'A pure project knows no clock, no chance and no machine: take it as an argument.';
  const globals = IMPURE_GLOBALS.filter((one) => !allowed.includes(one));
  return [
    {
      files: SOURCES,
      ignores: TESTS,
      rules: {
        'no-restricted-globals': ['error', ...globals.map((global) => ({ name: global, message }))],
      },
    },
  ];
}

const base = [
  {
    ignores: [
      '**/dist',
      '**/out-tsc',
      '**/node_modules',
      '**/coverage',
      '**/fixtures/**',
      '**/goldens/**',
      '**/generators/files/**',
      '**/.stryker-tmp/**',
      '**/vitest.config.*.timestamp*',
    ],
  },
  ...nx.configs['flat/base'],
  ...nx.configs['flat/typescript'],
  ...nx.configs['flat/javascript'],
  { files: ['**/*.ts', '**/*.mts', '**/*.js', '**/*.mjs'], rules: STYLE_RULES },
  {
    files: ['**/*.ts', '**/*.mts', '**/*.js', '**/*.mjs'],
    rules: { '@nx/enforce-module-boundaries': boundaryRule() },
  },
];

function packageTags(folder) {
  const { nx: { tags = [] } = {} } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return tags;
}

/** The lint rules of the project in a folder, as its tags and name decide. */
export function projectConfig(folder, tags = packageTags(folder)) {
  const name = basename(folder);
  const isPure = tags.includes('effects:pure');
  const isLib = !tags.includes('layer:app') && !tags.includes('layer:tool');
  const mayPrint = name === 'cli' || tags.includes('layer:tool');
  const facts = { name, isPure, isLib, mayPrint };
  return tseslint.config(
    ...base,
    {
      files: SOURCES,
      languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: folder } },
      rules: TYPED_RULES,
    },
    {
      files: SOURCES,
      ignores: TESTS,
      rules: {
        'max-lines': ['error', { max: 300 }],
        'max-lines-per-function': ['error', { max: 70 }],
        'no-console': mayPrint ? 'off' : 'error',
        'no-restricted-imports': restrictedImports(facts),
        'no-restricted-properties': restrictedProperties(facts),
        'no-restricted-syntax': restrictedSyntax(facts),
      },
    },
    ...(FILE_WRITERS[name] ?? []).map((file) => ({
      files: [file],
      ignores: TESTS,
      rules: { 'no-restricted-imports': restrictedImports({ ...facts, mayWriteFiles: true }) },
    })),
    ...(DATABASE_MODULES[name] ?? []).map((file) => ({
      files: [file],
      rules: { 'no-restricted-imports': restrictedImports({ ...facts, isDatabase: true }) },
    })),
    ...pureConfig(name, isPure),
    // A test may well say that nothing happens.
    { files: TESTS, rules: { '@typescript-eslint/no-empty-function': 'off' } },
    prettier,
  );
}

export default base;
