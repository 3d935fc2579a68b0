import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { join } from 'node:path';
import { AssayError, diagnostic } from '@assay/core';
import { lockDownGlobals } from '../guard.js';
import { loadStrategy } from '../load-strategy.js';
import { serveTasks } from '../serve-tasks.js';

/** The worker of the sandbox's tests: one handler for each thing that a real worker does. */
const LockedBuffer = Buffer;
let visits = 0;

interface ProbeTask {
  readonly code: string;
  readonly budgetBytes?: number;
}

serveTasks({
  echo: ({ value }: { readonly value: unknown }) => ({ value, visits: (visits += 1) }),
  /** Loads a strategy and runs its prepareIndicators as a probe. */
  probe: ({ code, budgetBytes }: ProbeTask) => {
    visits += 1;
    const strategy = loadStrategy(code, budgetBytes);
    const result: unknown = strategy.prepareIndicators({ length: 0 } as never);
    return { result: result instanceof Float64Array ? [...result] : String(result), visits };
  },
  /** Trusted work after the lock-down: files, hashes, compression, base64, timers' absence aside. */
  trusted: ({ folder }: { readonly folder: string }) => {
    lockDownGlobals();
    mkdirSync(join(folder, 'a', 'b'), { recursive: true });
    const path = join(folder, 'a', 'b', 'c.txt');
    const file = openSync(`${path}.tmp`, 'w');
    writeSync(file, LockedBuffer.from('trusted\n', 'utf8'));
    fsyncSync(file);
    closeSync(file);
    renameSync(`${path}.tmp`, path);
    const bytes = readFileSync(path);
    return {
      text: readFileSync(path, 'utf8'),
      hash: createHash('sha256').update(bytes).digest('hex'),
      gzip: gzipSync(bytes).length > 0,
      base64: bytes.toString('base64'),
      error: new AssayError('IO_FAILED', 'x').name,
    };
  },
  /** Imports a module before and after the lock-down, as a worker does that serves a second run. */
  importTwice: async ({ first, second }: { readonly first: string; readonly second: string }) => {
    const before = (await import(first)) as { readonly value: number };
    lockDownGlobals();
    const again = (await import(first)) as { readonly value: number };
    const other = (await import(second)) as { readonly value: number };
    return [before.value, again.value, other.value];
  },
  missingFile: ({ path }: { readonly path: string }) => {
    lockDownGlobals();
    return readFileSync(path);
  },
  fail: () => {
    const place = { file: 'f.ts', line: 2, column: 3 };
    throw new AssayError('LOOKAHEAD_DETECTED', 'leak', {
      more: [
        diagnostic('LOOKAHEAD_DETECTED', 'leak', { place, found: '1', expected: '2' }),
        diagnostic('STRATEGY_CONTRACT', 'x'),
      ],
    });
  },
  /** An AssayError of the engine's bundle is of another class than the worker's. */
  foreign: () => {
    class Foreign extends Error {
      readonly code = 'COST_INPUT_MISSING';
      readonly diagnostics = [diagnostic('COST_INPUT_MISSING', 'x')];
      override readonly name = 'AssayError';
    }
    throw new Foreign('x');
  },
  bug: () => {
    throw new TypeError('our bug');
  },
  notCloneable: () => () => 1,
  progress: (_task: unknown, context) => {
    context.report({ bars: 1 });
    context.report({ bars: 2 });
    return 'done';
  },
  transfer: (_task: unknown, context) => {
    const values = Float64Array.of(1, 2, 3);
    context.transfer(values.buffer);
    return values;
  },
  loop: () => {
    for (;;);
  },
  exit: () => process.exit(3),
  heapBomb: () => {
    const kept: unknown[] = [];
    for (;;) kept.push(new Array(1000).fill(kept.length));
  },
  arrayBomb: () => {
    const kept: Float64Array[] = [];
    for (;;) kept.push(new Float64Array(1_000_000).fill(1));
  },
});
