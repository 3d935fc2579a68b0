import { expect, test } from 'vitest';
import { readText, repositoryFiles } from '../testing/repository.js';

const BINARY = /\.(gz|tgz|png|xlsx|parquet|bin|ico|svg|woff2?)$/;

/** What must not be in the repository; each is spelled in parts, so that this file does not find itself. */
const FORBIDDEN: Readonly<Record<string, RegExp>> = {
  'a path of one machine': new RegExp(
    ['/(ho', 'me|Us', 'ers)/[a-z]|/ro', 'ot/|/wo', 'rk/(ma', 'in|sha', 'red|pl', 'an)'].join(''),
  ),
  'a host of a registry': new RegExp(
    ['verda', 'ccio|arti', 'factory|reg', 'istry\\.(?!npmjs\\.org)[a-z0-9-]+\\.[a-z]'].join(''),
  ),
  'a folder of somebody else': new RegExp(['(^|[\\s\'"`/])\\.lib', 'rary\\b'].join('')),
};

// The lock file names what others named; the hosts in it have a test of their own.
const files = repositoryFiles().filter(
  (path) => !BINARY.test(path) && path !== 'package-lock.json',
);

test.each(Object.entries(FORBIDDEN))('no file names %s', (_, pattern) => {
  const found = files.flatMap((path) =>
    readText(path)
      .split('\n')
      .flatMap((line, index) =>
        pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
      ),
  );
  expect(found).toEqual([]);
});

test('every text ends its lines with LF and has no byte order mark', () => {
  const wrong = files
    .filter((path) => !/(^|\/)fixtures\//.test(path))
    .filter((path) => readText(path).includes('\r\n') || readText(path).startsWith('\uFEFF'));
  expect(wrong).toEqual([]);
});
