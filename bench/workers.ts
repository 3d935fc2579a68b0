import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { inTurns, peakRssMb, rounded, shortest, type Figures } from './measure.js';
import type { WorkerTask } from './simulate-on-thread.js';

const ROUNDS = 9;
const JOBS = 24;

/** What a thread answers to one task. */
function ask(thread: Worker, task: WorkerTask): Promise<string> {
  return new Promise((resolve, reject) => {
    const settle = (): void => {
      thread.off('message', onMessage).off('error', onError);
    };
    const onMessage = (result: string): void => {
      settle();
      resolve(result);
    };
    const onError = (error: Error): void => {
      settle();
      reject(error);
    };
    thread.on('message', onMessage).on('error', onError).postMessage(task);
  });
}

/** Threads that take the next job when they are done with one, as those of the pipeline do. */
class Pool {
  private constructor(private readonly threads: readonly Worker[]) {}

  static async start(size: number): Promise<Pool> {
    const pool = new Pool(
      Array.from(
        { length: size },
        () => new Worker(new URL('simulate-on-thread.mjs', import.meta.url)),
      ),
    );
    await pool.run('simulate'); // compiled and warm on every thread before anything is measured
    return pool;
  }

  /** Runs all jobs of a kind; one hash over their results in the order of the jobs. */
  async run(kind: WorkerTask['kind']): Promise<string> {
    const results: string[] = [];
    let next = 0;
    const serve = async (thread: Worker): Promise<void> => {
      while (next < JOBS) {
        const index = next;
        next += 1;
        results[index] = await ask(thread, { kind, index });
      }
    };
    await Promise.all(this.threads.map(serve));
    return createHash('sha256').update(results.join('\n')).digest('hex');
  }

  async stop(): Promise<void> {
    await Promise.all(this.threads.map((thread) => thread.terminate()));
  }
}

/**
 * The same simulations on one thread, on two and on eight. Their yardstick is arithmetic without memory
 * on the same threads: what a second core of this machine gives at best while others use it too.
 */
async function measure(): Promise<Figures> {
  const [one, two, eight] = await Promise.all([Pool.start(1), Pool.start(2), Pool.start(8)]);
  const hashes = new Set<string>();
  const simulate = (pool: Pool) => async (): Promise<string> => {
    const hash = await pool.run('simulate');
    hashes.add(hash);
    return hash;
  };
  try {
    const simulations = await inTurns(ROUNDS, simulate(two), simulate(one));
    const arithmetic = await inTurns(
      ROUNDS,
      () => two.run('arithmetic'),
      () => one.run('arithmetic'),
    );
    const eightMs = await shortest(3, simulate(eight));
    if (hashes.size !== 1) throw new Error('The bytes depend on the number of threads.');
    return {
      speedup: rounded(1 / simulations.ratio),
      ratio: rounded(simulations.ratio / arithmetic.ratio),
      peak_rss_mb: peakRssMb(),
      machine_speedup: rounded(1 / arithmetic.ratio),
      cores: availableParallelism(),
      jobs: JOBS,
      one_ms: rounded(simulations.yardstick),
      two_ms: rounded(simulations.job),
      eight_ms: rounded(eightMs),
      same_bytes_for_1_2_8: true,
    };
  } finally {
    await Promise.all([one, two, eight].map((pool) => pool.stop()));
  }
}

export const workerBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'workers/two': measure,
};
