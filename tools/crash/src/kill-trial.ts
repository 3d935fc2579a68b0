import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readComplaint } from './checks/complaint.js';
import { parseEvents } from './checks/event-log.js';
import {
  countLitter,
  logProblems,
  readLog,
  readState,
  stateProblems,
} from './checks/workspace-state.js';
import { differences } from './checks/workspace-tree.js';
import type { KillPlan, KillPoint } from './kill-point.js';
import type { Problem } from './problem.js';
import { describeCommand, runTool, type Command, type Ended, type Places } from './processes.js';
import { prepared, type Reference } from './references.js';
import { describeStep, parseTrace } from './trace.js';
import { makeTrialFolder, type TrialFolder } from './trial-folder.js';

/** What became of a workspace in which a process was killed. */
export interface TrialResult {
  readonly scenario: string;
  readonly plan: KillPlan;
  /** Processes that the kills really ended, 0 to 2: some were done before. */
  readonly struck: number;
  /** Where the process died, when it died at a step. */
  readonly place: string | undefined;
  readonly problems: readonly Problem[];
  /** Half-made files that stayed behind. */
  readonly litter: number;
  /** The folder, kept when there are problems. */
  readonly folder: string;
}

const EXPORT: Command = {
  tool: 'run-pipeline',
  words: ['ledger', 'export', '--table', 'events', '--format', 'json'],
};

/** Kills a scenario as planned and looks whether the plain command after it makes everything good. */
export async function runKillTrial(
  places: Places,
  reference: Reference,
  template: string,
  plan: KillPlan,
  path: string,
): Promise<TrialResult> {
  const folder = makeTrialFolder(path, template);
  const trial = new KillTrial(places, reference, folder);
  const problems = await trial.run(plan);
  return {
    scenario: reference.scenario.name,
    plan,
    struck: trial.struck,
    place: trial.place(),
    problems,
    litter: countLitter(readState(folder.workspace).tree),
    folder: path,
  };
}

class KillTrial {
  struck = 0;
  readonly #places: Places;
  readonly #reference: Reference;
  readonly #folder: TrialFolder;
  readonly #problems: Problem[] = [];

  constructor(places: Places, reference: Reference, folder: TrialFolder) {
    this.#places = places;
    this.#reference = reference;
    this.#folder = folder;
  }

  async run({ first, second }: KillPlan): Promise<readonly Problem[]> {
    const { scenario, before, after } = this.#reference;
    const { workspace } = this.#folder;
    const seq = parseEvents(readLog(workspace)).length;
    await this.#kill(scenario.command, first);
    if (second) await this.#kill(scenario.next, second);
    await this.#recover(seq);
    this.#problems.push(...stateProblems(workspace, before, after));
    await this.#checkLog();
    await this.#checkSecondCall();
    for (const touched of this.#folder.touched()) {
      this.#problems.push({ check: 'outside', text: `touched beside the workspace: ${touched}` });
    }
    return this.#problems;
  }

  /** The step in front of which the first process died. */
  place(): string | undefined {
    const path = join(this.#folder.path, 'trace.txt');
    if (!existsSync(path)) return undefined;
    const step = parseTrace(readFileSync(path, 'utf8')).find(({ isKilled }) => isKilled);
    return step && describeStep(step);
  }

  async #kill(command: Command, kill: KillPoint): Promise<void> {
    const trace = join(this.#folder.path, this.struck === 0 ? 'trace.txt' : 'second-trace.txt');
    const ended = await runTool(
      this.#places,
      prepared(command, kill.kind === 'step'),
      this.#folder.workspace,
      { env: this.#folder.env, kill, ...(kill.kind === 'step' && { trace }) },
    );
    const wasStruck = ended.signal !== null || ended.exit === 130;
    if (wasStruck) this.struck += 1;
    // A signal that can be caught may come before there is somebody to catch it.
    if (ended.signal === null) {
      this.#judge(command, ended, wasStruck ? 130 : 0, wasStruck ? ['INTERRUPTED'] : []);
    }
  }

  async #run(command: Command): Promise<Ended> {
    const { workspace, env } = this.#folder;
    return runTool(this.#places, prepared(command, false), workspace, { env });
  }

  async #plain(command: Command): Promise<void> {
    this.#judge(command, await this.#run(command), 0);
  }

  /** The plain command; and where nothing had happened yet, the killed command once more. */
  async #recover(seq: number): Promise<void> {
    const { scenario } = this.#reference;
    const ended = await this.#run(scenario.next);
    const isUndone = scenario.committedBy !== undefined && !this.#hasHappened(seq);
    const codes = isUndone ? (scenario.unlessCommitted ?? []) : [];
    this.#judge(scenario.next, ended, codes.length > 0 ? 1 : 0, codes);
    if (!isUndone) return;
    await this.#plain(scenario.command);
    await this.#plain(scenario.next);
  }

  #judge(command: Command, ended: Ended, exit: number, earned: readonly string[] = []): void {
    const { codes, problems } = readComplaint(ended);
    const found = problems.map((text): Problem => ({ check: 'ending', text }));
    if (ended.exit !== exit) {
      const text = `exit ${String(ended.exit)} instead of ${exit}: ${ended.stdout}${ended.stderr}`;
      found.push({ check: 'recovery', text });
    }
    const known = [...this.#reference.codes, ...earned];
    for (const code of codes.filter((one) => !known.includes(one))) {
      found.push({ check: 'recovery', text: `${code}, which nobody has earned` });
    }
    const what = describeCommand(command);
    this.#problems.push(...found.map(({ check, text }) => ({ check, text: `${what}: ${text}` })));
  }

  #hasHappened(seq: number): boolean {
    const { committedBy } = this.#reference.scenario;
    const events = parseEvents(readLog(this.#folder.workspace)).slice(seq);
    return events.some(({ type }) => type === committedBy);
  }

  async #checkLog(): Promise<void> {
    const { workspace, env } = this.#folder;
    const exported = await runTool(this.#places, EXPORT, workspace, { env });
    if (exported.exit === 0) this.#problems.push(...logProblems(workspace, exported.stdout));
    else this.#problems.push({ check: 'chain', text: exported.stderr });
  }

  /** Whoever has recovered has nothing more to do: a further call changes nothing. */
  async #checkSecondCall(): Promise<void> {
    const { workspace } = this.#folder;
    const before = readState(workspace).timeless;
    const log = readLog(workspace);
    await this.#plain(this.#reference.scenario.next);
    const changes = differences(before, readState(workspace).timeless);
    const texts = [...changes, ...(readLog(workspace) === log ? [] : ['the event log grew'])];
    this.#problems.push(...texts.map((text): Problem => ({ check: 'second-call', text })));
  }
}
