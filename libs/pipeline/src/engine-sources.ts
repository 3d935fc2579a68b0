import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { canonicalText, isEngineSource, sha256Hex } from '@assay/hashing';
import type { Toolchain } from './toolchain.js';

/** A source file of an engine version with the hash of its canonical text (LF, no BOM). */
export interface EngineSource {
  readonly path: string;
  readonly sha256: string;
}

/** Every source of an engine version that its manifest covers: no tests; sorted by path. */
export function engineSources(toolchain: Toolchain, version: string): readonly EngineSource[] {
  const root = join(toolchain.root, 'libs', 'engine', 'src', version);
  const found: EngineSource[] = [];
  const walk = (folder: string, prefix: string): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) walk(join(folder, entry.name), `${path}/`);
      else if (isEngineSource(path)) {
        const text = readFileSync(join(folder, entry.name), 'utf8');
        found.push({ path, sha256: sha256Hex(canonicalText(text)) });
      }
    }
  };
  walk(root, '');
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
