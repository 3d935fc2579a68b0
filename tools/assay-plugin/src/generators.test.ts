import { statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  copyRepository,
  type CommandRecord,
  type RepositoryCopy,
} from './testing/repository-copy.js';

const REASON = 'Two tools need one calendar of market holidays, and it must not know either.';
const SUMMARY = "Says which holidays a market's week has.";

describe('what the generators make is right from its birth', () => {
  let copy: RepositoryCopy;
  let made: readonly CommandRecord[] = [];

  const generate = (...words: readonly string[]): CommandRecord =>
    copy.nx('generate', ...words, '--skipInstall', '--no-interactive');

  beforeAll(() => {
    copy = copyRepository();
    made = [
      generate('@assay/assay-plugin:lib', 'holidays', '--layer=domain', `--reason=${REASON}`),
      generate('@assay/assay-plugin:tool', 'list-holidays', `--summary=${SUMMARY}`),
    ];
    // What npm install would do; there is no network in a test.
    for (const [name, folder] of [
      ['holidays', 'libs'],
      ['list-holidays', 'apps'],
    ] as const) {
      symlinkSync(join(copy.root, folder, name), join(copy.root, 'node_modules/@assay', name));
    }
  });

  afterAll(() => {
    copy.dispose();
  });

  test('both are made', () => {
    expect(made.map(({ exit, text }) => (exit === 0 ? 'made' : text))).toEqual(['made', 'made']);
  });

  test('both lint, type-check, build and pass their first test', () => {
    const targets = ['lint', 'typecheck', 'bundle', 'test'].join(',');
    const { exit, text } = copy.nx(
      'run-many',
      '-t',
      targets,
      '-p',
      'holidays,list-holidays',
      '--outputStyle=static',
      '--parallel=2',
    );
    expect(exit === 0 ? '' : text).toBe('');
  });

  test('the references are in order without a sync', () => {
    const { exit, text } = copy.nx('sync:check');
    expect(exit === 0 ? '' : text).toBe('');
  });

  test('the README of a lib begins with its reason, and its tags follow from its layer', () => {
    const files = copy.git('ls-files', '--others', '--', 'libs/holidays', 'apps/list-holidays');
    expect(
      files
        .trim()
        .split('\n')
        .filter((path) => !/node_modules|dist|out-tsc/.test(path)),
    ).toEqual([
      'apps/list-holidays/README.md',
      'apps/list-holidays/bin/list-holidays.js',
      'apps/list-holidays/eslint.config.mjs',
      'apps/list-holidays/package.json',
      'apps/list-holidays/src/main.test.ts',
      'apps/list-holidays/src/main.ts',
      'apps/list-holidays/src/show-workspace.ts',
      'apps/list-holidays/src/tool.ts',
      'apps/list-holidays/tsconfig.app.json',
      'apps/list-holidays/tsconfig.json',
      'apps/list-holidays/tsconfig.spec.json',
      'apps/list-holidays/vitest.config.mts',
      'libs/holidays/README.md',
      'libs/holidays/eslint.config.mjs',
      'libs/holidays/package.json',
      'libs/holidays/src/index.ts',
      'libs/holidays/src/parse-holidays.test.ts',
      'libs/holidays/src/parse-holidays.ts',
      'libs/holidays/tsconfig.json',
      'libs/holidays/tsconfig.lib.json',
      'libs/holidays/tsconfig.spec.json',
      'libs/holidays/vitest.config.mts',
    ]);
    expect(copy.read('libs/holidays/README.md').split('\n')[0]).toBe(REASON);
    expect(JSON.parse(copy.read('libs/holidays/package.json'))).toMatchObject({
      nx: { tags: ['layer:domain', 'effects:pure'] },
    });
  });

  test('the shim of a tool is executable', () => {
    expect(statSync(join(copy.root, 'apps/list-holidays/bin/list-holidays.js')).mode & 0o111).toBe(
      0o111,
    );
  });

  test.each([
    [
      'a lib without a reason',
      ['@assay/assay-plugin:lib', 'calendars', '--layer=domain'],
      "Required property 'reason' is missing",
    ],
    [
      'a reason that is none',
      ['@assay/assay-plugin:lib', 'calendars', '--layer=base', '--reason=because'],
      'expected a sentence',
    ],
    [
      'an unknown layer',
      ['@assay/assay-plugin:lib', 'calendars', '--layer=top', `--reason=${REASON}`],
      "'layer' does not match",
    ],
    [
      'a name that says nothing',
      ['@assay/assay-plugin:lib', 'date-utils', '--layer=base', `--reason=${REASON}`],
      'expected one that says what it is about',
    ],
    [
      'a name that is taken',
      ['@assay/assay-plugin:lib', 'core', '--layer=base', `--reason=${REASON}`],
      'libs/core exists',
    ],
    [
      'a name in another case',
      ['@assay/assay-plugin:tool', 'listHolidays', `--summary=${SUMMARY}`],
      'expected kebab-case',
    ],
  ])('%s is refused', (_, words, message) => {
    const { exit, text } = generate(...words);
    expect(exit).toBe(1);
    expect(text).toContain(message);
  });
});
