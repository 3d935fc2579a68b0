import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { openLedger, type Ledger } from '@assay/ledger';
import { toolchainAt } from '@assay/pipeline';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import type { ProbeCheck } from './probe-check.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeScene } from './probe-scene.js';
import { PROBE_CHECKS } from './probe-table.js';
import { runChecks } from './run-checks.js';

/** Opens the ledger of a workspace when it is first asked for; the outcome is kept, an error too. */
function ledgerOf({ workspace, clock }: OpsContext): { get(): Ledger | undefined; close(): void } {
  let opened: { readonly ledger: Ledger | undefined } | { readonly error: unknown } | undefined;
  const open = (): Ledger | undefined => {
    const { database, eventsView } = workspace.paths;
    // A lost database beside its log is an error, not an empty workspace.
    if (!existsSync(database.absolute) && !existsSync(eventsView.absolute)) return undefined;
    return openLedger({ path: database.absolute, clock, actor: 'ops-loop', readOnly: true });
  };
  return {
    get() {
      try {
        opened ??= { ledger: open() };
      } catch (error) {
        opened = { error };
      }
      if ('error' in opened) throw opened.error;
      return opened.ledger;
    },
    close() {
      if (opened && 'ledger' in opened) opened.ledger?.close();
    },
  };
}

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
  const ledger = ledgerOf(context);
  const scene: ProbeScene = {
    context,
    toolchain: toolchainAt(context.installation),
    files: nodeFileStore(context.workspace.root),
    workFolder,
    runFolder,
    nowMs: context.clock.now(),
    ledger: () => ledger.get(),
  };
  try {
    return await runChecks(table, scene, () => performance.now());
  } finally {
    ledger.close();
  }
}
