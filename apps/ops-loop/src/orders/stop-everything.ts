import { formatInstant, isAssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import { jobsByStopRank, type Job } from '../job-table.js';
import { chooseManager } from '../services/choose-services.js';
import type { ManagerKind, ServiceManager } from '../services/service-port.js';
import { findStopTarget, stopSupervisor, type StopTarget } from '../supervisor/stop-supervisor.js';
import { endSoak, livingProcessOf } from './soak-lock.js';
import { isAtRest, stopJob } from './stop-jobs.js';
import { proveStopped } from './stop-proof.js';
import type { StopReport, StopStep } from './stop-report.js';

/** How a stop is done. */
export interface StopRequest {
  /** Undefined: the one that answers. */
  readonly manager: ManagerKind | undefined;
  readonly isQuick: boolean;
  /** True when the soak itself calls: it ends last, by itself. */
  readonly isBySoak: boolean;
}

/** Ranks of what watches and what is watched; everything before them only looks on. */
const RANK_OF_SOAK = 4;
const RANK_OF_WATCH = 6;

function dryStep(manager: ServiceManager, job: Job): StopStep {
  const state = manager.state(job.job);
  const detail = isAtRest(job, state) ? 'at rest' : 'would be stopped';
  return {
    name: job.job,
    target: manager.label(job.job),
    before: state,
    after: state,
    ok: true,
    detail,
  };
}

async function stopSoakByHand(context: OpsContext): Promise<readonly StopStep[]> {
  const soak = livingProcessOf(context.places.soakLock);
  if (!soak) return [];
  const target = `pid ${soak.pid}`;
  const step = { name: 'soak_by_hand', target, before: 'running' } as const;
  if (context.settings.dryRun) {
    return [{ ...step, after: 'running', ok: true, detail: 'would be stopped' }];
  }
  const how = await endSoak(soak);
  return [{ ...step, after: 'ended', ok: true, detail: how }];
}

async function stopProcess(
  context: OpsContext,
): Promise<{ readonly step: StopStep; readonly target: StopTarget | undefined }> {
  const found = await findStopTarget(context);
  const { target } = found;
  const name = 'supervisor_process';
  const words = target && found.was !== 'absent' ? `pid ${target.supervisor.pid}` : 'none';
  if (context.settings.dryRun) {
    const detail = found.was === 'absent' ? 'at rest' : 'would be stopped';
    return {
      target,
      step: { name, target: words, before: found.was, after: found.was, ok: true, detail },
    };
  }
  const { how, survivors } = await stopSupervisor(context);
  const ok = survivors.length === 0;
  const detail = ok ? how : survivors.join('; ');
  return {
    target,
    step: { name, target: words, before: found.was, after: ok ? 'absent' : 'there', ok, detail },
  };
}

/**
 * Stops what the job table knows, lowest rank first, then shows that it stands still. The watch that
 * cries when nothing ticks is the last to go, and only once the rest is shown to be gone.
 */
export async function stopEverything(
  context: OpsContext,
  request: StopRequest,
): Promise<StopReport> {
  const { clock, settings } = context;
  const opened = formatInstant(clock.now());
  const manager = chooseManager(context, request.manager);
  const step = (job: Job) => (settings.dryRun ? dryStep(manager, job) : stopJob(manager, job));
  const jobs = jobsByStopRank().filter(({ job }) => !(request.isBySoak && job === 'soak'));
  const watches = jobs.filter(({ stopRank }) => stopRank >= RANK_OF_WATCH);
  const steps: StopStep[] = [];
  for (const job of jobs.filter(({ stopRank }) => stopRank < RANK_OF_SOAK)) steps.push(step(job));
  if (!request.isBySoak) steps.push(...(await stopSoakByHand(context)));
  const stays = jobs.filter(({ stopRank: rank }) => rank >= RANK_OF_SOAK && rank < RANK_OF_WATCH);
  // The target is looked for before the manager ends it, so that its group can be looked at afterwards.
  const { target: before } = await findStopTarget(context);
  for (const job of stays) steps.push(step(job));
  const { step: last, target } = await stopProcess(context);
  steps.push(last);
  const common = {
    schema: 'stop/1',
    manager: manager.kind,
    opened,
    run: (before ?? target)?.run ?? null,
    dry_run: settings.dryRun,
  } as const;
  if (settings.dryRun) return { ...common, steps, proof: null, survivors: [], stopped: false };
  const proved = await prove(context, {
    request,
    manager,
    jobs,
    watches,
    target: before ?? target,
  });
  const { survivors } = proved;
  if (survivors.length > 0) {
    return { ...common, steps, proof: proved.proof, survivors, stopped: false };
  }
  const watchSteps = watches.map(step);
  const unended = watchSteps
    .filter(({ ok }) => !ok)
    .map(({ target: label, after, detail }) => `job ${label} is ${after}: ${detail}`);
  return {
    ...common,
    steps: [...steps, ...watchSteps],
    proof: proved.proof,
    survivors: unended,
    stopped: unended.length === 0,
  };
}

interface ProofParts {
  readonly request: StopRequest;
  readonly manager: ServiceManager;
  readonly jobs: readonly Job[];
  readonly watches: readonly Job[];
  readonly target: StopTarget | undefined;
}

/** Also an interrupted proof is one that failed, and is sealed as such. */
async function prove(context: OpsContext, parts: ProofParts) {
  const { request, manager, jobs, watches, target } = parts;
  const proved = jobs.filter((job) => !watches.includes(job));
  try {
    return await proveStopped(context, { ...request, manager, jobs: proved, target });
  } catch (error) {
    if (!isAssayError(error) || error.code !== 'INTERRUPTED') throw error;
    return { proof: null, survivors: ['the proof was interrupted'] };
  }
}
