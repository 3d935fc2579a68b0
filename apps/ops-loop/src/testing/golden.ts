import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Compares a text with a golden file; ASSAY_UPDATE_GOLDENS=1 writes the file instead. */
export function expectGolden(file: URL, text: string): void {
  if (process.env['ASSAY_UPDATE_GOLDENS'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}
