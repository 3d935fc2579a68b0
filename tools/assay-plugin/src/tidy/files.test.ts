import { expect, test } from 'vitest';
import { readText, repositoryFiles } from '../testing/repository.js';

const LINES_MAX = 300;
const sources = repositoryFiles('apps', 'libs', 'tools', 'bench').filter((path) =>
  /\.(ts|mts|mjs|js)$/.test(path),
);
const written = sources.filter((path) => !/(^|\/)(goldens|fixtures|files)\//.test(path));

test('there are sources to look at', () => {
  expect(written.length).toBeGreaterThan(100);
});

test(`no source has more than ${LINES_MAX} lines`, () => {
  const long = written
    .filter((path) => !path.endsWith('.test.ts'))
    .map((path) => ({ path, lines: readText(path).trimEnd().split('\n').length }))
    .filter(({ lines }) => lines > LINES_MAX);
  expect(long).toEqual([]);
});

test('files are named in kebab-case', () => {
  const allowed =
    /^(vitest(\.[a-z]+)?\.config\.mts|eslint\.config\.mjs|[a-z0-9]+(-[a-z0-9]+)*(\.property)?(\.test)?\.(ts|mjs|js))$/;
  expect(written.filter((path) => !allowed.test(path.split('/').at(-1) ?? ''))).toEqual([]);
});

test('no file or folder is named for what it is not about', () => {
  const empty = /(^|[/-])(utils?|helpers?|common|types?|managers?)([-./]|$)/;
  expect(written.filter((path) => empty.test(path))).toEqual([]);
});

test('an index lists exports and does nothing else', () => {
  for (const path of written.filter((name) => name.endsWith('/src/index.ts'))) {
    const code = readText(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const statements = code
      .split(';')
      .map((one) => one.trim())
      .filter((one) => one !== '');
    expect(
      statements.filter(
        (one) => !/^export (type )?(\{[^}]*\}|\* as \w+)( from '[^']+')?$/.test(one),
      ),
      path,
    ).toEqual([]);
  }
});

test('no source leaves a note for later or is switched off', () => {
  const later = written.filter((path) => {
    const text = readText(path);
    // Spelled in two parts, so that this file does not find itself.
    return new RegExp(['TO', 'DO|FIX', 'ME|@ts-', 'ignore|@ts-', 'nocheck'].join('')).test(text);
  });
  expect(later).toEqual([]);
});

test('no test is skipped or run alone', () => {
  const marks = new RegExp(['\\b(test|it|describe)\\.(only|', 'skip|todo|fails)\\b'].join(''));
  expect(written.filter((path) => path.endsWith('.test.ts') && marks.test(readText(path)))).toEqual(
    [],
  );
});
