import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { formatBagLines, parseBagLines, whyUnsafe } from './bag-lines.js';

const SHA = 'a'.repeat(64);

describe('a line of a manifest', () => {
  // prettier-ignore
  test.each([
    ['two blanks', `${SHA}  data/a`, 'data/a'],
    ['a tab', `${SHA}\tdata/a`, 'data/a'],
    ['binary form', `${SHA} *data/a`, 'data/a'],
    ['capital digits', `${SHA.toUpperCase()}  data/a`, 'data/a'],
    ['encoded line feed, return and per cent', `${SHA}  data/a%0Ab%0dc%25d`, 'data/a\nb\rc%d'],
    ['other per cents are letters', `${SHA}  data/a%20b`, 'data/a%20b'],
  ])('may have %s', (_, row, path) => {
    expect(parseBagLines(`${row}\n`, 'data/')).toEqual({ lines: [{ path, sha256: SHA }], problems: [] });
  });

  // prettier-ignore
  test.each([
    ['no digest', 'data/a', 'bad_line'],
    ['a short digest', `${SHA.slice(1)}  data/a`, 'bad_line'],
    ['no path', `${SHA}  `, 'bad_line'],
    ['an empty line', '', 'bad_line'],
    ['an absolute path', `${SHA}  /etc/passwd`, 'unsafe_path'],
    ['a drive', `${SHA}  C:\\x`, 'unsafe_path'],
    ['a home', `${SHA}  ~/x`, 'unsafe_path'],
    ['a way up', `${SHA}  data/../x`, 'unsafe_path'],
    ['a way up that comes back', `${SHA}  data/a/../../data/b`, 'unsafe_path'],
    ['a way up with other slashes', `${SHA}  data/..\\x`, 'unsafe_path'],
    ['an empty part', `${SHA}  data//a`, 'unsafe_path'],
    ['a dot', `${SHA}  data/./a`, 'unsafe_path'],
    ['no data folder', `${SHA}  a`, 'unsafe_path'],
  ])('must not have %s', (_, row, verdict) => {
    expect(parseBagLines(`${row}\n`, 'data/')).toMatchObject({ lines: [], problems: [{ verdict, line: 1 }] });
  });

  test('of a name that only differs in case or in its Unicode form stands twice', () => {
    const rows = ['data/a', 'data/A', 'data/\u00e9', 'data/e\u0301'].map(
      (path) => `${SHA}  ${path}\n`,
    );
    const { problems } = parseBagLines(rows.join(''));
    expect(problems.map(({ verdict, line }) => `${verdict} ${line}`)).toEqual([
      'duplicate_entry 2',
      'duplicate_entry 4',
    ]);
  });

  property.prop([
    fc.uniqueArray(
      fc
        .string({ minLength: 1, maxLength: 12, unit: 'binary' })
        .filter((path) => whyUnsafe(path) === undefined),
      { selector: (path) => path.normalize('NFC').toLowerCase(), maxLength: 6 },
    ),
  ])('is read as it was written, whatever the name', (paths) => {
    const lines = paths.map((path) => ({ path: `data/${path}`, sha256: SHA }));
    const read = parseBagLines(formatBagLines(lines));
    expect(read.problems).toEqual([]);
    expect(new Set(read.lines)).toEqual(new Set(lines));
  });

  test('is not written for an unsafe path or a digest that is none', () => {
    expect(() => formatBagLines([{ path: '../x', sha256: SHA }])).toThrow(RangeError);
    expect(() => formatBagLines([{ path: 'x', sha256: 'x' }])).toThrow(RangeError);
  });
});
