import { deflateRawSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { isZip, readZip } from './zip-archive.js';

describe('a zip archive', () => {
  propertyTest.prop([
    fc.array(fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.uint8Array({ maxLength: 300 })), {
      minLength: 1,
      maxLength: 5,
    }),
    fc.constantFrom(0, 6),
  ])('of another program is read, stored or deflated', (files, level) => {
    const members = Object.fromEntries(files);
    const archive = zipSync(members, { level: level as 0 | 6 });
    expect(isZip(archive)).toBe(true);
    const found = readZip(archive).map(({ name, bytes }) => [name, [...bytes]]);
    expect(Object.fromEntries(found)).toEqual(
      Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, [...bytes]])),
    );
  });

  propertyTest.prop([fc.nat(), fc.integer({ min: 1, max: 255 })])(
    'that was altered is refused or gives the same bytes, never others',
    (at, change) => {
      const text = Buffer.from('time,open,high,low,close\n'.repeat(20));
      const archive = Uint8Array.from(zipSync({ 'a.csv': text }));
      const place = at % archive.length;
      archive[place] = (archive[place] as number) ^ change;
      let members: readonly { readonly bytes: Uint8Array }[] = [];
      try {
        members = readZip(archive);
      } catch (error) {
        expect(error).toBeInstanceOf(Error);
      }
      for (const { bytes } of members) expect(Buffer.compare(bytes, text)).toBe(0);
    },
  );

  test('that says it holds less than it does is refused', () => {
    const bomb = zipSync({ 'a.csv': new Uint8Array(100_000) });
    const view = Buffer.from(bomb.buffer, bomb.byteOffset, bomb.length);
    const entry = view.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
    view.writeUInt32LE(10, entry + 24);
    expect(() => readZip(bomb)).toThrow();
    expect(deflateRawSync(new Uint8Array(100_000)).length).toBeLessThan(1000);
  });
});
