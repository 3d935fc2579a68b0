import { parentPort, type Transferable } from 'node:worker_threads';
import { asStrategyError } from './load-strategy.js';
import { sendError, type TaskMessage, type ThreadMessage } from './thread-protocol.js';

/** What a handler may do beside returning its result. */
export interface TaskContext {
  /** Sends a value to the caller's `onProgress`. */
  report(value: unknown): void;
  /** Hands a buffer of the result over instead of copying it. */
  transfer(...buffers: readonly Transferable[]): void;
}

/** Does one kind of task; may be asynchronous, but one thread does one task at a time. */
export type TaskHandler = (task: never, context: TaskContext) => unknown;

/**
 * Answers the pool's tasks in a worker thread: each is handled by the function under its `kind`.
 * Everything needed is captured here, so that it goes on working after the globals are reduced. What
 * a strategy's code threw arrives as STRATEGY_CRASH.
 * @throws Error when called outside a worker thread.
 */
export function serveTasks(handlers: Readonly<Record<string, TaskHandler>>): void {
  const port = parentPort;
  if (!port) throw new Error('tasks are served in worker threads only');
  const post = port.postMessage.bind(port) as (
    message: ThreadMessage,
    transfer?: readonly Transferable[],
  ) => void;
  const byKind = new Map(Object.entries(handlers));
  port.on('message', (message: TaskMessage) => void answer(message, byKind, post));
  post({ kind: 'ready' });
}

async function answer(
  { id, task }: TaskMessage,
  handlers: ReadonlyMap<string, TaskHandler>,
  post: (message: ThreadMessage, transfer?: readonly Transferable[]) => void,
): Promise<void> {
  const transfer: Transferable[] = [];
  const context: TaskContext = {
    report: (value) => post({ kind: 'progress', id, value }),
    transfer: (...buffers) => void transfer.push(...buffers),
  };
  try {
    const kind = (task as { readonly kind?: unknown } | null)?.kind;
    const handler = typeof kind === 'string' ? handlers.get(kind) : undefined;
    if (!handler) throw new Error(`no handler for a task of kind ${String(kind)}`);
    const result = await handler(task as never, context);
    post({ kind: 'done', id, result }, transfer);
  } catch (error) {
    post({ kind: 'failed', id, error: sendError(asStrategyError(error)) });
  }
}
