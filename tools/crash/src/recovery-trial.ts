import { readComplaint, type Complaint } from './checks/complaint.js';
import { logProblems, readLog, readState, stateProblems } from './checks/workspace-state.js';
import { differences } from './checks/workspace-tree.js';
import type { CheckName, Problem } from './problem.js';
import {
  describeCommand,
  runTool,
  type Command,
  type Disturbance,
  type Ended,
  type Places,
} from './processes.js';
import { prepared } from './prepared-command.js';
import type { Reference } from './references.js';
import type { TrialFolder } from './trial-folder.js';

const EXPORT: Command = {
  tool: 'run-pipeline',
  words: ['ledger', 'export', '--table', 'events', '--format', 'json'],
};

/** A workspace in which something goes wrong, and what is found out about it. */
export class RecoveryTrial {
  readonly problems: Problem[] = [];
  readonly folder: TrialFolder;
  readonly #places: Places;
  readonly #reference: Reference;

  constructor(places: Places, reference: Reference, folder: TrialFolder) {
    this.#places = places;
    this.#reference = reference;
    this.folder = folder;
  }

  report(check: CheckName, text: string): void {
    this.problems.push({ check, text });
  }

  /** Runs a command in the workspace, with a document; not judged yet. */
  run(command: Command, disturbance: Disturbance = {}): Promise<Ended> {
    const { workspace, env, user } = this.folder;
    const words = prepared(command, workspace, disturbance.kill?.kind === 'step');
    return runTool(this.#places, words, workspace, {
      ...disturbance,
      env,
      ...(user !== undefined && { user }),
    });
  }

  /** A command that must end with 0 and have nothing to say. */
  async plain(command: Command): Promise<void> {
    this.judge(command, await this.run(command), 0);
  }

  /** Judges an ending: the exit code, its form, and no code but those of a quiet day and `earned` ones. */
  judge(
    command: Command,
    ended: Ended,
    exit: number,
    earned: readonly string[] | 'any' = [],
  ): Complaint {
    const complaint = readComplaint(ended);
    const what = describeCommand(command);
    for (const text of complaint.problems) this.report('ending', `${what}: ${text}`);
    if (ended.exit !== exit) {
      const said = `${ended.stdout}${ended.stderr}`;
      this.report('recovery', `${what}: exit ${String(ended.exit)} instead of ${exit}: ${said}`);
    }
    for (const code of complaint.codes) {
      if (earned === 'any' || earned.includes(code) || this.#reference.codes.has(code)) continue;
      this.report('recovery', `${what}: ${code}, which nobody has earned: ${complaint.text}`);
    }
    return complaint;
  }

  /** All that must hold once the workspace has recovered; on another way to the same seals, those only. */
  async checkRecovered(way: 'same' | 'other' = 'same'): Promise<void> {
    const { workspace, env } = this.folder;
    const { before, after, scenario } = this.#reference;
    this.problems.push(
      ...stateProblems(workspace, before, after).filter(
        ({ check }) => way === 'same' || check !== 'tree',
      ),
    );
    const exported = await runTool(this.#places, EXPORT, workspace, { env });
    if (exported.exit === 0) this.problems.push(...logProblems(workspace, exported.stdout));
    else this.report('chain', exported.stderr);
    await this.#checkSecondCall(scenario.next);
    for (const path of this.folder.touched()) {
      this.report('outside', `touched beside the workspace: ${path}`);
    }
  }

  /** Whoever has recovered has nothing more to do: a further call changes nothing. */
  async #checkSecondCall(next: Command): Promise<void> {
    const { workspace } = this.folder;
    const before = readState(workspace).timeless;
    const log = readLog(workspace);
    await this.plain(next);
    for (const line of differences(before, readState(workspace).timeless)) {
      this.report('second-call', line);
    }
    if (readLog(workspace) !== log) this.report('second-call', 'the event log grew');
  }
}
