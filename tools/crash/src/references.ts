import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { readComplaint } from './checks/complaint.js';
import { readState, type WorkspaceState } from './checks/workspace-state.js';
import { readTree, type Tree } from './checks/workspace-tree.js';
import { prepared } from './prepared-command.js';
import { describeCommand, runTool, type Command, type Ended, type Places } from './processes.js';
import { exitOf, type Scenario } from './scenarios.js';
import type { Templates } from './templates.js';
import { parseTrace, type Step } from './trace.js';
import { makeTrialFolder, removeTrialFolder } from './trial-folder.js';

/** An undisturbed course of events: what every disturbed one must end as. */
export interface Reference {
  readonly scenario: Scenario;
  /** The template. */
  readonly before: Tree;
  /** After the command and the plain one behind it. */
  readonly after: WorkspaceState;
  /** What the plain command has to say about an undisturbed workspace, and about one that is done. */
  readonly codes: ReadonlySet<string>;
  readonly steps: readonly Step[];
  /** How long the command takes, in milliseconds. */
  readonly spanMs: number;
}

/** Lets a scenario run undisturbed and writes down its steps. */
export async function makeReference(
  places: Places,
  templates: Templates,
  scenario: Scenario,
  path: string,
): Promise<Reference> {
  const template = await templates.folder(scenario.template);
  const folder = makeTrialFolder(path, template);
  const { workspace, env } = folder;
  const trace = join(path, 'trace.txt');
  const run = async (command: Command, more = {}, exit = 0): Promise<Ended> => {
    const ended = await runTool(places, prepared(command, workspace, true), workspace, {
      env,
      ...more,
    });
    if (ended.exit === exit) return ended;
    const what = `${scenario.name}: ${describeCommand(command)}`;
    throw new Error(`undisturbed, ${what} ended with ${String(ended.exit)}\n${ended.stdout}`);
  };
  const done = await run(scenario.command, { trace }, exitOf(scenario.says));
  const next = await run(scenario.next);
  const after = readState(workspace);
  const again = await run(scenario.next);
  const codes = [done, next, again].flatMap((ended) => readComplaint(ended).codes);
  const reference = {
    scenario,
    before: readTree(template),
    after,
    codes: new Set(codes),
    steps: parseTrace(readFileSync(trace, 'utf8')),
    spanMs: done.tookMs,
  };
  removeTrialFolder(path);
  return reference;
}
