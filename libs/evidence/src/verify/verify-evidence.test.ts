import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { sha256Hex } from '@assay/hashing';
import { afterAll, describe, expect, test } from 'vitest';
import { newSigningKeyPem, readSigningKey } from '../pins/signing-key.js';
import {
  evidenceStore,
  MINUTE_MS,
  NOW_MS,
  seal,
  temporaryFolder,
  verdictsOf,
  type TestStore,
} from '../testing/evidence-maker.js';
import type { SealedEvidence } from '../store/seal-evidence.js';
import { VERDICTS } from './verdict.js';

interface Scene {
  readonly store: TestStore;
  readonly first: SealedEvidence;
  readonly second: SealedEvidence;
  /** A path below the root. */
  at(path: string): string;
  /** Replaces text in a file below the root, or in a path of its own. */
  edit(path: string, from: string | RegExp, to: string): void;
  /** The same in a file of the second bag, whose tag manifest is then made to fit again. */
  editTag(path: string, from: string | RegExp, to: string): void;
}

const KEY = readSigningKey(newSigningKeyPem(), 'key');

interface Template {
  readonly folder: string;
  readonly first: SealedEvidence;
  readonly second: SealedEvidence;
}

const templates = new Map<boolean, Template>();

afterAll(() => {
  for (const { folder } of templates.values()) rmSync(folder, { recursive: true });
});

/** Two items, sealed once and copied for every test: flushing takes its time. */
function template(isSigned: boolean): Template {
  const known = templates.get(isSigned);
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), 'assay-evidence-'));
  const store = evidenceStore({ folder, ...(isSigned && { key: KEY }) });
  const first = seal(store);
  store.clock.nowMs += MINUTE_MS;
  const made = { folder, first, second: seal(store) };
  templates.set(isSigned, made);
  return made;
}

function scene(isSigned = true): Scene {
  const { folder: from, first, second } = template(isSigned);
  const folder = temporaryFolder();
  cpSync(from, folder, { recursive: true });
  const nowMs = NOW_MS + MINUTE_MS;
  const store = evidenceStore({ folder, nowMs, ...(isSigned && { key: KEY }) });
  const at = (path: string) => join(store.places.root, path);
  const edit = (path: string, from: string | RegExp, to: string) => {
    const file = path.startsWith('/') ? path : at(path);
    const text = readFileSync(file, 'utf8');
    const edited = text.replace(from, to);
    if (edited === text) throw new Error(`nothing to edit in ${path}`);
    chmodSync(file, 0o644);
    writeFileSync(file, edited);
  };
  const editTag = (path: string, from: string | RegExp, to: string) => {
    const tag = `${second.evidence}/${path}`;
    const before = sha256Hex(readFileSync(at(tag)));
    edit(tag, from, to);
    const manifest = `${second.evidence}/tagmanifest-sha256.txt`;
    edit(manifest, `${before}  ${path}`, `${sha256Hex(readFileSync(at(tag)))}  ${path}`);
  };
  return { store, first, second, at, edit, editTag };
}

const BAG = 'evidence/dashboard/20260131T090907006Z_';
const LOG = 'pins/log.ndjson';

/** A planted fault, and exactly what is then told; `*` stands for the rest of the bag's name. */
interface Fault {
  readonly name: string;
  readonly verdict: string;
  plant(scene: Scene): void;
  readonly told: readonly string[];
}

const TAG_OF_PIN = `tag_mismatch ${BAG}*/tagmanifest-sha256.txt`;
const MANIFEST_OF_PIN = `tag_mismatch ${BAG}*/manifest-sha256.txt`;

// prettier-ignore
const FAULTS: readonly Fault[] = [
  { name: 'nothing', verdict: 'ok', plant: () => undefined, told: [] },
  { name: 'a payload file is gone', verdict: 'missing_file',
    plant: ({ at, second }) => rmSync(at(`${second.evidence}/data/a.txt`)),
    told: [`oxum_mismatch ${BAG}*/bag-info.txt`, `missing_file ${BAG}*/data/a.txt`] },
  { name: 'a whole bag is gone', verdict: 'missing_file',
    plant: ({ at, second }) => rmSync(at(second.evidence), { recursive: true }),
    told: [`missing_file ${BAG}*`] },
  { name: 'a pin is gone', verdict: 'missing_file',
    plant: ({ at, second }) => rmSync(at(second.pin)),
    told: [`missing_file pins/dashboard/20260131T090907006Z_*.json`] },
  { name: 'a bundle is gone', verdict: 'missing_file',
    plant: ({ at, second }) => rmSync(at(second.bundle)),
    told: [`missing_file bundles/dashboard/20260131T090907006Z_*.tgz`] },
  { name: 'a file was added to a payload', verdict: 'extra_file',
    plant: ({ at, second }) => writeFileSync(at(`${second.evidence}/data/c.txt`), 'x'),
    told: [`oxum_mismatch ${BAG}*/bag-info.txt`, `extra_file ${BAG}*/data/c.txt`] },
  { name: 'a file was added beside the tag files', verdict: 'extra_file',
    plant: ({ at, second }) => writeFileSync(at(`${second.evidence}/hint.txt`), 'x'),
    told: [`extra_file ${BAG}*/hint.txt`] },
  { name: 'a pin that the log does not have', verdict: 'extra_file',
    plant: ({ at }) => writeFileSync(at('pins/dashboard/20260131T080000000Z_00000000.json'), '{}'),
    told: ['extra_file pins/dashboard/20260131T080000000Z_00000000.json'] },
  { name: 'a byte of a payload is another', verdict: 'hash_mismatch',
    plant: ({ edit, second }) => edit(`${second.evidence}/data/a.txt`, 'one', 'One'),
    told: [`hash_mismatch ${BAG}*/data/a.txt`] },
  { name: 'a line of a manifest is none', verdict: 'bad_line',
    plant: ({ editTag }) => editTag('manifest-sha256.txt', /\n$/, '\nnot a line\n'),
    told: [`bad_line ${BAG}*/manifest-sha256.txt`, MANIFEST_OF_PIN, TAG_OF_PIN] },
  { name: 'a manifest leads out of the bag', verdict: 'unsafe_path',
    plant: ({ editTag }) => editTag('manifest-sha256.txt', /\n$/, `\n${'0'.repeat(64)}  data/../../x\n`),
    told: [`unsafe_path ${BAG}*/manifest-sha256.txt`, MANIFEST_OF_PIN, TAG_OF_PIN] },
  { name: 'a manifest names a file twice', verdict: 'duplicate_entry',
    plant: ({ editTag }) => editTag('manifest-sha256.txt', /(.*)\n$/s, '$1\n$1\n'),
    told: [`duplicate_entry ${BAG}*/manifest-sha256.txt`, MANIFEST_OF_PIN, TAG_OF_PIN] },
  { name: 'a manifest is empty', verdict: 'empty_manifest',
    plant: ({ editTag }) => editTag('manifest-sha256.txt', /.*/s, ''),
    told: [`extra_file ${BAG}*/data/a.txt`, `extra_file ${BAG}*/data/deep/b.txt`,
      `empty_manifest ${BAG}*/manifest-sha256.txt`, MANIFEST_OF_PIN, TAG_OF_PIN] },
  { name: 'a file became a link to the same bytes', verdict: 'symlink',
    plant: ({ at, second }) => {
      const path = at(`${second.evidence}/data/a.txt`);
      renameSync(path, at('moved.txt'));
      symlinkSync(at('moved.txt'), path);
    },
    told: [`oxum_mismatch ${BAG}*/bag-info.txt`, `symlink ${BAG}*/data/a.txt`] },
  { name: 'a bag became a link', verdict: 'symlink',
    plant: ({ at, second }) => {
      renameSync(at(second.evidence), at('moved'));
      symlinkSync(at('moved'), at(second.evidence));
    },
    told: [`symlink ${BAG}*`] },
  { name: 'the folder of a class became a link', verdict: 'symlink',
    plant: ({ at }) => {
      renameSync(at('evidence/dashboard'), at('moved'));
      symlinkSync(at('moved'), at('evidence/dashboard'));
    },
    told: ['symlink evidence/dashboard'] },
  { name: 'Payload-Oxum says something else', verdict: 'oxum_mismatch',
    plant: ({ editTag }) => editTag('bag-info.txt', 'Payload-Oxum: 8.2', 'Payload-Oxum: 9.2'),
    told: [`oxum_mismatch ${BAG}*/bag-info.txt`, TAG_OF_PIN] },
  { name: 'a tag file is another', verdict: 'tag_mismatch',
    plant: ({ edit, second }) => edit(`${second.evidence}/SHA256SUMS`, 'a.txt', 'c.txt'),
    told: [`tag_mismatch ${BAG}*/SHA256SUMS`] },
  { name: 'a byte of a bundle is another', verdict: 'bundle_mismatch',
    plant: ({ at, second }) => { chmodSync(at(second.bundle), 0o644); appendFileSync(at(second.bundle), 'x'); },
    told: ['bundle_mismatch bundles/dashboard/20260131T090907006Z_*.tgz'] },
  { name: 'a byte of a pin’s text is another', verdict: 'pin_mismatch',
    plant: ({ edit, second }) => edit(second.pin.replace(/json$/, 'txt'), 'P93_OK', 'P93_FAIL'),
    told: ['pin_mismatch pins/dashboard/20260131T090907006Z_*.txt'] },
  { name: 'a pin stands for another', verdict: 'pin_mismatch',
    plant: ({ at, first, second }) => cpSync(at(first.pin), at(second.pin)),
    told: [TAG_OF_PIN, 'pin_mismatch pins/dashboard/20260131T090907006Z_*.json'] },
  { name: 'a signature is another', verdict: 'signature_invalid',
    plant: ({ edit, second }) => edit(second.pin, /"sig": "...../, '"sig": "AAAAA'),
    told: ['pin_mismatch pins/dashboard/20260131T090907006Z_*.json', 'signature_invalid pins/dashboard/20260131T090907006Z_*.json'] },
  { name: 'the key that checks is gone', verdict: 'signature_invalid',
    plant: ({ at }) => rmSync(at('pins/keys'), { recursive: true }),
    told: ['signature_invalid pins/dashboard/20260131T090807006Z_*.json', 'signature_invalid pins/dashboard/20260131T090907006Z_*.json'] },
  { name: 'a line in the middle is another', verdict: 'chain_broken',
    plant: ({ edit }) => edit(LOG, '"token":"P93_OK"', '"token":"P94_OK"'),
    told: [`chain_broken ${LOG}`] },
  { name: 'the last line is another', verdict: 'chain_broken',
    plant: ({ edit }) => edit(LOG, /"token":"P93_OK"(}\n)$/, '"token":"P94_OK"$1'),
    told: [`chain_broken ${LOG}`] },
  { name: 'the first line is gone', verdict: 'chain_broken',
    plant: ({ edit }) => edit(LOG, /^.*\n/, ''),
    told: [`chain_broken ${LOG}`, 'extra_file bundles/dashboard/20260131T090807006Z_*.tgz',
      'extra_file evidence/dashboard/20260131T090807006Z_*',
      'extra_file pins/dashboard/20260131T090807006Z_*.json', 'extra_file pins/dashboard/20260131T090807006Z_*.txt'] },
  { name: 'a line of the log is none', verdict: 'bad_line',
    plant: ({ edit }) => edit(LOG, '\n', '\nhello\n'),
    told: [`bad_line ${LOG}`] },
  { name: 'the newest is too old to judge by', verdict: 'expired',
    plant: ({ store }) => { store.clock.nowMs += 15 * MINUTE_MS; },
    told: ['note expired pins/dashboard/20260131T090907006Z_*.json'] },
  { name: 'the end of the log was taken away with its pieces', verdict: 'rollback',
    plant: ({ at, edit, second }) => {
      edit(LOG, /[^\n]*\n$/, '');
      for (const path of [second.evidence, second.bundle, second.pin, second.pin.replace(/json$/, 'txt')]) {
        rmSync(at(path), { recursive: true });
      }
    },
    told: [`rollback ${LOG}`] },
  { name: 'the log, its head and everything else were put back to an earlier day', verdict: 'rollback',
    plant: ({ store, at }) => {
      const copy = join(temporaryFolder(), 'copy');
      cpSync(store.places.root, copy, { recursive: true });
      seal(store);
      rmSync(store.places.root, { recursive: true });
      cpSync(copy, at(''), { recursive: true });
    },
    told: [`rollback ${LOG}`] },
  { name: 'the clock went back before the seals', verdict: 'future',
    plant: ({ store }) => { store.clock.nowMs -= 86_400_000; },
    told: ['future pins/dashboard/20260131T090807006Z_*.json', 'future pins/dashboard/20260131T090907006Z_*.json'] },
];

/** Ids of bags are digests: of no interest here. */
function withoutIds(told: readonly string[]): readonly string[] {
  return told.map((one) => one.replace(/(006Z_)[0-9a-f]{8}/g, '$1*'));
}

describe('every fault is told apart', () => {
  test.each(FAULTS)('$verdict: $name', ({ plant, told }) => {
    const planted = scene();
    plant(planted);
    expect(withoutIds(verdictsOf(planted.store)).toSorted()).toEqual([...told].sort());
  });

  test('without a key pins are unsigned, which is no error', () => {
    expect(withoutIds(verdictsOf(scene(false).store))).toEqual([
      'note unsigned pins/dashboard/20260131T090807006Z_*.json',
      'note unsigned pins/dashboard/20260131T090907006Z_*.json',
    ]);
  });

  test('the table has a fault for every verdict', () => {
    const planted = new Set([...FAULTS.map(({ verdict }) => verdict), 'unsigned']);
    expect([...planted].sort()).toEqual([...VERDICTS].sort());
  });

  test('every fault brings the verdict that it is named after', () => {
    for (const { verdict, told } of FAULTS) {
      if (verdict !== 'ok') expect(told.some((one) => one.includes(`${verdict} `))).toBe(true);
    }
  });
});

describe('what was broken stays told', () => {
  test('after lines were taken away, the next seal does not hide it', () => {
    const { store, edit, at, second } = scene();
    edit(LOG, /[^\n]*\n$/, '');
    for (const path of [second.evidence, second.bundle, second.pin])
      rmSync(at(path), { recursive: true });
    rmSync(at(second.pin.replace(/json$/, 'txt')));
    seal(store);
    expect(verdictsOf(store)).toEqual([`chain_broken ${LOG}`]);
    expect(readFileSync(at(LOG), 'utf8')).toContain('"seq":3');
  });

  test('a signature that was cut off is no unsigned pin', () => {
    const { store, second, edit } = scene();
    edit(second.pin, /"signatures": \[[^\]]*\]/s, '"signatures": []');
    expect(verdictsOf(store).some((one) => one.startsWith('signature_invalid'))).toBe(true);
  });

  test('a key put under the name of another proves nothing', () => {
    const { store, at } = scene();
    const other = readSigningKey(newSigningKeyPem(), 'key');
    writeFileSync(at(`pins/keys/${KEY.keyId}.pem`), other.publicPem);
    expect(verdictsOf(store)).toHaveLength(2);
  });

  test('a bag that lies in another class is not where it belongs', () => {
    const { store, at, second } = scene();
    mkdirSync(at('evidence/audit'));
    renameSync(at(second.evidence), at(`evidence/audit/${basename(second.evidence)}`));
    const told = verdictsOf(store).map((one) => one.split(' ')[0]);
    expect(told).toEqual(['extra_file', 'missing_file']);
    expect(dirname(second.evidence)).toBe('evidence/dashboard');
  });
});
