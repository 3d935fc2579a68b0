import { generateKeyPairSync } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judge, judgeBags } from '@assay/evidence/testing';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';
import { emptyWorkspace, NOW_MS, opsContext, setClock } from '../testing/ops-context.js';
import { pinOutcome, type EvidenceClass } from './pin-outcome.js';
import { verifyPinned } from './read-pins.js';
import { recentPins } from './recent-pins.js';

const GREEN: OpsOutcome = {
  ok: true,
  run: 'run_20260131T090000000Z',
  facts: { hint: 'x' },
  checks: [{ id: 'a', ok: true, severity: 'error', observed: 1, limit: 2, detail: '' }],
};
const RED: OpsOutcome = { ok: false, reason: 'ticks_stale' };
const PAYLOAD = [
  { path: 'dashboard.html', bytes: '<p>ä</p>\n' },
  { path: `deep/${'long-name-'.repeat(15)}.bin`, bytes: new Uint8Array(70_000).fill(7) },
  { path: 'deep/Ümläut %0A.txt', bytes: '' },
];

function pin(part: Parameters<typeof opsContext>[0] = {}, outcome = GREEN) {
  const context = opsContext(part);
  const pinned = pinOutcome(context, outcome, { class: 'dashboard', payload: PAYLOAD });
  const { evidence, bundle, pin: file } = pinned.artifacts ?? { evidence: '', bundle: '', pin: '' };
  const at = (path: string) => join(context.places.root, path);
  return { context, pinned, bag: at(evidence), bundle: at(bundle), file: at(file), at };
}

function signingKey(root: string): string {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const pem = (key: typeof privateKey, type: 'pkcs8' | 'spki') =>
    String(key.export({ type, format: 'pem' } as never));
  writeFileSync(join(root, '.assay', 'ops-key.pem'), pem(privateKey, 'pkcs8'), { mode: 0o600 });
  return pem(publicKey, 'spki');
}

describe('what is sealed is judged by others', () => {
  test('a bag is one after RFC 8493, and coreutils check its sums', () => {
    const { bag } = pin();
    expect(judgeBags(bag)).toEqual({ status: 0, said: '' });
    const sums = judge('sha256sum', ['-c', 'SHA256SUMS'], bag);
    expect(sums.status).toBe(0);
    expect(sums.said.match(/: OK$/gm)).toHaveLength(PAYLOAD.length + 1);
    writeFileSync(join(bag, 'data', 'more.txt'), 'x');
    expect(judgeBags(bag).said).toContain('not the payload: data/more.txt');
  });

  test('tar unpacks a bundle to the very bag', () => {
    const { bag, bundle, context } = pin();
    const listed = judge('tar', ['-tzvf', bundle]);
    expect(listed.status).toBe(0);
    expect(listed.said).toMatch(/^drwxr-xr-x 0\/0 +0 1970-01-01 00:00 /);
    expect(listed.said).toContain('/data/deep/long-name-');
    execFileSync('mkdir', [join(context.workspace.root, 'unpacked')]);
    judge('tar', ['-xzf', bundle, '-C', join(context.workspace.root, 'unpacked')]);
    const [name = ''] = readdirSync(join(context.workspace.root, 'unpacked'));
    expect(bag.endsWith(name)).toBe(true);
    const apart = judge('diff', ['-r', bag, join(context.workspace.root, 'unpacked', name)]);
    expect(apart).toEqual({ status: 0, said: '' });
  });

  test('bundles of equal evidence are equal byte for byte', () => {
    const first = pin();
    const second = pin();
    expect(first.bag).not.toBe(second.bag);
    expect(readFileSync(first.bundle).equals(readFileSync(second.bundle))).toBe(true);
  });

  test('openssl finds the signature of a pin right, and wrong when a byte is another', () => {
    const root = emptyWorkspace();
    const publicPem = signingKey(root);
    const { file, at } = pin({ root });
    const envelope = JSON.parse(readFileSync(file, 'utf8')) as {
      readonly payload: string;
      readonly payloadType: string;
      readonly signatures: readonly { readonly sig: string }[];
    };
    const payload = Buffer.from(envelope.payload, 'base64');
    const { payloadType } = envelope;
    const head = `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `;
    writeFileSync(at('key.pem'), publicPem);
    writeFileSync(at('sig'), Buffer.from(envelope.signatures[0]?.sig ?? '', 'base64'));
    const check = (bytes: Buffer) => {
      writeFileSync(at('signed'), bytes);
      const words = ['-verify', '-pubin', '-inkey', at('key.pem'), '-rawin', '-in', at('signed')];
      return judge('openssl', ['pkeyutl', ...words, '-sigfile', at('sig')]).status;
    };
    expect(check(Buffer.concat([Buffer.from(head), payload]))).toBe(0);
    payload[3] = 1;
    expect(check(Buffer.concat([Buffer.from(head), payload]))).not.toBe(0);
  });
});

describe('a pin says what its command said', () => {
  test('the first line of its text is the token, and the rest are keys and values', () => {
    const { file, pinned } = pin();
    const lines = readFileSync(file.replace(/json$/, 'txt'), 'utf8').trimEnd().split('\n');
    expect(lines[0]).toBe('P93_OK');
    expect(lines.slice(1).every((line) => /^[a-z0-9_]+=/.test(line))).toBe(true);
    expect(lines).toContain(`evi=${pinned.artifacts?.evidence ?? ''}`);
    expect(lines).toContain('main_head=none');
    expect(pinned.facts).toMatchObject({ hint: 'x', pin: pinned.artifacts?.pin });
  });

  test('red is sealed like green, and says so', () => {
    const { context } = pin({}, RED);
    const newest = newestPin(context, 'dashboard');
    expect(newest?.predicate).toMatchObject({
      result: 'red',
      token: 'P93_FAIL',
      reason: 'ticks_stale',
      non_authorizing: true,
      integrity_only: true,
      created: '2026-01-31T09:08:07.006Z',
      expires_at: '2026-01-31T09:23:07.006Z',
      git: null,
    });
    expect(verifyPinned(context, newest ?? never()).map(({ verdict }) => verdict)).toEqual([
      'unsigned',
    ]);
  });

  test('pins of one millisecond have names and numbers of their own, and link to each other', () => {
    const { context } = pin();
    const names = new Set<string>();
    for (let i = 0; i < 20; i += 1) {
      const { artifacts } = pinOutcome(context, RED, { class: 'dashboard', payload: [] });
      names.add(artifacts?.evidence ?? '');
    }
    expect(names.size).toBe(20);
    const newest = newestPin(context, 'dashboard');
    expect(newest?.line.seq).toBe(21);
    expect(verifyPinned(context, newest ?? never()).filter(isError)).toEqual([]);
  });

  test('a pin of the future is never the newest', () => {
    const clock = setClock();
    const { context } = pin({ clock });
    clock.nowMs += 86_400_000;
    pinOutcome(context, GREEN, { class: 'dashboard', payload: [] });
    clock.nowMs = NOW_MS;
    expect(newestPin(context, 'dashboard')?.line.seq).toBe(1);
    expect(newestPin(context, 'audit')).toBeUndefined();
  });
});

function newestPin(context: OpsContext, ofClass: EvidenceClass) {
  return recentPins(context, ofClass, 1)[0];
}

const isError = ({ severity }: { readonly severity: string }) => severity === 'error';

function never(): never {
  throw new Error('there is no pin');
}
