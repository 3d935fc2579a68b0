import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLedger, type Ledger } from '@assay/ledger';
import { createPool, isLedgerAsLeft, toolchainAt, watchPromoted } from '@assay/pipeline';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import type { ProbeCheck } from './probe-check.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeScene } from './probe-scene.js';
import { PROBE_CHECKS } from './probe-table.js';
import { runChecks } from './run-checks.js';

/** Opens the ledger of a workspace when it is first asked for; the outcome is kept, an error too. */
function ledgerOf({ workspace, clock }: OpsContext): { get(): Ledger | undefined; close(): void } {
  const open = once((): Ledger | undefined => {
    const { database, eventsView } = workspace.paths;
    // A lost database beside its log is an error, not an empty workspace.
    if (!existsSync(database.absolute) && !existsSync(eventsView.absolute)) return undefined;
    opened = openLedger({ path: database.absolute, clock, actor: 'ops-loop', readOnly: true });
    return opened;
  });
  let opened: Ledger | undefined;
  return { get: open, close: () => opened?.close() };
}

/** A function that does its work the first time and gives, or throws, the same ever after. */
function once<T>(work: () => T): () => T {
  let outcome: { readonly value: T } | { readonly error: unknown } | undefined;
  return () => {
    try {
      outcome ??= { value: work() };
    } catch (error) {
      outcome = { error };
    }
    if ('error' in outcome) throw outcome.error;
    return outcome.value;
  };
}

/** One thread at a time: a probe is a guest on the machine that it watches. */
const THREADS = 1;

/**
 * Runs every declared check once and says whether the workspace is ready. Nothing that a check does or
 * throws ends the probe. Writes nothing that lasts: who wants to keep the result writes it down.
 *
 * @param workFolder - Absolute, below the ops root: where writing is tried out.
 * @param runFolder - The supervisor's run folder; the one that holds the work folder unless given.
 * @param table - Other checks than the declared ones, for tests of the running itself.
 */
export async function runProbe(
  context: OpsContext,
  {
    workFolder,
    runFolder = dirname(workFolder),
  }: { readonly workFolder: string; readonly runFolder?: string },
  table: readonly ProbeCheck[] = PROBE_CHECKS,
): Promise<ProbeResult> {
  const { workspace, clock, installation } = context;
  const files = nodeFileStore(workspace.root);
  const toolchain = toolchainAt(installation);
  const nowMs = clock.now();
  // Before anything opens the database, which would leave a log of its own beside it.
  const asLeft = isLedgerAsLeft(files, workspace);
  const ledger = ledgerOf(context);
  const { workerFile } = toolchain;
  const pool = createPool({
    workerFile,
    size: THREADS,
    memoryMb: workspace.config.strategy_memory_mb,
  });
  const watched = once(() => {
    const opened = ledger.get();
    return opened
      ? watchPromoted({ files, workspace, toolchain, ledger: opened, pool, nowMs })
      : [];
  });
  const scene: ProbeScene = {
    context,
    toolchain,
    files,
    workFolder,
    runFolder,
    nowMs,
    isLedgerAsLeft: asLeft,
    ledger: () => ledger.get(),
    pool,
    watched,
  };
  try {
    return await runChecks(table, scene, () => performance.now());
  } finally {
    await pool.close();
    ledger.close();
  }
}
