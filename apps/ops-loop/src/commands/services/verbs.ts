import { dirname, join } from 'node:path';
import { AssayError } from '@assay/core';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import type { Job, JobName } from '../../job-table.js';
import type { Check, OpsOutcome } from '../../outcome.js';
import { chooseManager } from '../../services/choose-services.js';
import { selectJobs, selectJobsToStop } from '../../services/select-jobs.js';
import type { ManagerAnswer, ManagerKind, ServiceManager } from '../../services/service-port.js';

type Verb = 'install' | 'uninstall' | 'status' | 'kick';

/** Does one thing with one job; the state that the manager shows afterwards is the proof. */
type Act = (context: OpsContext, manager: ServiceManager, job: Job) => Check;

function check(job: Job, answer: ManagerAnswer, state: string, isAsWanted: boolean): Check {
  const ok = answer.ok && isAsWanted;
  return {
    id: job.job,
    ok,
    severity: 'error',
    observed: state,
    limit: null,
    detail: answer.detail === '' ? state : `${state}: ${answer.detail}`,
  };
}

function unitStore(folder: string) {
  return nodeFileStore(existingParent(folder), (_root, path) => dirname(path) === folder);
}

/** A login that never had units has not even the folder above them. */
function existingParent(folder: string): string {
  const probe = nodeFileStore('/');
  let at = folder;
  while (!probe.exists(at)) at = dirname(at);
  return at;
}

const ACTS: Readonly<Record<Verb, Act>> = {
  install: (context, manager, job) => {
    const { unitFolder } = manager;
    if (unitFolder === undefined) throw absent(manager);
    // A sandboxed unit needs the folders that it may write to before it starts.
    context.files().makeFolder(context.places.logs);
    const store = unitStore(unitFolder);
    store.makeFolder(unitFolder);
    for (const { name, text } of manager.unitFiles(job.job)) {
      store.writeAtomic(join(unitFolder, name), text);
    }
    const answer = manager.load(job.job);
    const state = manager.state(job.job);
    const isThere = state === 'loaded' || state === 'running';
    return check(job, answer, state, isThere);
  },
  uninstall: (_context, manager, job) => {
    const answer = manager.unload(job.job);
    const { unitFolder } = manager;
    if (answer.ok && unitFolder !== undefined) {
      const store = unitStore(unitFolder);
      for (const { name } of manager.unitFiles(job.job)) store.remove(join(unitFolder, name));
      manager.reload();
    }
    const state = manager.state(job.job);
    return check(job, answer, state, state === 'absent');
  },
  status: (_context, manager, job) => {
    const state = manager.state(job.job);
    return check(job, { ok: true, detail: '' }, state, state !== 'failed' && state !== 'unknown');
  },
  kick: (_context, manager, job) => {
    const answer = manager.kick(job.job);
    const state = manager.state(job.job);
    return check(job, answer, state, state !== 'absent' && state !== 'unknown');
  },
};

function absent(manager: ServiceManager): AssayError {
  return new AssayError('SERVICE_MANAGER_ABSENT', 'no service manager runs jobs here', {
    found: `manager ${manager.kind}`,
    expected: 'systemd or launchd of this user',
  });
}

/** Installs, removes, shows or kicks jobs. Dry: says what would be done and asks for states only. */
export function serviceVerb(
  context: OpsContext,
  verb: Verb,
  name: JobName | 'all',
  kind: ManagerKind | undefined,
): OpsOutcome {
  const manager = chooseManager(context, kind);
  const jobs = verb === 'uninstall' ? selectJobsToStop(name) : selectJobs(name);
  if ((verb === 'install' || verb === 'kick') && manager.kind === 'none') throw absent(manager);
  const isDry = context.settings.dryRun && verb !== 'status';
  const checks = jobs.map((job) =>
    isDry ? planned(manager, verb, job) : ACTS[verb](context, manager, job),
  );
  const ok = checks.every((one) => one.ok);
  const labels = jobs.map(({ job }) => manager.label(job));
  return {
    ok,
    facts: { manager: manager.kind, jobs: jobs.length, dry_run: isDry ? 'YES' : 'NO' },
    checks,
    ...(!ok && {
      reason: `${verb}_failed`,
      error: {
        code: 'SERVICE_MANAGER_FAILED' as const,
        message: `${manager.kind} did not do all of it`,
        found: checks
          .filter((one) => !one.ok)
          .map((one) => `${one.id}: ${one.detail}`)
          .join('; '),
        expected: verb === 'uninstall' ? 'every job gone' : 'every job there and not failed',
      },
    }),
    data: { manager: manager.kind, labels, unit_folder: manager.unitFolder ?? null },
    next: verb === 'install' ? ['ops-loop service status', 'ops-loop greenlight'] : [],
  };
}

function planned(manager: ServiceManager, verb: Verb, job: Job): Check {
  const state = manager.state(job.job);
  return {
    id: job.job,
    ok: true,
    severity: 'info',
    observed: state,
    limit: null,
    detail: `would ${verb} ${manager.label(job.job)}, now ${state}`,
  };
}
