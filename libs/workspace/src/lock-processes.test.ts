import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { lockText } from './lock-record.js';
import { nodeProcessInfo } from './process-info.js';
import { bundleProgram, startProgram } from './testing/child-program.js';
import { BUSY, holder, names, request, workspace } from './testing/lock-story.js';
import { acquireLock } from './workspace-lock.js';

const FOLDER = fileURLToPath(new URL('../out-tsc/test-programs/', import.meta.url));
mkdirSync(FOLDER, { recursive: true });
const PROGRAM = bundleProgram(
  fileURLToPath(new URL('./testing/lock-program.ts', import.meta.url)),
  FOLDER,
);

describe('real processes', () => {
  test('the operating system tells when a process started, and that it ended', async () => {
    const info = nodeProcessInfo();
    const self = info.identity();
    expect(self.process_start_time).not.toBe('');
    expect(info.startTimeOf(process.pid)).toBe(self.process_start_time);
    const child = startProgram(PROGRAM, [workspace().root, 'c']);
    await child.line('held');
    const pid = child.process.pid ?? 0;
    expect(info.startTimeOf(pid)).toMatch(/./);
    child.process.stdin?.end();
    expect(await child.ended()).toBe(0);
    expect(info.startTimeOf(pid)).toBeUndefined();
  });

  test('the lock of a process that was killed is taken over at once', async () => {
    const paths = workspace();
    const child = startProgram(PROGRAM, [paths.root, 'the killed one']);
    await child.line('held');
    const real = { processInfo: nodeProcessInfo(), clock: { now: () => Date.now() } };
    await expect(acquireLock(request(paths, real))).rejects.toThrow(BUSY);
    child.process.kill('SIGKILL');
    await child.ended();
    const lock = await acquireLock(request(paths, real));
    expect(lock.takenOver).toMatch(/^the killed one \(pid \d+ .*: its process has ended$/);
    lock.release();
  });

  test('who waits gets the lock when the holder is done', async () => {
    const paths = workspace();
    const first = startProgram(PROGRAM, [paths.root, 'first']);
    await first.line('held');
    const second = startProgram(PROGRAM, [paths.root, 'second', '30000']);
    first.process.stdin?.end();
    expect(await second.line('held')).toBe(' ');
    second.process.stdin?.end();
    expect(await second.ended()).toBe(0);
  });

  test('of eight processes that find a dead lock exactly one gets it, and the others name it', async () => {
    const paths = workspace();
    writeFileSync(
      paths.lock.absolute,
      lockText(
        holder({
          boot_id: nodeProcessInfo().identity().boot_id,
          pid_namespace: nodeProcessInfo().identity().pid_namespace,
          pid: 2 ** 22 + 1,
        }),
      ),
    );
    const racers = Array.from({ length: 8 }, (_, i) =>
      startProgram(PROGRAM, [paths.root, `racer ${i}`]),
    );
    const lines = await Promise.all(
      racers.map((racer) => Promise.race([racer.line('held'), racer.ended().then(() => 'busy')])),
    );
    const held = lines.filter((line) => line !== 'busy');
    expect(held).toHaveLength(1);
    expect(held[0]).toContain('pid 4194305');
    const losers = racers.filter((_, i) => lines[i] === 'busy');
    expect(losers.every((racer) => racer.output().includes('busy racer '))).toBe(true);
    for (const racer of racers) racer.process.stdin?.end();
    await Promise.all(racers.map((racer) => racer.ended()));
    expect(names(paths)).toEqual([]);
  });

  test('eight processes that wait for one another all get it, one at a time', async () => {
    const paths = workspace();
    const racers = Array.from({ length: 8 }, (_, i) =>
      startProgram(PROGRAM, [paths.root, `racer ${i}`, '50000', '5']),
    );
    expect(await Promise.all(racers.map((racer) => racer.ended()))).toEqual(Array(8).fill(0));
    expect(racers.every((racer) => racer.output().endsWith('released\n'))).toBe(true);
    expect(names(paths)).toEqual([]);
  });
});
