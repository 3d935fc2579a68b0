import { chmodSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssayError } from '@assay/core';
import { describe, expect, onTestFinished, test } from 'vitest';
import { emptyWorkspace, opsContext } from '../testing/ops-context.js';
import { unitSubject } from '../services/choose-services.js';
import { askSocket, listenControl, removeStaleSocket } from './control-socket.js';
import { openSocketFolder, socketPlace } from './socket-place.js';

/** A place that does not fit a socket, as long as this test lasts. */
function deepPlace() {
  const supervisor = join(emptyWorkspace(), 'x'.repeat(100));
  const place = socketPlace({ supervisor });
  onTestFinished(() => rmSync(dirname(place.path), { recursive: true, force: true }));
  return place;
}

function refusal(step: () => void): string {
  try {
    step();
  } catch (error) {
    if (error instanceof AssayError) return error.code;
    throw error;
  }
  return 'none';
}

describe('where the socket lies', () => {
  test.each([
    [100, true],
    [101, false],
  ])('a path of %d bytes is at home: %s', (bytes, isAtHome) => {
    const end = '/supervisor.sock'.length;
    expect(socketPlace({ supervisor: `/${'x'.repeat(bytes - end - 1)}` }).isAtHome).toBe(isAtHome);
  });

  test('bytes count, not letters, and two workspaces never share one', () => {
    const umlauts = `/${'ä'.repeat(60)}`;
    expect(socketPlace({ supervisor: umlauts }).isAtHome).toBe(false);
    const other = socketPlace({ supervisor: `${umlauts}b` }).path;
    expect(other).not.toBe(socketPlace({ supervisor: umlauts }).path);
    expect(Buffer.byteLength(other)).toBeLessThanOrEqual(100);
  });

  test('the units of a workspace may write where its supervisor listens', () => {
    const root = emptyWorkspace();
    const deep = join(root, 'x'.repeat(100));
    mkdirSync(deep);
    writeFileSync(join(deep, 'assay.json'), '{}\n');
    expect(unitSubject(opsContext({ root })).writable).toEqual([]);
    expect(unitSubject(opsContext({ root: deep })).writable).toEqual(['/tmp']);
  });

  test('below /tmp its folder is private', () => {
    const place = deepPlace();
    openSocketFolder(place);
    expect(lstatSync(dirname(place.path)).mode & 0o777).toBe(0o700);
    expect(refusal(() => openSocketFolder(place))).toBe('none');
  });

  test.each<[string, (folder: string) => void]>([
    [
      'a folder that others may enter',
      (folder) => {
        mkdirSync(folder);
        chmodSync(folder, 0o777);
      },
    ],
    ['a link to somewhere else', (folder) => symlinkSync(emptyWorkspace(), folder)],
  ])('%s that waits there already is refused', (_what, plant) => {
    const place = deepPlace();
    plant(dirname(place.path));
    expect(refusal(() => openSocketFolder(place))).toMatch(
      /^(OPS_PATH_REFUSED|PATH_OUTSIDE_WORKSPACE)$/,
    );
  });
});

describe('the socket', () => {
  const path = () => join(emptyWorkspace(), 's.sock');

  test('answers its two questions, and nothing else', async () => {
    const at = path();
    const socket = await listenControl(at, (question) => ({ question }));
    onTestFinished(() => socket.close());
    expect(lstatSync(at).mode & 0o077).toBe(0);
    expect(await askSocket(at, 'status', 1_000)).toEqual({
      kind: 'answer',
      value: { question: 'status' },
    });
    expect(await askSocket(at, 'drop all' as 'status', 1_000)).toMatchObject({ kind: 'silent' });
  });

  test('tells nobody there from somebody gone', async () => {
    const at = path();
    expect(await askSocket(at, 'status', 1_000)).toEqual({ kind: 'nobody', why: 'absent' });
    const socket = await listenControl(at, () => null);
    expect(socket.isReachable()).toBe(true);
    removeStaleSocket(at);
    expect(socket.isReachable()).toBe(false);
    const second = await listenControl(at, () => null);
    expect(socket.isReachable()).toBe(false);
    expect(second.isReachable()).toBe(true);
    await second.close();
    await socket.close();
    expect(await askSocket(at, 'status', 1_000)).toEqual({ kind: 'nobody', why: 'absent' });
  });

  test('somebody who listens but says nothing is silent, not absent', async () => {
    const at = path();
    const socket = await listenControl(at, () => 'x'.repeat(100_000));
    onTestFinished(() => socket.close());
    expect(await askSocket(at, 'status', 1_000)).toMatchObject({ kind: 'silent' });
  });
});
