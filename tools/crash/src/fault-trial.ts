import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree, lostFiles } from './checks/workspace-tree.js';
import type { Complaint } from './checks/complaint.js';
import type { ExpectedEnding, Fault, FaultPlace, Repair } from './faults/fault.js';
import type { Problem } from './problem.js';
import { runSystem, signalGroup, type Ended, type Places } from './processes.js';
import { RecoveryTrial } from './recovery-trial.js';
import type { Reference } from './references.js';
import { DIRECTIVE } from './templates.js';
import { makeTrialFolder } from './trial-folder.js';

const NOBODY = 65_534;

/** Why a fault cannot be tried here; undefined when it can. */
export function whyUntried({
  isMounting,
  diskMegabytes,
  isUnprivileged,
}: Fault): string | undefined {
  const isRoot = process.getuid?.() === 0;
  if (isMounting === true || diskMegabytes !== undefined) {
    if (process.platform !== 'linux' || !isRoot) return 'only the superuser of Linux can mount';
    if (spawnSync('unshare', ['--mount', 'true']).status !== 0)
      return 'nothing can be mounted here';
  }
  if (isUnprivileged === true && isRoot) {
    const words = ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, '-e', ''];
    if (spawnSync('setpriv', words).status !== 0) return 'nobody else can be';
  }
  return undefined;
}

/** Does a damage, lets a command meet it, repairs what has to be, and looks whether all is well then. */
export async function runFaultTrial(
  places: Places,
  reference: Reference,
  template: string,
  fault: Fault,
  path: string,
): Promise<readonly Problem[]> {
  const { diskMegabytes, isUnprivileged } = fault;
  const isRoot = process.getuid?.() === 0;
  const folder = makeTrialFolder(path, template, {
    user: isUnprivileged && isRoot ? NOBODY : undefined,
    ...(diskMegabytes !== undefined && { prepare: (disk) => mountDisk(disk, diskMegabytes) }),
  });
  const trial = new RecoveryTrial(places, reference, folder);
  try {
    await meet(trial, reference, fault);
  } finally {
    if (diskMegabytes !== undefined) unmount(trial, folder.workspace);
  }
  return trial.problems;
}

function mountDisk(folder: string, megabytes: number): void {
  runSystem('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'assay-crash', folder]);
}

/** What is on the disk goes with it: a failure is looked at in its copy. */
function unmount(trial: RecoveryTrial, workspace: string): void {
  if (trial.problems.length > 0) runSystem('cp', ['-a', workspace, `${workspace}-copy`]);
  runSystem('umount', ['-l', workspace]);
}

async function meet(trial: RecoveryTrial, reference: Reference, fault: Fault): Promise<void> {
  const { next } = reference.scenario;
  const { command = next, wrapper, damage, expected, afterRepair = [] } = fault;
  const { workspace } = trial.folder;
  const repair = await damage(placeOf(trial));
  const broken = readTree(workspace);
  const ended = await trial.run(command, { ...(wrapper && { wrapper }) });
  const ending = expected.find(({ exit }) => exit === ended.exit) ?? expected[0];
  if (!ending) throw new Error(`nothing is expected of ${fault.name}`);
  const complaint = trial.judge(command, ended, ending.exit, allCodes(expected));
  for (const text of whatIsMissing(expected, ended, complaint)) trial.report('refusal', text);
  for (const lost of lostFiles(broken, readTree(workspace), reference.after.tree)) {
    trial.report('lost', `gone after the refusal: the bytes of ${lost}`);
  }
  await repair?.();
  for (const one of afterRepair) await trial.plain(one);
  await trial.plain(next);
  // A reset on the way leaves traces that the undisturbed course does not have.
  await trial.checkRecovered(afterRepair.length > 0 ? 'other' : 'same');
}

/** A view may lag behind whatever else is wrong. */
function allCodes(expected: readonly ExpectedEnding[]): readonly string[] {
  return ['VIEW_STALE', ...expected.flatMap(({ codes }) => codes)];
}

/** What an ending lacks of each of the expected ones; nothing when it is one of them. */
function whatIsMissing(
  expected: readonly ExpectedEnding[],
  { exit }: Ended,
  { codes, text }: Complaint,
): readonly string[] {
  const misses = expected.map((one) => [
    ...(one.exit === exit ? [] : [`exit ${one.exit}, not ${String(exit)}`]),
    ...one.codes
      .filter((code) => !codes.includes(code))
      .map((code) => `${code} in ${codes.join()}`),
    ...(one.names === undefined || text.includes(one.names) ? [] : [`${one.names} in ${text}`]),
  ]);
  if (misses.some((miss) => miss.length === 0)) return [];
  return [`expected ${misses.map((miss) => miss.join(', ')).join('; or ')}`];
}

function placeOf(trial: RecoveryTrial): FaultPlace {
  const { workspace } = trial.folder;
  return {
    folder: trial.folder,
    at: (path) => join(workspace, path),
    runId: () => {
      const runs = readdirSync(join(workspace, 'runs')).filter((name) => name !== DIRECTIVE);
      const first = runs.sort()[0];
      if (first === undefined) throw new Error('no run yet');
      return first;
    },
    stopWriterAt: (step) => stopWriter(trial, step),
  };
}

/** A process that holds the workspace and does nothing more, until the repair kills it. */
async function stopWriter(trial: RecoveryTrial, step: number): Promise<Repair> {
  const trace = join(trial.folder.path, 'trace.txt');
  let pid: number | undefined;
  let isEnded = false;
  const ended = trial
    .run(
      { tool: 'run-pipeline', words: [DIRECTIVE] },
      { trace, stopAt: step, onStart: (started) => (pid = started) },
    )
    .finally(() => (isEnded = true));
  while (!(existsSync(trace) && readFileSync(trace, 'utf8').includes(' STOPPED\n'))) {
    if (isEnded) throw new Error(`the writer ended before step ${step}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return async () => {
    signalGroup(pid, 'SIGKILL');
    await ended;
  };
}
