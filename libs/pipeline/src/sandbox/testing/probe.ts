import { afterAll, beforeAll } from 'vitest';
import { createPool, type Pool } from '../worker-pool.js';
import { buildWorker } from './built-worker.js';
import { temporaryWorkspace, type TemporaryWorkspace } from './temporary-workspace.js';

/** What a probe of the guarded worker gives back. */
export interface Probe {
  readonly result: unknown;
  readonly visits: number;
}

/** A pool of guarded workers for one test file, and ways to run probes in it. */
export interface ProbeBench {
  readonly pool: () => Pool;
  readonly folder: () => TemporaryWorkspace;
  /** Runs the body of a function inside a fresh thread. */
  readonly probe: (body: string, budgetBytes?: number) => Promise<Probe>;
  /** Runs a body on a shared thread; what it throws comes back as code or name. */
  readonly attempt: (body: string, budgetBytes?: number) => Promise<unknown>;
}

/** A bundle whose prepareIndicators is the given body of a function. */
export function probeCode(body: string): string {
  return `"use strict";var __assayStrategy = (() => { return { default: {
    prepareIndicators() { ${body} }, checkEntry() { return null; }, checkExit() { return false; } } }; })();`;
}

/** Sets up the pool of a test file. */
export function probeBench(): ProbeBench {
  let folder: TemporaryWorkspace | undefined;
  let pool: Pool | undefined;
  beforeAll(() => {
    folder = temporaryWorkspace();
    pool = createPool({ workerFile: buildWorker(folder), size: 2, memoryMb: 512 });
  });
  afterAll(async () => {
    await pool?.close();
    folder?.remove();
  });
  const existing = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('the bench is set up before the tests');
    return value;
  };
  let threads = 0;
  const run = (body: string, affinity: string, budgetBytes?: number): Promise<Probe> =>
    existing(pool).run<Probe>({ kind: 'probe', code: probeCode(body), budgetBytes }, { affinity });
  return {
    pool: () => existing(pool),
    folder: () => existing(folder),
    probe: (body, budgetBytes) => {
      threads += 1;
      return run(body, `fresh-${threads}`, budgetBytes);
    },
    attempt: async (body, budgetBytes) => {
      const caught = `try { ${body} } catch (error) { return error.code ?? error.name; }`;
      return (await run(caught, 'shared', budgetBytes)).result;
    },
  };
}

/** The code of the error that a task fails with. */
export async function codeOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.then(
    () => 'no error',
    (reason: unknown) => reason,
  );
  return (error as { readonly code?: string }).code ?? String(error);
}
