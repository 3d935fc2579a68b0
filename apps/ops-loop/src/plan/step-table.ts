import { opsCommandOf, ROLES, type OpsCommandName, type Role } from '../command-table.js';
import type { EvidenceClass } from '../evidence/pin-outcome.js';

/** A step of the workbook. Owner and token are those of its command. */
export interface PlanStep {
  readonly section: 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';
  readonly command: OpsCommandName;
  /** What follows the words of the command. */
  readonly words: string;
  readonly inputs: string;
  readonly outputs: string;
  readonly pass: string;
  /** Class of the bag, bundle and pin that it leaves; null for a step that only looks. */
  readonly evidence: EvidenceClass | null;
}

// prettier-ignore
export const PLAN_STEPS: readonly PlanStep[] = [
  { section: 'A', command: 'baseline pin',       words: '',              inputs: 'the git tree',                 outputs: 'status, head, last ten commits',  pass: 'clean, not apart from upstream',              evidence: 'baseline' },
  { section: 'A', command: 'done pin',           words: '',              inputs: 'what M says',                  outputs: 'every finish line with its state', pass: 'every finish line green',                    evidence: 'done' },
  { section: 'B', command: 'supervise run',      words: ' --arm',        inputs: 'a workspace',                  outputs: 'a tick every interval',           pass: 'state=running, ticks appear',                 evidence: null },
  { section: 'B', command: 'supervise status',   words: '',              inputs: 'the running supervisor',       outputs: 'its state',                       pass: 'state=running',                               evidence: null },
  { section: 'C', command: 'health',             words: '',              inputs: 'the newest tick',              outputs: 'checks',                          pass: 'alive, fresh, sealed, ready',                 evidence: null },
  { section: 'C', command: 'metrics',            words: '',              inputs: 'ticks, pins, disk',            outputs: 'the P90 document',                pass: 'no alerts',                                   evidence: null },
  { section: 'D', command: 'audit trigger',      words: '',              inputs: 'enough fresh ticks',           outputs: 'an audit snapshot',               pass: 'ready, and the audit is green',               evidence: 'audit' },
  { section: 'D', command: 'audit snapshot',     words: '',              inputs: 'the ticks of a run',           outputs: 'ticks, gaps, health, metrics',    pass: 'no alerts',                                   evidence: 'audit' },
  { section: 'E', command: 'dashboard snapshot', words: '',              inputs: 'everything live',              outputs: 'JSON and one HTML page',          pass: 'no alerts',                                   evidence: 'dashboard' },
  { section: 'E', command: 'retain dashboard',   words: ' --no-dry-run', inputs: 'dashboard snapshots',          outputs: 'a reason for each',               pass: 'nothing left to remove',                      evidence: 'retain' },
  { section: 'F', command: 'retain audit',       words: ' --no-dry-run', inputs: 'audit snapshots',              outputs: 'a reason for each',               pass: 'nothing left to remove',                      evidence: 'retain' },
  { section: 'G', command: 'greenlight',         words: '',              inputs: 'live state, newest snapshots', outputs: 'one answer',                      pass: 'live green, snapshots fresh and verified',    evidence: null },
  { section: 'H', command: 'cycle',              words: '',              inputs: 'everything above',             outputs: 'a report of each step',           pass: 'every required step green',                   evidence: 'cycle' },
  { section: 'I', command: 'guard',              words: ' cycle',        inputs: 'a clean environment',          outputs: 'the same',                        pass: 'nothing armed, no secrets, then the cycle',   evidence: 'cycle' },
  { section: 'I', command: 'service install',    words: '',              inputs: 'systemd or launchd',           outputs: 'units of every job',              pass: 'every job loaded, last exit 0',               evidence: null },
  { section: 'J', command: 'soak',               words: ' --for 4h',     inputs: 'a running supervisor',         outputs: 'uptime, gaps, checkpoints',       pass: 'time over, no missed ticks, no lasting red',  evidence: 'soak' },
  { section: 'K', command: 'stop',               words: '',              inputs: 'whatever runs',                outputs: 'what stopped, and the proof',     pass: 'stopped, proved',                             evidence: 'stop' },
  { section: 'K', command: 'archive',            words: ' RUN --to DIR', inputs: 'a stopped run',                outputs: 'a bag outside of the workspace',  pass: 'complete and verified at its new place',      evidence: 'archive' },
  { section: 'L', command: 'tidy',               words: ' --park',       inputs: 'what git does not know',       outputs: 'parked files',                    pass: 'nothing untracked',                           evidence: null },
  { section: 'M', command: 'done check',         words: '',              inputs: 'pins and live state',          outputs: 'every finish line',               pass: 'every finish line green',                     evidence: null },
];

/** A step with what the command table says about it. */
export interface OwnedStep extends PlanStep {
  readonly owner: Role;
  readonly role: string;
  readonly token: string;
  /** As it is typed. */
  readonly typed: string;
}

/** The steps with owner, token and command line. */
export function ownedSteps(): readonly OwnedStep[] {
  return PLAN_STEPS.map((step) => {
    const { owner, token } = opsCommandOf(step.command);
    return {
      ...step,
      owner,
      role: ROLES[owner],
      token: step.command === 'guard' ? opsCommandOf('cycle').token : token,
      typed: `ops-loop ${step.command}${step.words}`,
    };
  });
}
