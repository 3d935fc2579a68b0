import { existsSync, writeFileSync } from 'node:fs';
import { fixedClock } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { lockText } from './lock-record.js';
import { holder, machine, names, NOW, workspace } from './testing/lock-story.js';
import { acquirePathLock, type PathLockRequest } from './workspace-lock.js';

function request(part: Partial<PathLockRequest> = {}): PathLockRequest {
  const path = part.path ?? `${workspace().assayFolder.absolute}/own.lock`;
  return {
    command: 'test',
    clock: fixedClock(NOW),
    busyCode: 'OPS_BUSY',
    processInfo: machine({}),
    ...part,
    path,
  };
}

describe('a lock at a path of its own', () => {
  test('is held until it is given back, and leaves nothing', () => {
    const paths = workspace();
    const path = `${paths.assayFolder.absolute}/own.lock`;
    const lock = acquirePathLock(request({ path }));
    lock.assertHeld();
    expect(existsSync(path)).toBe(true);
    expect(existsSync(paths.lock.absolute)).toBe(false);
    lock.release();
    expect(names(paths)).toEqual([]);
  });

  test('that a living process holds is refused with the code that was asked for, also after a wait', () => {
    const asked = request({ processInfo: machine({ 77: '5' }) });
    writeFileSync(asked.path, lockText(holder()));
    for (const waitMs of [0, 20]) {
      expect(() => acquirePathLock({ ...asked, waitMs })).toThrow(
        expect.objectContaining({
          code: 'OPS_BUSY',
          diagnostic: expect.objectContaining({ found: expect.stringContaining('pid 77') }),
        }),
      );
    }
  });

  test('whose process has ended is taken over at once', () => {
    const asked = request();
    writeFileSync(asked.path, lockText(holder()));
    const lock = acquirePathLock(asked);
    expect(lock.takenOver).toMatch(/its process has ended$/);
    lock.release();
    expect(existsSync(asked.path)).toBe(false);
  });
});
