import { join } from 'node:path';

/** The places of the ops loop below a workspace. Nothing else may spell one. */
export interface OpsPlaces {
  /** Absolute: `<workspace>/out/ops`. */
  readonly root: string;
  /** Supervisor runs: `run_<TS>` folders, socket, lock. */
  readonly supervisor: string;
  readonly evidence: string;
  readonly bundles: string;
  readonly pins: string;
  readonly pinLog: string;
  readonly metrics: string;
  readonly textfile: string;
  readonly scratch: string;
  readonly logs: string;
  /** Held by the supervisor for as long as it lives, beside its socket. */
  readonly supervisorLock: string;
  /** Held by the soak that is under way; by it a stop finds the process. */
  readonly soakLock: string;
  /** Held by the cycle that is under way. */
  readonly cycleLock: string;
  /** Items of the plan that people opened, closed or parked. */
  readonly planItems: string;
  /** The last line of the log as it was remembered; below `.assay`, so that both cannot be taken back in one go. */
  readonly pinMemory: string;
  /** The signing key; secret, 0600, below `.assay` and never below out/ops. */
  readonly key: string;
}

/** @param workspaceRoot - Absolute, without symbolic links. */
export function opsPlaces(workspaceRoot: string): OpsPlaces {
  const root = join(workspaceRoot, 'out', 'ops');
  const pins = join(root, 'pins');
  const metrics = join(root, 'metrics');
  return {
    root,
    supervisor: join(root, 'online_readiness_supervisor'),
    supervisorLock: join(root, 'online_readiness_supervisor', 'supervisor.lock'),
    soakLock: join(root, 'soak.lock'),
    evidence: join(root, 'evidence'),
    bundles: join(root, 'bundles'),
    pins,
    pinLog: join(pins, 'log.ndjson'),
    metrics,
    textfile: join(metrics, 'ops_loop.prom'),
    scratch: join(root, '_scratch'),
    logs: join(root, '_logs'),
    cycleLock: join(root, 'cycle.lock'),
    planItems: join(root, 'plan.ndjson'),
    pinMemory: join(workspaceRoot, '.assay', 'ops-evidence-head.json'),
    key: join(workspaceRoot, '.assay', 'ops-key.pem'),
  };
}
