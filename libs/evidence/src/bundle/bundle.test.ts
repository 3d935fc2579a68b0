import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../testing/evidence-maker.js';
import { judge } from '../testing/outside-judges.js';
import { buildBundle, tarSha256Of } from './bundle.js';
import { reproducibleTar, type TarFile } from './tar.js';

const LONG = 'l'.repeat(90);
// prettier-ignore
const FILES: readonly TarFile[] = [
  { path: 'b.txt', bytes: Buffer.from('two') },
  { path: 'a.txt', bytes: Buffer.from('') },
  { path: 'exact', bytes: new Uint8Array(512).fill(1) },
  { path: 'ä€😀.txt', bytes: Buffer.from('x') },
  { path: `${'n'.repeat(100)}`, bytes: Buffer.from('100') },
  { path: `${'n'.repeat(101)}`, bytes: Buffer.from('101') },
  { path: `${LONG}/2/${LONG}`, bytes: Buffer.from('two parts') },
  { path: `${LONG}/${LONG}/${LONG}/${LONG}/x`, bytes: Buffer.from('too long for two parts') },
  { path: 'line\nfeed', bytes: Buffer.from('lf') },
  { path: 'deep/er/x', bytes: new Uint8Array(70_001).fill(9) },
];

describe('a bundle', () => {
  test('is unpacked by tar to exactly the files that went in', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'b.tgz'), buildBundle('top', FILES).bytes);
    mkdirSync(join(folder, 'out'));
    const words = ['-xzf', 'b.tgz', '-C', 'out', '--no-same-owner'];
    expect(judge('tar', words, folder)).toEqual({ status: 0, said: '' });
    for (const { path, bytes } of FILES) {
      expect(readFileSync(join(folder, 'out', 'top', path)).equals(Buffer.from(bytes))).toBe(true);
    }
    const count = judge('find', ['out/top', '-type', 'f', '-printf', '.'], folder).said.length;
    expect(count).toBe(FILES.length);
  });

  test('is read by Python as well, with no owner, no time and fixed modes', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'b.tgz'), buildBundle('top', FILES).bytes);
    const program = `
import tarfile
for m in tarfile.open("b.tgz"):
    print(m.name.startswith("top"), m.mtime, m.uid, m.gid, m.uname, oct(m.mode), m.isdir())`;
    const { said } = judge('python3', ['-c', program], folder);
    expect(new Set(said.trim().split('\n'))).toEqual(
      new Set(['True 0 0 0  0o755 True', 'True 0 0 0  0o644 False']),
    );
  });

  test('says nothing of the system that made it', () => {
    const { bytes, tarSha256 } = buildBundle('top', FILES);
    expect([...bytes.subarray(0, 10)]).toEqual([31, 139, 8, 0, 0, 0, 0, 0, 0, 255]);
    expect(tarSha256Of(bytes)).toBe(tarSha256);
    expect(tarSha256Of(Buffer.from('no archive'))).toBeUndefined();
    expect(gunzipSync(bytes).length % 512).toBe(0);
  });

  property.prop([fc.shuffledSubarray([...FILES], { minLength: FILES.length })])(
    'is the same bytes in whatever order the files come',
    (files) => {
      expect(Buffer.from(reproducibleTar(files)).equals(Buffer.from(reproducibleTar(FILES)))).toBe(
        true,
      );
    },
  );
});
