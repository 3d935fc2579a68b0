import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { newSigningKeyPem } from '@assay/evidence';
import { judgeBags } from '@assay/evidence/testing';
import { describe, expect, test } from 'vitest';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { verifyPinned } from '../../evidence/read-pins.js';
import { recentPins } from '../../evidence/recent-pins.js';
import { lookAtPins } from '../../gates/look-at-pins.js';
import { emptyWorkspace, opsContext, setClock } from '../../testing/ops-context.js';
import { keyInit } from './key-init.js';
import { log } from './log.js';
import { sealFolder } from './seal.js';
import { verify } from './verify.js';

const GREEN = { ok: true };

function withFolder(files: Readonly<Record<string, string>>) {
  const root = emptyWorkspace();
  const folder = join(root, 'logs');
  mkdirSync(join(folder, 'deep'), { recursive: true });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(folder, path), text);
  return { context: opsContext({ root, command: 'evidence seal' }), folder };
}

describe('evidence seal', () => {
  test('seals every file of a folder, whatever its name', () => {
    const { context } = withFolder({ 'a b.txt': '1', 'deep/line\nfeed %41.txt': '22' });
    const { facts, artifacts } = sealFolder(context, 'logs', 'baseline');
    expect(facts).toMatchObject({ class: 'baseline', files: 2, bytes: 3 });
    const bag = join(context.places.root, artifacts?.evidence ?? '');
    expect(judgeBags(bag)).toEqual({ status: 0, said: '' });
    expect(verify(context, 'all', false).ok).toBe(true);
  });

  test('by hand it stands for no snapshot, whatever its class', () => {
    const { context } = withFolder({ 'a.txt': '' });
    sealFolder(context, 'logs', 'dashboard');
    expect(recentPins(context, 'dashboard', 1)).toEqual([]);
    expect(lookAtPins(context).classes.dashboard).toBeUndefined();
    pinOutcome(opsContext({ root: context.workspace.root }), GREEN, {
      class: 'dashboard',
      payload: [],
    });
    expect(lookAtPins(context).classes.dashboard?.result).toBe('green');
  });

  test.each([
    ['a folder that is not there', 'nowhere', 'EVIDENCE_NOT_FOUND', 2],
    ['an empty folder', 'logs/deep', 'EVIDENCE_NOT_FOUND', 2],
    ['a file', 'logs/a.txt', 'OPS_PATH_REFUSED', 4],
    ['a folder with a link', 'linked', 'OPS_PATH_REFUSED', 4],
    ['a file with a private key', 'secret', 'OPS_PATH_REFUSED', 4],
    ['a file with the name of what the seal adds', 'taken', 'OPS_PATH_REFUSED', 4],
  ])('refuses %s', (_, folder, code, exitCode) => {
    const { context } = withFolder({ 'a.txt': '' });
    const { root } = context.workspace;
    for (const name of ['linked', 'taken', 'secret']) mkdirSync(join(root, name));
    symlinkSync('/etc/hostname', join(root, 'linked', 'x'));
    writeFileSync(join(root, 'taken', 'outcome.json'), '');
    writeFileSync(join(root, 'secret', 'x'), newSigningKeyPem());
    expect(() => sealFolder(context, folder, 'baseline')).toThrow(
      expect.objectContaining({ code, exitCode }),
    );
    expect(existsSync(context.places.evidence)).toBe(false);
  });
});

describe('evidence verify', () => {
  function pinned() {
    const clock = setClock();
    const context = opsContext({ clock });
    const request = { class: 'dashboard', payload: [] } as const;
    const first = pinOutcome(context, GREEN, request).artifacts;
    clock.nowMs += 60_000;
    const second = pinOutcome(context, GREEN, request).artifacts;
    if (!first || !second) throw new Error('nothing was sealed');
    return { context, clock, first, second };
  }

  test('of one item by any of its pieces, from the ops root or from where it runs', () => {
    const { context, first } = pinned();
    for (const path of [first.evidence, first.bundle, first.pin, `out/ops/${first.pin}`]) {
      expect(verify(context, path, false)).toMatchObject({
        ok: true,
        facts: { items: 1, errors: 0 },
      });
    }
  });

  test('names each verdict with its path, and one altered byte is enough to be red', () => {
    const { context, second } = pinned();
    const file = join(context.places.root, second.evidence, 'data', 'outcome.json');
    chmodSync(file, 0o644);
    appendFileSync(file, ' ');
    const found = verify(context, 'all', false);
    expect(found).toMatchObject({
      ok: false,
      reason: 'oxum_mismatch',
      error: { code: 'EVIDENCE_ALTERED' },
      facts: { items: 2, errors: 2 },
    });
    expect(found.lines?.({ style: { good: String } } as never)).toContainEqual(
      expect.stringMatching(
        /^hash_mismatch evidence\/dashboard\/\w+\/data\/outcome\.json: SHA-256/,
      ),
    );
  });

  test('the newest of a class that is too old is a note, and an error with --fresh', () => {
    const { context, clock } = pinned();
    clock.nowMs += 900_000;
    expect(verify(context, 'all', false)).toMatchObject({ ok: true, facts: { notes: 3 } });
    expect(verify(context, 'all', true)).toMatchObject({ ok: false, reason: 'expired' });
  });

  test('what is not there is told from what was altered', () => {
    const { context } = pinned();
    for (const path of ['evidence/dashboard/x', 'pins', 'nowhere']) {
      if (path === 'pins') continue;
      expect(() => verify(context, path, false)).toThrow(
        expect.objectContaining({ code: 'EVIDENCE_NOT_FOUND', exitCode: 2 }),
      );
    }
  });

  test('a workspace without any evidence is in order', () => {
    expect(verify(opsContext(), 'all', false)).toMatchObject({ ok: true, facts: { items: 0 } });
  });

  test('the newest pin of a class is red when it is gone, altered or too old', () => {
    const { context, clock, second } = pinned();
    const errors = () => {
      const pin = recentPins(context, 'dashboard', 1)[0];
      if (!pin) throw new Error('no pin');
      return verifyPinned(context, pin)
        .filter(({ severity }) => severity === 'error')
        .map(({ verdict }) => verdict);
    };
    expect(errors()).toEqual([]);
    clock.nowMs += 900_000;
    expect(errors()).toEqual(['expired']);
    clock.nowMs -= 900_000;
    rmSync(join(context.places.root, second.pin));
    expect(errors()).toEqual(['missing_file']);
    expect(recentPins(context, 'dashboard', 1)[0]).toMatchObject({ predicate: undefined });
  });
});

describe('evidence log', () => {
  test('lists the newest lines first, of one class when asked to', () => {
    const context = opsContext();
    for (const one of ['dashboard', 'audit', 'dashboard'] as const) {
      pinOutcome(context, GREEN, { class: one, payload: [] });
    }
    const seqs = (flags: Parameters<typeof log>[1]) =>
      (log(context, flags).data?.['lines'] as readonly { seq: number }[]).map(({ seq }) => seq);
    expect(seqs({})).toEqual([3, 2, 1]);
    expect(seqs({ class: 'dashboard' })).toEqual([3, 1]);
    expect(seqs({ last: '1' })).toEqual([3]);
    expect(() => log(context, { last: 'x' })).toThrow(
      expect.objectContaining({ code: 'OPS_SETTING_INVALID' }),
    );
  });
});

describe('key init', () => {
  test('writes a key that only its owner may read, shows nothing of it, and never another', () => {
    const context = opsContext({ command: 'key init' });
    const { key } = context.places;
    const made = keyInit(context);
    const pem = readFileSync(key, 'utf8');
    expect(statSync(key).mode & 0o777).toBe(0o600);
    const secret = pem.split('\n')[1] ?? '-';
    expect(JSON.stringify(made)).not.toContain(secret);
    expect(() => keyInit(context)).toThrow(
      expect.objectContaining({ code: 'EVIDENCE_KEY_EXISTS', exitCode: 4 }),
    );
    expect(readFileSync(key, 'utf8')).toBe(pem);
    pinOutcome(context, GREEN, { class: 'audit', payload: [] });
    expect(verify(context, 'all', false)).toMatchObject({ ok: true, facts: { notes: 0 } });
    const all = readdirSync(context.places.root, { recursive: true, encoding: 'utf8' })
      .map((path) => join(context.places.root, path))
      .filter((path) => statSync(path).isFile())
      .map((path) => readFileSync(path, 'latin1'));
    expect(all.length).toBeGreaterThan(8);
    expect(all.some((text) => text.includes(secret))).toBe(false);
  });

  test('dry, it makes none', () => {
    const context = opsContext({ command: 'key init', settings: { dryRun: true } });
    expect(keyInit(context).facts).toEqual({ made: false });
    expect(existsSync(context.places.key)).toBe(false);
  });

  test('pins of an earlier key are still known after a new one', () => {
    const context = opsContext({ command: 'key init' });
    for (let i = 0; i < 2; i += 1) {
      keyInit(context);
      pinOutcome(context, GREEN, { class: 'audit', payload: [] });
      rmSync(context.places.key);
    }
    expect(verify(context, 'all', false)).toMatchObject({
      ok: true,
      facts: { items: 2, notes: 0 },
    });
  });

  test('a key that is none is told without a word of it, and nothing is sealed', () => {
    const context = opsContext();
    writeFileSync(context.places.key, 'hush hush');
    const seal = () => pinOutcome(context, GREEN, { class: 'audit', payload: [] });
    expect(seal).toThrow(expect.objectContaining({ code: 'EVIDENCE_KEY_INVALID', exitCode: 2 }));
    expect(seal).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hush') }));
    expect(existsSync(context.places.evidence)).toBe(false);
  });
});
