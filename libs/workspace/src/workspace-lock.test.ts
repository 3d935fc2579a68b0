import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { fixedClock, formatInstant } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { lockKey, lockText, parseLockRecord, type LockRecord } from './lock-record.js';
import { workspacePaths } from './paths.js';
import { BUSY, holder, machine, names, NOW, request, workspace } from './testing/lock-story.js';
import { temporaryFolder } from './testing/temporary-folder.js';
import { acquireLock } from './workspace-lock.js';

describe('one process', () => {
  test('a lock is a readable file while it is held, and nothing is left of it afterwards', async () => {
    const paths = workspace();
    const lock = await acquireLock(request(paths));
    expect(JSON.parse(readFileSync(paths.lock.absolute, 'utf8'))).toEqual({
      pid: 1,
      process_start_time: '10',
      boot_id: 'boot',
      pid_namespace: 'ns',
      host: 'here',
      command: 'test',
      since: formatInstant(NOW),
      serial: expect.any(Number),
      heartbeat: formatInstant(NOW),
    });
    expect(names(paths)).toEqual(['lock']);
    lock.assertHeld();
    lock.release();
    lock.release();
    expect(names(paths)).toEqual([]);
  });

  test('a second writer gets exit 5 at once, with the details of the holder', async () => {
    const paths = workspace();
    const lock = await acquireLock(request(paths));
    await expect(acquireLock(request(paths, { command: 'other' }))).rejects.toThrow(
      expect.objectContaining({
        code: 'WORKSPACE_BUSY',
        exitCode: 5,
        diagnostic: expect.objectContaining({
          found: `test (pid 1 on here, since ${formatInstant(NOW)}, last heart-beat ${formatInstant(NOW)})`,
        }),
      }),
    );
    lock.assertHeld();
  });

  test('the claim of a holder that died behind the removal of its lock goes with the next holder', async () => {
    const paths = workspace();
    const claim = `${paths.lock.absolute}.claim.${lockKey(lockText(holder())).slice(0, 32)}`;
    writeFileSync(claim, lockText(holder({ pid: 78 })));
    const lock = await acquireLock(request(paths));
    expect(names(paths)).toEqual(['lock']);
    lock.release();
    expect(names(paths)).toEqual([]);
  });

  test('a workspace whose .assay folder does not exist yet can be locked', async () => {
    const paths = workspacePaths(temporaryFolder());
    (await acquireLock(request(paths))).release();
    expect(names(paths)).toEqual([]);
  });

  test('waiting is announced once and can be interrupted', async () => {
    const paths = workspace();
    await acquireLock(request(paths));
    const abort = new AbortController();
    const told: string[] = [];
    const onWait = (text: string) => {
      told.push(text);
      abort.abort();
    };
    await expect(
      acquireLock(request(paths, { waitMs: 60_000, onWait, signal: abort.signal })),
    ).rejects.toThrow(expect.objectContaining({ code: 'INTERRUPTED', exitCode: 130 }));
    expect(told).toEqual([expect.stringContaining('pid 1 on here')]);
  });

  test('who lost the lock notices, and does not remove the lock of another', async () => {
    const paths = workspace();
    const lock = await acquireLock(request(paths));
    const far = machine({}, { host: 'elsewhere', boot_id: 'other', pid_namespace: 'x' });
    const later = fixedClock(NOW + 61_000);
    const taker = await acquireLock(request(paths, { processInfo: far, clock: later }));
    expect(taker.takenOver).toContain('no heart-beat since');
    expect(() => lock.assertHeld()).toThrow(BUSY);
    lock.release();
    taker.assertHeld();
    taker.release();
    expect(names(paths)).toEqual([]);
  });
});

describe('whether a holder is gone', () => {
  test.each([
    ['its process has ended', holder(), machine({}), 'its process has ended'],
    [
      'its number belongs to a later process',
      holder(),
      machine({ 77: '6' }),
      'its process number was reused',
    ],
    [
      'the machine was restarted since',
      holder({ boot_id: 'before' }),
      machine({ 77: '5' }),
      'the machine was restarted',
    ],
    [
      'another host fell silent',
      holder({ host: 'far', boot_id: 'b', heartbeat: formatInstant(NOW - 60_001) }),
      machine({}),
      'no heart-beat since',
    ],
    [
      'a container fell silent',
      holder({ pid_namespace: 'c', heartbeat: formatInstant(NOW - 60_001) }),
      machine({}),
      'no heart-beat since',
    ],
  ])('it is when %s: taken over at once', async (_, dead, processInfo, why) => {
    const paths = workspace();
    writeFileSync(paths.lock.absolute, lockText(dead));
    const lock = await acquireLock(request(paths, { processInfo }));
    expect(lock.takenOver).toContain('run-pipeline --all (pid 77 on ');
    expect(lock.takenOver).toContain(why);
    expect(names(paths)).toEqual(['lock']);
    lock.release();
    expect(names(paths)).toEqual([]);
  });

  test.each([
    [
      'its process lives',
      holder({ heartbeat: formatInstant(NOW - 999_999) }),
      machine({ 77: '5' }),
    ],
    [
      'its process lives and cannot be told from another',
      holder({ process_start_time: '' }),
      machine({ 77: '5' }),
    ],
    [
      'another host was heard of a minute ago',
      holder({ host: 'far', boot_id: 'b', heartbeat: formatInstant(NOW - 60_000) }),
      machine({}),
    ],
    [
      'the clock of another host is ahead',
      holder({ host: 'far', boot_id: 'b', heartbeat: formatInstant(NOW + 3_600_000) }),
      machine({}),
    ],
    [
      'a container of this machine has that process number',
      holder({ pid_namespace: 'c' }),
      machine({}),
    ],
    [
      'its heart-beat cannot be read',
      holder({ host: 'far', boot_id: 'b', heartbeat: 'soon' }),
      machine({}),
    ],
  ])('it is not when %s: busy', async (_, alive, processInfo) => {
    const paths = workspace();
    writeFileSync(paths.lock.absolute, lockText(alive));
    await expect(acquireLock(request(paths, { processInfo }))).rejects.toThrow(BUSY);
    expect(readFileSync(paths.lock.absolute, 'utf8')).toBe(lockText(alive));
    expect(names(paths)).toEqual(['lock']);
  });

  test.each(['', '{', lockText(holder()).slice(0, 40), '{"pid":77}', 'null'])(
    'a torn lock file (%j) is being written while it is young, and dead when it is not',
    async (text) => {
      const paths = workspace();
      writeFileSync(paths.lock.absolute, text);
      utimesSync(paths.lock.absolute, NOW / 1000, NOW / 1000 - 4);
      await expect(acquireLock(request(paths))).rejects.toThrow(BUSY);
      utimesSync(paths.lock.absolute, NOW / 1000, NOW / 1000 - 6);
      const lock = await acquireLock(request(paths));
      expect(lock.takenOver).toContain('an unreadable lock file');
      lock.release();
    },
  );

  test('a claimer that died in the middle of a takeover, or of a release, is succeeded', async () => {
    const paths = workspace();
    const [dead, claimer, second] = [
      holder(),
      holder({ pid: 78, serial: 2 }),
      holder({ pid: 79, serial: 3 }),
    ];
    const claim = (of: LockRecord) =>
      `${paths.lock.absolute}.claim.${lockKey(lockText(of)).slice(0, 32)}`;
    writeFileSync(paths.lock.absolute, lockText(dead));
    writeFileSync(claim(dead), lockText(claimer));
    writeFileSync(claim(claimer), lockText(second));
    const lock = await acquireLock(request(paths));
    expect(lock.takenOver).toContain('pid 77');
    expect(names(paths)).toEqual(['lock']);
  });

  test('who finds the lock dead too late, after another took it over, looks again and yields', async () => {
    const paths = workspace();
    writeFileSync(paths.lock.absolute, lockText(holder()));
    const faster = lockText(holder({ pid: 78, serial: 2, command: 'the faster one' }));
    const living = machine({ 78: '5' });
    const processInfo = {
      ...living,
      startTimeOf: (pid: number) => {
        // Between our look at the dead lock and our claim, the other one claims, replaces, is done.
        if (pid === 77) writeFileSync(paths.lock.absolute, faster);
        return living.startTimeOf(pid);
      },
    };
    await expect(acquireLock(request(paths, { processInfo }))).rejects.toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({ found: expect.stringContaining('the faster one') }),
      }),
    );
    expect(readFileSync(paths.lock.absolute, 'utf8')).toBe(faster);
    expect(names(paths)).toEqual(['lock']);
  });

  test('while a living process is taking over, others are told who', async () => {
    const paths = workspace();
    writeFileSync(paths.lock.absolute, lockText(holder()));
    const claim = `${paths.lock.absolute}.claim.${lockKey(lockText(holder())).slice(0, 32)}`;
    writeFileSync(claim, lockText(holder({ pid: 78, command: 'the taker' })));
    const processInfo = machine({ 78: '5' });
    await expect(acquireLock(request(paths, { processInfo }))).rejects.toThrow(
      expect.objectContaining({
        diagnostic: expect.objectContaining({ found: expect.stringContaining('the taker') }),
      }),
    );
  });

  test('the key of a lock does not change with its heart-beat, nor does its length', () => {
    const [then, now] = [holder(), holder({ heartbeat: formatInstant(NOW) })].map(lockText);
    expect(lockKey(then ?? '')).toBe(lockKey(now ?? ''));
    expect(then?.length).toBe(now?.length);
    expect(lockKey(lockText(holder({ serial: 2 })))).not.toBe(lockKey(then ?? ''));
  });
});

describe('the heart-beat', () => {
  test('a held lock beats: its heart-beat moves while nothing else does', async () => {
    const paths = workspace();
    let now = NOW;
    const { timers, tick } = capturedTimers();
    const lock = await acquireLock(request(paths, { clock: { now: () => now } }));
    timers.restore();
    now += 5_000;
    tick();
    const record = parseLockRecord(readFileSync(paths.lock.absolute, 'utf8'));
    expect(record).toMatchObject({
      since: formatInstant(NOW),
      heartbeat: formatInstant(NOW + 5_000),
    });
    lock.release();
  });
});

/** Lets a test beat the heart itself instead of waiting for it. */
function capturedTimers() {
  const original = globalThis.setInterval;
  let beat = (): void => {};
  globalThis.setInterval = ((callback: () => void) => {
    beat = callback;
    return original(() => {}, 1_000_000);
  }) as typeof setInterval;
  return { timers: { restore: () => (globalThis.setInterval = original) }, tick: () => beat() };
}
