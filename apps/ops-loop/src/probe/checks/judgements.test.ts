import { join } from 'node:path';
import { formatInstant } from '@assay/core';
import { NODE_FILE_SYSTEM, type FileSystem } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import { NOW_MS, opsContext } from '../../testing/ops-context.js';
import type { ProbeScene } from '../probe-scene.js';
import { judgeClock } from './clock-sane.js';
import { FREE_BYTES_LEAST, judgeFreeBytes } from './disk-space.js';
import { isVersionAtLeast } from './tool-chain.js';
import { workFolder } from './work-folder.js';

test.each([
  ['20.19.0', '>=20.19.0', true],
  ['20.18.9', '>=20.19.0', false],
  ['20.20.0', '>=20.19.0', true],
  ['22.0.0', '>=20.19.0', true],
  ['18.99.99', '>=20.19.0', false],
  ['v20.19.0', '>=20.19.0', false],
  ['20.19.0', '', false],
  ['20.19.0', '^20.19.0', false],
])('Node %s within %s: %s', (version, range, isEnough) => {
  expect(isVersionAtLeast(version, range)).toBe(isEnough);
});

test.each([
  [FREE_BYTES_LEAST, true],
  [FREE_BYTES_LEAST - 1, false],
  [0, false],
])('%s bytes free are enough: %s', (free, ok) => {
  expect(judgeFreeBytes(free)).toMatchObject({ ok, observed: free, limit: FREE_BYTES_LEAST });
});

const MINUTE = 60_000;
const recorded = (offsetMs: number) => [
  { of: 'the newest event', at: formatInstant(NOW_MS - 24 * 60 * MINUTE) },
  { of: 'the last tick', at: formatInstant(NOW_MS + offsetMs) },
];

test.each([
  ['after everything recorded', NOW_MS, recorded(-MINUTE), true],
  ['with nothing recorded', NOW_MS, [], true],
  ['a little before the last tick', NOW_MS, recorded(5 * MINUTE), true],
  ['more than that before it', NOW_MS, recorded(5 * MINUTE + 1), false],
  ['in a year before all this', Date.UTC(1999, 0, 1), [], false],
  ['in a year that is far away', Date.UTC(2100, 0, 1), [], false],
])('a clock %s is judged', (_what, nowMs, past, ok) => {
  expect(judgeClock(nowMs, past)).toMatchObject({ ok });
});

describe('the work folder', () => {
  /** What the check looks at of a scene, on a disk of the test's own. */
  function sceneOn(broken: Partial<FileSystem> = {}): ProbeScene {
    const context = opsContext({ disk: { ...NODE_FILE_SYSTEM, ...broken } });
    const folder = join(context.places.root, '.trash-probe');
    return { context, workFolder: folder, nowMs: NOW_MS } as ProbeScene;
  }

  test('is written to and left as it was', () => {
    const scene = sceneOn();
    expect(workFolder(scene)).toMatchObject({ ok: true });
    expect(scene.context.files().list(scene.workFolder)).toEqual([]);
    const left = scene.context.files().list(scene.context.places.root);
    expect(left.map(({ name }) => name)).toEqual(['.trash-probe']);
  });

  const refuse = (code: string) => (): never => {
    throw Object.assign(new Error(code), { code });
  };

  test.each<[string, Partial<FileSystem>, string]>([
    ['a full disk', { writeNew: refuse('ENOSPC') }, 'DISK_FULL'],
    ['a folder that nobody may change', { rename: refuse('EACCES') }, 'PERMISSION_DENIED'],
    ['a disk that does not flush', { syncFolder: refuse('EIO') }, 'IO_FAILED'],
  ])('shows %s as an error', (_what, broken, code) => {
    expect(() => workFolder(sceneOn(broken))).toThrow(expect.objectContaining({ code }));
  });

  test('shows what was read back otherwise than it was written', () => {
    const lying = { read: () => Buffer.from('something else') };
    expect(workFolder(sceneOn(lying))).toMatchObject({ ok: false });
  });
});

test('what killed probes left is cleared; what a living process has put aside stays', () => {
  const context = opsContext();
  const scene = { context, workFolder: context.places.root, nowMs: NOW_MS } as ProbeScene;
  const files = context.files();
  // No process has this number: it is beyond what a system gives out.
  const dead = [
    '.trash-probe-20260131T090807006Z-99999999',
    '.trash-written-20260131T090807006Z-99999999',
  ];
  const kept = [`.trash-probe-20260131T090807006Z-${process.pid}`, '.trash-runs-7', 'evidence'];
  for (const name of [...dead, ...kept]) files.makeFolder(join(context.places.root, name));
  expect(workFolder(scene)).toMatchObject({ ok: true });
  expect(files.list(context.places.root).map(({ name }) => name)).toEqual([...kept].sort());
});
