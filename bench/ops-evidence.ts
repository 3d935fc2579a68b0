import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatInstant, formatStamp } from '@assay/core';
import { canonicalJson, sha256Hex } from '@assay/hashing';

const PERIOD_MS = 300_000;
const NO_LINE = '0'.repeat(64);
/** What a seal writes into a bag; to thin one out nobody reads them. */
const BAG_FILES = [
  'SHA256SUMS',
  'bag-info.txt',
  'bagit.txt',
  'data/outcome.json',
  'manifest-sha256.txt',
  'tagmanifest-sha256.txt',
];

/** Writes an ops root with items of one class, one every five minutes, the newest now. */
export function makeEvidence(root: string, items: number, nowMs: number): void {
  const at = (path: string): string => join(root, path);
  for (const place of ['evidence', 'bundles', 'pins']) {
    mkdirSync(at(`${place}/dashboard`), { recursive: true });
  }
  const log: string[] = [];
  let prev = NO_LINE;
  for (let i = 1; i <= items; i += 1) {
    const timeMs = nowMs - (items - i) * PERIOD_MS;
    const name = `${formatStamp(timeMs)}_${sha256Hex(String(i)).slice(0, 8)}`;
    mkdirSync(at(`evidence/dashboard/${name}/data`), { recursive: true });
    for (const file of BAG_FILES) writeFileSync(at(`evidence/dashboard/${name}/${file}`), name);
    writeFileSync(at(`bundles/dashboard/${name}.tgz`), name);
    for (const ending of ['json', 'txt'])
      writeFileSync(at(`pins/dashboard/${name}.${ending}`), name);
    const line = canonicalJson({
      kind: 'pin',
      seq: i,
      prev,
      time: formatInstant(timeMs),
      class: 'dashboard',
      name,
      result: 'green',
      token: 'P93_OK',
      dry_run: false,
      expires_at: formatInstant(timeMs + 3 * PERIOD_MS),
      run: null,
      references: [],
      pin_sha256: sha256Hex(name),
      text_sha256: sha256Hex(name),
      bundle_sha256: sha256Hex(name),
      keyid: null,
    });
    log.push(line);
    prev = sha256Hex(line);
  }
  writeFileSync(at('pins/log.ndjson'), `${log.join('\n')}\n`);
}
