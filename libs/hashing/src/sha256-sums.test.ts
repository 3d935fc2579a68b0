import { fc, test as property } from '@fast-check/vitest';
import { afterAll, describe, expect, test } from 'vitest';
import { compareBytes } from './path-order.js';
import { sha256Hex } from './sha256.js';
import { formatSha256Sums, parseSha256Sums, treeHash, type HashedFile } from './sha256-sums.js';
import { sha256sumOf, SumFolder } from './testing/coreutils.js';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);
const ODD_NAMES = [
  'plain.txt',
  'with blank',
  ' leading',
  'trailing ',
  '*star',
  'back\\slash',
  'line\nfeed',
  'carriage\rreturn',
  'both\\n\n',
  '-dash',
  'ä.txt',
  '\u{1f600}',
  '\uffee',
  'B',
  'a',
  'dir/inner',
];
/** As a path can be: any characters but U+0000, no lone surrogates. */
const paths = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map((text) => Buffer.from(text).toString().replaceAll('\0', '0'));
const lists = fc
  .uniqueArray(paths, { maxLength: 8 })
  .map((names) => names.map((path): HashedFile => ({ path, sha256: sha256Hex(path) })));

describe('SHA256SUMS and coreutils', () => {
  const folder = new SumFolder();
  afterAll(() => {
    folder.remove();
  });
  const files = ODD_NAMES.map((path) => ({ path, sha256: sha256Hex(`content of ${path}`) }));
  for (const { path } of files) folder.write(path, `content of ${path}`);

  test('sha256sum -c accepts what we write, odd names included', () => {
    folder.write('SHA256SUMS', formatSha256Sums(files));
    const check = folder.run('--check', '--strict', 'SHA256SUMS');
    expect(check.status).toBe(0);
    expect(check.stdout.match(/: OK$/gm)).toHaveLength(ODD_NAMES.length);
  });

  test('sha256sum -c finds a changed byte and a missing file', () => {
    folder.write('OTHER', formatSha256Sums([{ path: 'plain.txt', sha256: A }]));
    expect(folder.run('--check', 'OTHER').status).toBe(1);
    folder.write('OTHER', formatSha256Sums([{ path: 'gone.txt', sha256: A }]));
    expect(folder.run('--check', 'OTHER').status).toBe(1);
  });

  test('sha256sum writes the very same text for the same files in our order', () => {
    const sorted = ODD_NAMES.filter((name) => !name.startsWith('-')).sort(compareBytes);
    const judge = folder.run(...sorted).stdout;
    expect(formatSha256Sums(files.filter((file) => file.path !== '-dash'))).toBe(judge);
    expect(parseSha256Sums(judge)).toEqual({
      ok: true,
      value: sorted.map((path) => ({ path, sha256: sha256Hex(`content of ${path}`) })),
    });
  });

  test('what sha256sum writes with --binary is read too', () => {
    const judge = folder.run('--binary', 'plain.txt', 'back\\slash').stdout;
    const parsed = parseSha256Sums(judge);
    expect(parsed.ok && parsed.value.map((file) => file.path)).toEqual([
      'plain.txt',
      'back\\slash',
    ]);
  });
});

describe('formatSha256Sums', () => {
  property.prop([lists])('is read back, sorted, whatever the names', (files) => {
    const sorted = [...files].sort((a, b) => compareBytes(a.path, b.path));
    expect(parseSha256Sums(formatSha256Sums(files))).toEqual({ ok: true, value: sorted });
    expect(formatSha256Sums([...files].reverse())).toBe(formatSha256Sums(files));
  });

  test('of no files is the empty text', () => {
    expect(formatSha256Sums([])).toBe('');
    expect(parseSha256Sums('')).toEqual({ ok: true, value: [] });
  });

  test.each<[string, HashedFile[], string]>([
    [
      'a digest in capitals',
      [{ path: 'a', sha256: A.toUpperCase() }],
      `lower-case hex: ${A.toUpperCase()}`,
    ],
    ['a short digest', [{ path: 'a', sha256: 'abc' }], 'not a SHA-256 in lower-case hex: abc'],
    ['an empty path', [{ path: '', sha256: A }], 'a path is empty or has U+0000'],
    ['a path with U+0000', [{ path: 'a\0b', sha256: A }], 'a path is empty or has U+0000'],
    [
      'a path that stands twice',
      [
        { path: 'a', sha256: A },
        { path: 'b', sha256: A },
        { path: 'a', sha256: B },
      ],
      'the path a stands twice',
    ],
    [
      'a path that stands twice before what else is wrong with the second',
      [
        { path: 'a', sha256: A },
        { path: 'a', sha256: 'none' },
      ],
      'the path a stands twice',
    ],
  ])('refuses %s and says so', (_, files, says) => {
    expect(() => formatSha256Sums(files)).toThrow(RangeError);
    expect(() => formatSha256Sums(files)).toThrow(says);
  });
});

describe('parseSha256Sums', () => {
  const LINE = '64 hex digits, two blanks, a path';
  test.each([
    ['nonsense\n', 1, LINE],
    [`${A}  a\n${B} b\n`, 2, LINE], // one blank
    [`${A}** a\n`, 1, LINE],
    [`${A.toUpperCase()}  a\n`, 1, LINE],
    [`x${A}  a\n`, 1, LINE],
    [`${A}a  a\n`, 1, LINE],
    [`${A}  \n`, 1, LINE], // no path
    [`\\${A}  \n`, 1, LINE],
    [`${A}  a\n\n${B}  b\n`, 2, LINE], // an empty line
    [`\\${A}  a\\tb\n`, 1, LINE], // an escape that does not exist
    [`\\${A}  a\\\n`, 1, LINE], // half an escape
    [`${A}  a\n${B}  a\n`, 2, 'every path once'],
    [`# comment\n`, 1, LINE],
  ])('refuses %j: it names line %d, shows it, and says what was expected', (...row) => {
    const [text, line, expected] = row;
    const found = JSON.stringify(text.split('\n')[line - 1]);
    expect(parseSha256Sums(text)).toEqual({ ok: false, error: { line, found, expected } });
  });

  test('shows the first 120 characters of a line that it refuses', () => {
    const parsed = parseSha256Sums('x'.repeat(300));
    expect(parsed).toMatchObject({ error: { found: `"${'x'.repeat(120)}"` } });
  });

  test('reads a backslash as one where the line does not say that names are escaped', () => {
    expect(parseSha256Sums(`${A}  a\\nb`)).toEqual({
      ok: true,
      value: [{ path: 'a\\nb', sha256: A }],
    });
    expect(parseSha256Sums(`\\${A} *a\\nb\\rc\\\\d`)).toEqual({
      ok: true,
      value: [{ path: 'a\nb\rc\\d', sha256: A }],
    });
  });

  test('takes a last line without a line feed', () => {
    expect(parseSha256Sums(`${A}  a`)).toEqual({ ok: true, value: [{ path: 'a', sha256: A }] });
  });

  property.prop([fc.string({ unit: 'binary' })])('never throws', (text) => {
    expect(typeof parseSha256Sums(text).ok).toBe('boolean');
  });
});

describe('treeHash', () => {
  test('is the digest that coreutils gives for the SHA256SUMS', () => {
    const files = [
      { path: 'b/c', sha256: B },
      { path: 'a', sha256: A },
    ];
    expect(treeHash(files)).toBe(sha256sumOf(new TextEncoder().encode(`${A}  a\n${B}  b/c\n`)));
  });

  property.prop([lists.filter((files) => files.length > 0), fc.nat()])(
    'changes with any path and any content, and not with the order',
    (files, at) => {
      const i = at % files.length;
      const hash = treeHash(files);
      const change = (more: Partial<HashedFile>): HashedFile[] =>
        files.map((file, k) => (k === i ? { ...file, ...more } : file));
      expect(treeHash([...files].reverse())).toBe(hash);
      expect(treeHash(change({ sha256: A }))).not.toBe(hash);
      expect(treeHash(change({ path: `${files.map((f) => f.path).join('')}x` }))).not.toBe(hash);
      expect(treeHash(files.slice(1))).not.toBe(hash);
    },
  );
});
