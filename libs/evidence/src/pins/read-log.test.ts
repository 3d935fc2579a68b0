import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fc, test as property } from '@fast-check/vitest';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/evidence-maker.js';
import { linesBackwards, readLogHead, readTornEnd } from './read-log.js';

function logOf(text: string | Uint8Array): { readonly files: FileStore; readonly log: string } {
  const folder = temporaryFolder();
  const log = join(folder, 'log');
  writeFileSync(log, text);
  return { files: nodeFileStore(folder), log };
}

function backwards(text: string): readonly string[] {
  const { files, log } = logOf(text);
  return [...linesBackwards(files, log)].map((line) => line.text);
}

describe('a log is read from its end', () => {
  test.each([
    ['nothing', '', []],
    ['one line', 'a\n', ['a']],
    ['lines', 'a\nbb\nccc\n', ['ccc', 'bb', 'a']],
    ['a torn end is no line', 'a\nbb\ncc', ['bb', 'a']],
    ['only a torn end', 'abc', []],
    ['empty lines', 'a\n\nb\n', ['b', '', 'a']],
    ['more than one byte a letter', 'ä\n€\n', ['€', 'ä']],
  ])('%s', (_, text, lines) => {
    expect(backwards(text)).toEqual(lines);
  });

  test('lines that are longer than a block, and lines over its edges', () => {
    const lines = ['x'.repeat(700_000), 'y', 'ü'.repeat(200_000), 'z'.repeat(262_143), ''];
    expect(backwards(`${lines.join('\n')}\n`)).toEqual(lines.toReversed());
    expect(backwards(`${lines.join('\n')}\n${'t'.repeat(300_000)}`)).toEqual(lines.toReversed());
  });

  test('offsets are where the lines begin', () => {
    const text = `${'a'.repeat(300_000)}\nbb\n`;
    const { files, log } = logOf(text);
    expect([...linesBackwards(files, log)].map(({ offset }) => offset)).toEqual([300_001, 0]);
  });

  property.prop([fc.array(fc.string({ maxLength: 30 }).map((line) => line.replace(/\n/g, ' ')))], {
    numRuns: 40,
  })('whatever the lines are, they are read whole and in order', (lines) => {
    const folder = temporaryFolder();
    const log = join(folder, 'log');
    writeFileSync(log, lines.map((line) => `${line}\n`).join(''));
    const read = [...linesBackwards(nodeFileStore(folder), log)].map(({ text }) => text);
    expect(read).toEqual(lines.toReversed().map((line) => Buffer.from(line).toString()));
  });

  test('a log that is not there has no lines and no torn end', () => {
    const files = nodeFileStore(temporaryFolder());
    expect([...linesBackwards(files, `${files.root}/log`)]).toEqual([]);
    expect(readTornEnd(files, `${files.root}/log`)).toEqual({ whole: 0, torn: 0 });
    expect(readLogHead(files, `${files.root}/log`).seq).toBe(0);
  });

  test.each([
    ['a\nbb\n', { whole: 5, torn: 0 }],
    ['a\nbb', { whole: 2, torn: 2 }],
    ['bb', { whole: 0, torn: 2 }],
    [`a\n${'b'.repeat(600_000)}`, { whole: 2, torn: 600_000 }],
  ])('where the last whole line ends', (text, end) => {
    const { files, log } = logOf(text);
    expect(readTornEnd(files, log)).toEqual(end);
  });
});
