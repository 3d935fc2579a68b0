import { Worker, type Transferable } from 'node:worker_threads';
import { AssayError } from '@assay/core';
import { receiveError, type TaskMessage, type ThreadMessage } from './thread-protocol.js';

/**
 * Heap that a strategy's thread has beyond its limit. The machine ends the whole process when one step
 * asks for more than the heap may grow by; so it is the watch on the memory that ends a thread, in
 * time, and the heap itself only when nobody watched for long.
 */
const HEAP_HEADROOM_MB = 6144;

/** What a thread is started with. */
export interface ThreadOptions {
  readonly workerFile: string;
  readonly workerData: unknown;
  /** Set for the threads of one strategy bundle. */
  readonly affinity: string | undefined;
  /** Memory that its strategy may take; unlimited when undefined. */
  readonly heapMb: number | undefined;
}

/** A task on its way through a thread. */
export interface ThreadJob {
  readonly id: number;
  readonly task: unknown;
  readonly transfer: readonly Transferable[];
  readonly timeoutMs: number | undefined;
  readonly onProgress: ((value: unknown) => void) | undefined;
}

/** How a task ended. */
export type Outcome =
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: Error };

interface Running {
  readonly job: ThreadJob;
  readonly settle: (outcome: Outcome) => void;
  deadline: NodeJS.Timeout | undefined;
}

/** One worker thread that does one task at a time. Started lazily, keeps no process alive while idle. */
export class PoolThread {
  readonly affinity: string | undefined;
  /** True once the thread has ended or is being ended: it takes no more tasks. */
  isGone = false;
  private readonly worker: Worker;
  private readonly exited: Promise<void>;
  private isReady = false;
  private running: Running | undefined;
  /** Why the thread is being ended; decides how the running task fails. */
  private ending: Error | undefined;

  constructor(options: ThreadOptions) {
    this.affinity = options.affinity;
    this.worker = new Worker(options.workerFile, {
      workerData: options.workerData,
      ...(options.heapMb === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: options.heapMb + HEAP_HEADROOM_MB } }),
    });
    let crash: Error | undefined;
    this.worker.on('message', (message: ThreadMessage) => this.receive(message));
    this.worker.on('error', (error: Error) => (crash = error));
    this.worker.on('messageerror', (error: Error) => (crash = error));
    this.exited = new Promise((resolve) => {
      this.worker.on('exit', () => {
        this.isGone = true;
        this.finish({ ok: false, error: this.ending ?? this.crashOf(crash) });
        resolve();
      });
    });
    this.worker.unref();
  }

  get isIdle(): boolean {
    return !this.isGone && this.running === undefined;
  }

  /** Runs a task; resolves when it is done, or when the thread that did it has ended. */
  run(job: ThreadJob): Promise<Outcome> {
    return new Promise((settle) => {
      this.running = { job, settle, deadline: undefined };
      this.worker.ref();
      const message: TaskMessage = { id: job.id, task: job.task };
      try {
        this.worker.postMessage(message, job.transfer);
      } catch (error) {
        this.finish({ ok: false, error: error as Error });
        return;
      }
      if (this.isReady) this.startDeadline();
    });
  }

  /** Ends the thread at once; a running task fails with `reason`, after the thread has really ended. */
  async end(reason: Error): Promise<void> {
    this.isGone = true;
    this.ending ??= reason;
    await this.worker.terminate();
    await this.exited;
  }

  private receive(message: ThreadMessage): void {
    if (message.kind === 'ready') {
      this.isReady = true;
      this.startDeadline();
      return;
    }
    // A thread that is being ended may have had its last word on the way: too late.
    if (!this.running || message.id !== this.running.job.id || this.ending) return;
    if (message.kind === 'progress') this.running.job.onProgress?.(message.value);
    else if (message.kind === 'done') this.finish({ ok: true, result: message.result });
    else this.finish({ ok: false, error: receiveError(message.error) });
  }

  private startDeadline(): void {
    const { running } = this;
    const timeoutMs = running?.job.timeoutMs;
    if (!running || running.deadline || timeoutMs === undefined) return;
    running.deadline = setTimeout(() => void this.end(timeout(timeoutMs)), timeoutMs);
  }

  private finish(outcome: Outcome): void {
    const { running } = this;
    if (!running) return;
    clearTimeout(running.deadline);
    this.running = undefined;
    this.worker.unref();
    running.settle(outcome);
  }

  private crashOf(crash: Error | undefined): Error {
    if (!this.isReady) return new Error('a worker thread could not start', { cause: crash });
    if (
      (crash as { readonly code?: unknown } | undefined)?.code === 'ERR_WORKER_OUT_OF_MEMORY' &&
      this.affinity !== undefined
    ) {
      return outOfMemory('the heap limit was reached');
    }
    if (this.affinity === undefined)
      return new Error('a worker thread ended unexpectedly', { cause: crash });
    return new AssayError('STRATEGY_CRASH', 'The thread of the strategy ended unexpectedly.', {
      found: crash ? `${crash.name}: ${crash.message}` : 'the thread ended by itself',
      cause: crash,
    });
  }
}

function timeout(timeoutMs: number): AssayError {
  return new AssayError(
    'STRATEGY_TIMEOUT',
    `The strategy was stopped after ${timeoutMs / 1000} s.`,
    {
      found: `still running after ${timeoutMs / 1000} s`,
      expected: `done within ${timeoutMs / 1000} s`,
    },
  );
}

/** The strategy's memory limit, by whichever watch it was noticed. */
export function outOfMemory(found: string): AssayError {
  return new AssayError('STRATEGY_MEMORY', 'The strategy was stopped because of its memory.', {
    found,
  });
}
