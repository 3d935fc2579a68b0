import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { AssayError } from '@assay/core';
import { createPool, type Pool, type PoolOptions } from './worker-pool.js';
import { buildWorker } from './testing/built-worker.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './testing/temporary-workspace.js';

let folder: TemporaryWorkspace;
let workerFile: string;
const pools: Pool[] = [];
beforeAll(() => {
  folder = temporaryWorkspace();
  workerFile = buildWorker(folder);
});
afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});
afterAll(() => folder.remove());

function open(options: Partial<PoolOptions> = {}): Pool {
  const pool = createPool({ workerFile, size: 2, ...options });
  pools.push(pool);
  return pool;
}

interface Echo {
  readonly value: unknown;
  /** Tasks that the thread has handled. */
  readonly visits: number;
}

function echo(pool: Pool, value: unknown, affinity?: string): Promise<Echo> {
  return pool.run<Echo>({ kind: 'echo', value }, affinity === undefined ? {} : { affinity });
}

function failure(attempt: Promise<unknown>): Promise<Error> {
  return attempt.then(
    () => {
      throw new Error('the task succeeded');
    },
    (error: unknown) => error as Error,
  );
}

describe('a pool', () => {
  test('answers every task, more than it has threads, each with its own result', async () => {
    const pool = open();
    const values = Array.from({ length: 40 }, (_, i) => i);
    const results = await Promise.all(values.map((value) => echo(pool, value)));
    expect(results.map(({ value }) => value)).toEqual(values);
  });

  test('never uses a thread of one strategy for another, nor for tasks without one', async () => {
    const pool = open({ size: 1 });
    const visits: number[] = [];
    for (const affinity of ['a', 'a', 'b', 'b', undefined, undefined, 'c', 'b', undefined, 'a']) {
      visits.push((await echo(pool, 0, affinity)).visits);
    }
    // 1 is a thread that has seen nothing before; the count rises only within one bundle.
    expect(visits).toEqual([1, 2, 1, 2, 1, 2, 1, 1, 3, 1]);
  });

  test('hands progress to the caller in order', async () => {
    const seen: unknown[] = [];
    await open().run({ kind: 'progress' }, { onProgress: (value) => seen.push(value) });
    expect(seen).toEqual([{ bars: 1 }, { bars: 2 }]);
  });

  test('hands over buffers in both directions', async () => {
    const pool = open();
    const values = Float64Array.of(7, 8);
    const sent = await pool.run<Echo>(
      { kind: 'echo', value: values },
      { transfer: [values.buffer] },
    );
    expect(sent.value).toEqual(Float64Array.of(7, 8));
    expect(values.length).toBe(0);
    expect(await pool.run({ kind: 'transfer' })).toEqual(Float64Array.of(1, 2, 3));
  });
});

describe('an error of a task', () => {
  test('arrives with its code, every finding and every place', async () => {
    const error = await failure(open().run({ kind: 'fail' }));
    expect(error).toBeInstanceOf(AssayError);
    expect(error).toMatchObject({
      code: 'LOOKAHEAD_DETECTED',
      exitCode: 1,
      diagnostics: [
        {
          code: 'LOOKAHEAD_DETECTED',
          place: { file: 'f.ts', line: 2, column: 3 },
          found: '1',
          expected: '2',
        },
        { code: 'STRATEGY_CONTRACT', severity: 'error' },
      ],
    });
  });

  test('that is a defect of ours stays a plain error with its stack', async () => {
    const error = await failure(open().run({ kind: 'bug' }));
    expect(error).not.toBeInstanceOf(AssayError);
    expect(error).toMatchObject({ name: 'TypeError', message: 'our bug' });
    expect(error.stack).toContain('worker.mjs');
  });

  test.each([
    ['a result that cannot be sent', { kind: 'notCloneable' }, /could not be cloned/],
    ['an unknown kind', { kind: 'nonsense' }, /no handler for a task of kind nonsense/],
    ['no kind at all', null, /no handler/],
  ])('is reported for %s, and the thread goes on', async (_name, task, message) => {
    const pool = open({ size: 1 });
    expect((await failure(pool.run(task))).message).toMatch(message);
    expect((await echo(pool, 1)).value).toBe(1);
  });

  test('is reported for a task that cannot be sent', async () => {
    const pool = open({ size: 1 });
    expect((await failure(pool.run({ kind: 'echo', value: () => 1 }))).message).toMatch(
      /could not be cloned/,
    );
    expect((await echo(pool, 1)).value).toBe(1);
  });

  test('is reported for a worker file that is not there', async () => {
    const pool = open({ workerFile: `${folder.root}/none.mjs` });
    expect((await failure(echo(pool, 1))).message).toBe('a worker thread could not start');
  });
});

describe('the limits of a task', () => {
  test('end an endless loop in time, and a fresh thread takes its place', async () => {
    const pool = open({ size: 1 });
    const error = await failure(pool.run({ kind: 'loop' }, { timeoutMs: 100, affinity: 'a' }));
    expect(error).toMatchObject({ code: 'STRATEGY_TIMEOUT' });
    expect(await echo(pool, 1, 'a')).toEqual({ value: 1, visits: 1 });
  });

  test('do not end a task that is done in time', async () => {
    const pool = open({ size: 1 });
    const options = { timeoutMs: 1000, affinity: 'a' };
    await pool.run({ kind: 'echo' }, options);
    expect((await pool.run<Echo>({ kind: 'echo' }, options)).visits).toBe(2);
  });

  test('end a thread that fills its heap', async () => {
    const pool = open({ memoryMb: 32 });
    expect(await failure(pool.run({ kind: 'heapBomb' }, { affinity: 'a' }))).toMatchObject({
      code: 'STRATEGY_MEMORY',
    });
    expect((await echo(pool, 1, 'a')).visits).toBe(1);
  });

  test('end a thread that fills memory outside its heap; its neighbour is repeated and passes', async () => {
    const pool = open({ memoryMb: 150 });
    const guilty = failure(
      pool.run({ kind: 'arrayBomb' }, { affinity: 'guilty', timeoutMs: 20_000 }),
    );
    const innocent = echo(pool, 'innocent', 'innocent');
    expect(await guilty).toMatchObject({ code: 'STRATEGY_MEMORY' });
    expect((await innocent).value).toBe('innocent');
    expect((await echo(pool, 2)).value).toBe(2);
  });

  test('report a thread that ends by itself', async () => {
    const pool = open();
    expect(await failure(pool.run({ kind: 'exit' }, { affinity: 'a' }))).toMatchObject({
      code: 'STRATEGY_CRASH',
    });
    expect((await failure(pool.run({ kind: 'exit' }))).message).toBe(
      'a worker thread ended unexpectedly',
    );
    expect((await echo(pool, 1)).value).toBe(1);
  });
});

describe('closing', () => {
  test('interrupts running and waiting tasks, and later ones', async () => {
    const pool = open({ size: 1 });
    const attempts = [pool.run({ kind: 'loop' }), echo(pool, 1)].map(failure);
    await pool.close();
    for (const attempt of [...attempts, failure(echo(pool, 2))]) {
      expect(await attempt).toMatchObject({ code: 'INTERRUPTED' });
    }
  });

  test('happens when the signal is aborted', async () => {
    const controller = new AbortController();
    const pool = open({ signal: controller.signal });
    const attempt = failure(pool.run({ kind: 'loop' }));
    controller.abort();
    expect(await attempt).toMatchObject({ code: 'INTERRUPTED' });
    expect(await failure(echo(pool, 1))).toMatchObject({ code: 'INTERRUPTED' });
  });
});
