import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** Absolute path of something in the repository. */
export function repositoryPath(path: string): string {
  return fileURLToPath(new URL(`../../../../${path}`, import.meta.url));
}

/** The bytes of a file of the repository. */
export function bytesOf(path: string): Uint8Array {
  return readFileSync(repositoryPath(path));
}

/** The files of a folder of the repository, sorted by code unit. */
export function filesIn(folder: string): readonly string[] {
  return readdirSync(repositoryPath(folder)).sort();
}

/** Compares a text with a golden file; ASSAY_UPDATE_GOLDENS=1 writes the file instead. */
export function expectGolden(path: string, actual: string): void {
  const file = repositoryPath(path);
  if (process.env['ASSAY_UPDATE_GOLDENS'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, actual);
  }
  expect(existsSync(file), `golden file ${path}`).toBe(true);
  expect(actual).toBe(readFileSync(file, 'utf8'));
}
