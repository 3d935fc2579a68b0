import { memoryUsage } from 'node:process';
import type { Transferable } from 'node:worker_threads';
import { AssayError } from '@assay/core';
import { outOfMemory, PoolThread, type Outcome, type ThreadJob } from './pool-thread.js';

/** How a pool is made. */
export interface PoolOptions {
  /** Built file of the worker; it calls `serveTasks`. */
  readonly workerFile: string;
  /** Tasks at the same time, ≥ 1. */
  readonly size: number;
  /** Growth of the process's memory that one strategy may cause. */
  readonly memoryMb?: number;
  readonly workerData?: unknown;
  /** Closes the pool when aborted: running tasks fail with INTERRUPTED. */
  readonly signal?: AbortSignal;
}

/** How a task is run. */
export interface RunOptions {
  /** Counted from the moment the thread is up; the thread is ended then: STRATEGY_TIMEOUT. */
  readonly timeoutMs?: number;
  readonly transfer?: readonly Transferable[];
  /**
   * Hash of the strategy bundle that the task runs. A thread that has run one bundle is never used for
   * another, nor for tasks without one.
   */
  readonly affinity?: string;
  readonly onProgress?: (value: unknown) => void;
}

/** Threads for everything that computes. */
export interface Pool {
  /**
   * Runs a task on a thread of its own. Errors of the worker arrive with code and diagnostics.
   * @throws AssayError STRATEGY_TIMEOUT, STRATEGY_MEMORY, STRATEGY_CRASH, INTERRUPTED.
   */
  run<T>(task: unknown, options?: RunOptions): Promise<T>;
  /** Ends every thread; running and waiting tasks fail with INTERRUPTED. */
  close(): Promise<void>;
}

/** A task that waits or runs. */
interface Job extends ThreadJob {
  readonly affinity: string | undefined;
  readonly settle: (outcome: Outcome) => void;
  /** Runs while nothing else does, so that memory can be told apart. */
  isAlone: boolean;
  /** Memory was over the limit while it ran: to be repeated alone. */
  isSuspect: boolean;
}

const WATCH_INTERVAL_MS = 20;
const BYTES_PER_MB = 1_048_576;

/** Makes a pool; no thread is started before the first task. */
export function createPool(options: PoolOptions): Pool {
  return new WorkerPool(options);
}

class WorkerPool implements Pool {
  private readonly threads = new Set<PoolThread>();
  private readonly running = new Map<Job, PoolThread>();
  private queue: Job[] = [];
  private nextId = 1;
  private isClosed = false;
  private watch: NodeJS.Timeout | undefined;
  private baselineBytes = 0;
  private readonly onAbort = (): void => void this.close();

  constructor(private readonly options: PoolOptions) {
    options.signal?.addEventListener('abort', this.onAbort, { once: true });
  }

  async run<T>(task: unknown, options: RunOptions = {}): Promise<T> {
    if (this.isClosed || this.options.signal?.aborted === true) throw interrupted();
    const outcome = await new Promise<Outcome>((settle) => {
      const { transfer = [], timeoutMs, affinity, onProgress } = options;
      const id = this.nextId;
      this.nextId += 1;
      this.queue.push({
        id,
        task,
        transfer,
        timeoutMs,
        affinity,
        onProgress,
        settle,
        isAlone: false,
        isSuspect: false,
      });
      this.dispatch();
    });
    if (outcome.ok) return outcome.result as T;
    throw outcome.error;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.options.signal?.removeEventListener('abort', this.onAbort);
    const waiting = this.queue;
    this.queue = [];
    for (const job of waiting) job.settle({ ok: false, error: interrupted() });
    await Promise.all([...this.threads].map((thread) => thread.end(interrupted())));
    clearInterval(this.watch);
  }

  private dispatch(): void {
    while (!this.isClosed && this.running.size < this.options.size) {
      if ([...this.running.keys()].some((job) => job.isAlone)) return;
      const [job] = this.queue;
      if (!job || (job.isAlone && this.running.size > 0)) return;
      this.queue.shift();
      void this.start(job, this.threadFor(job.affinity));
    }
  }

  private async start(job: Job, thread: PoolThread): Promise<void> {
    if (job.affinity !== undefined) this.startWatch();
    this.running.set(job, thread);
    const outcome = await thread.run(job);
    this.running.delete(job);
    // A strategy that failed may have left something behind; its next task starts afresh.
    if (!outcome.ok && job.affinity !== undefined && !thread.isGone) void thread.end(interrupted());
    if (thread.isGone) this.threads.delete(thread);
    this.stopWatch();
    const mustRepeat = !outcome.ok && job.isSuspect && !job.isAlone && job.transfer.length === 0;
    if (mustRepeat && !this.isClosed)
      this.queue.unshift({ ...job, isAlone: true, isSuspect: false });
    else job.settle(outcome);
    this.dispatch();
  }

  /** An idle thread of the same bundle, or a new one; idle threads of others make room for it. */
  private threadFor(affinity: string | undefined): PoolThread {
    for (const thread of this.threads) if (thread.isGone) this.threads.delete(thread);
    const idle = [...this.threads].filter((thread) => thread.isIdle);
    const fitting = idle.find((thread) => thread.affinity === affinity);
    if (fitting) return fitting;
    // As many clean threads as strategy threads may rest: stages alternate between the two.
    if (this.threads.size >= 2 * this.options.size) {
      const spare = idle.find((thread) => thread.affinity !== undefined) ?? idle[0];
      if (spare) {
        this.threads.delete(spare);
        void spare.end(interrupted());
      }
    }
    const heapMb = affinity === undefined ? undefined : this.options.memoryMb;
    const { workerFile, workerData } = this.options;
    const thread = new PoolThread({ workerFile, workerData, affinity, heapMb });
    this.threads.add(thread);
    return thread;
  }

  private strategyJobs(): readonly [Job, PoolThread][] {
    return [...this.running].filter(([job]) => job.affinity !== undefined);
  }

  /** Typed arrays lie outside the heap and its limit: only the process's memory shows them. */
  private startWatch(): void {
    if (this.options.memoryMb === undefined || this.watch) return;
    this.baselineBytes = memoryUsage.rss();
    this.watch = setInterval(() => this.checkMemory(), WATCH_INTERVAL_MS);
    this.watch.unref();
  }

  private stopWatch(): void {
    if (this.strategyJobs().length > 0) return;
    clearInterval(this.watch);
    this.watch = undefined;
  }

  private checkMemory(): void {
    const jobs = this.strategyJobs();
    const allowedMb = (this.options.memoryMb ?? 0) * jobs.length;
    const grownMb = (memoryUsage.rss() - this.baselineBytes) / BYTES_PER_MB;
    if (jobs.length === 0 || grownMb <= allowedMb) return;
    // Which of them it was cannot be seen from outside: each is repeated alone, then it can.
    for (const [job, thread] of jobs) {
      job.isSuspect = true;
      void thread.end(
        outOfMemory(`the process grew by ${Math.ceil(grownMb)} MiB, ${allowedMb} MiB are allowed`),
      );
    }
  }
}

function interrupted(): AssayError {
  return new AssayError('INTERRUPTED', 'The work was interrupted; what was committed stays.');
}
