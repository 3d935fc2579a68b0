import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  SYNTHETIC_MARKER_FILE,
  formatSyntheticMarker,
  isSynthetic,
  readSyntheticMarker,
  syntheticOrigin,
} from './synthetic-marker.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'assay-marker-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const [hashA, hashB] = [sha256Hex('a'), sha256Hex('b')];
const write = (text: string): void => writeFileSync(join(folder, SYNTHETIC_MARKER_FILE), text);

describe('the marker of synthetic data', () => {
  test('names its files in order, whatever order they were given in', () => {
    const files = { b: { seed: 2, sha256: hashB }, a: { seed: 1, sha256: hashA } };
    expect(formatSyntheticMarker(files)).toBe(formatSyntheticMarker({ a: files.a, b: files.b }));
    write(formatSyntheticMarker(files));
    expect(readSyntheticMarker(folder)).toEqual({ schema: 'assay/synthetic-data/1', files });
  });

  test('tells made, altered, renamed and real files apart', () => {
    write(formatSyntheticMarker({ 'EURUSD_1h.csv': { seed: 5, sha256: hashA } }));
    const marker = readSyntheticMarker(folder);
    expect(syntheticOrigin(marker, 'EURUSD_1h.csv', hashA)).toEqual({ seed: 5, altered: false });
    expect(syntheticOrigin(marker, 'EURUSD_1h.csv', hashB)).toEqual({ seed: 5, altered: true });
    expect(syntheticOrigin(marker, 'renamed_1h.csv', hashA)).toEqual({ seed: 5, altered: false });
    expect(syntheticOrigin(marker, 'GBPUSD_1h.csv', hashB)).toBeUndefined();
    expect(isSynthetic(folder, 'EURUSD_1h.csv', hashB)).toBe(true);
    expect(isSynthetic(folder, 'constructor', hashB)).toBe(false);
  });

  test('a folder without one holds no synthetic data', () => {
    expect(readSyntheticMarker(folder)).toBeUndefined();
    expect(isSynthetic(join(folder, 'none'), 'x', hashA)).toBe(false);
  });

  test.each([
    'not json',
    'null',
    '[]',
    '{}',
    '{"schema":"assay/synthetic-data/2","files":{}}',
    '{"schema":"assay/synthetic-data/1","files":null}',
    '{"schema":"assay/synthetic-data/1","files":{"a":null}}',
    '{"schema":"assay/synthetic-data/1","files":{"a":{"seed":1.5,"sha256":"00"}}}',
  ])('a damaged one is refused, so that nothing passes for real by it: %s', (text) => {
    write(text);
    expect(() => readSyntheticMarker(folder)).toThrow(AssayError);
  });
});
