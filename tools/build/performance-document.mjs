import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from './load-source.mjs';
import { ROOT } from './repository.mjs';

/** `docs/performance.md` with its tables made from the committed baseline; its text is written by hand. */
export async function performanceDocument() {
  const { performanceDocument: withTables } = await loadSource(
    'bench/command/performance-document.ts',
  );
  const read = (path) => readFileSync(join(ROOT, path), 'utf8');
  return withTables(read('docs/performance.md'), JSON.parse(read('bench/baseline.json')));
}
