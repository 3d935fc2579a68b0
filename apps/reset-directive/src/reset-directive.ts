import { AssayError } from '@assay/core';
import { renderTable, type Ending, type ToolIo } from '@assay/cli';
import {
  applyReset,
  currentUser,
  locateDirective,
  planDirectiveReset,
  refreshResetViews,
  toolchainAt,
  withSession,
  type DirectiveFile,
  type DirectiveReset,
} from '@assay/pipeline';
import type { ResetTarget } from '@assay/state-machines';

/** The flags of the tool. */
export interface ResetFlags {
  readonly reason: string;
  readonly actor?: string | undefined;
  readonly toStage4?: true | undefined;
  readonly failedOnly?: true | undefined;
  readonly dryRun?: true | undefined;
}

function targetOf(flags: ResetFlags): ResetTarget {
  if (flags.toStage4 && flags.failedOnly) {
    throw new AssayError('USAGE', '--to-stage4 and --failed-only exclude each other', {
      next: 'Use one of them, or neither for a full reset.',
    });
  }
  if (flags.reason.trim() === '') {
    throw new AssayError('USAGE', 'the reason is empty', { next: 'Say why: --reason "…".' });
  }
  if (flags.actor?.trim() === '') {
    throw new AssayError('USAGE', 'the actor is empty', { next: 'Say who, or leave --actor out.' });
  }
  if (flags.toStage4) return 'SYMBOL_RUNS_COMPLETE';
  return flags.failedOnly ? 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID' : 'INITIALIZED';
}

/** Resets one directive, or shows what a reset would do. */
export async function resetDirective(
  io: ToolIo,
  root: string,
  id: string,
  flags: ResetFlags,
): Promise<Ending> {
  const target = targetOf(flags);
  return withSession(
    {
      workspaceFlag: io.flags.workspace,
      cwd: io.cwd,
      command: `reset-directive ${id}`,
      actor: flags.actor ?? currentUser(),
      clock: { now: () => Date.now() },
      toolchain: toolchainAt(root),
      jobs: 1,
      signal: io.signal,
      waitMs: io.flags.waitMs ?? 0,
      progress: () => undefined,
      say: (line) => io.say(line),
      report: (found) => io.report(found),
    },
    async (session) => {
      const file = locateDirective(session.files, session.workspace, id);
      const isDryRun = flags.dryRun === true;
      const plan = () => planDirectiveReset(session, file, target, flags.reason, isDryRun);
      if (isDryRun) return endingOf(await plan(), file, isDryRun);
      let reset: DirectiveReset;
      try {
        reset = await plan();
      } catch (error) {
        // A refusal is an event of its own.
        await refreshResetViews(session, file.id);
        throw error;
      }
      applyReset(session, file, reset);
      await refreshResetViews(session, file.id);
      return endingOf(reset, file, isDryRun);
    },
  );
}

function endingOf(reset: DirectiveReset, file: DirectiveFile, isDryRun: boolean): Ending {
  const { plan } = reset;
  const returns = file.place === 'completed';
  const archived = plan.archivedRuns.map(({ run_id, symbol, state }) => ({
    run_id,
    symbol,
    state,
  }));
  const verb = isDryRun ? 'would be reset' : 'reset';
  return {
    schema: 'reset-directive/1',
    body: {
      id: reset.directiveId,
      dry_run: isDryRun,
      nothing_to_do: plan.nothingToDo,
      from: plan.from,
      to: plan.to,
      attempt: plan.newAttempt,
      reason: reset.reason,
      archived,
      count: archived.length,
      returns_to_active: returns,
    },
    diagnostics: reset.warnings,
    text: (view) => {
      const back = `its file ${isDryRun ? 'would return' : 'returned'} to active/`;
      const tail = returns ? `\n${back}` : '';
      if (plan.nothingToDo) return `${reset.directiveId} is INITIALIZED; nothing to reset.${tail}`;
      const head = `${reset.directiveId} ${verb}: ${plan.from} -> ${plan.to}, attempt ${plan.newAttempt}${tail}`;
      if (archived.length === 0) return `${head}\nno run is archived`;
      const table = renderTable(
        [{ header: 'archived run' }, { header: 'symbol' }, { header: 'state' }],
        archived.map((run) => [run.run_id, run.symbol, run.state]),
        { width: view.width, style: view.style },
      );
      return `${head}\n${table}`;
    },
  };
}
