import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { readComplaint } from './checks/complaint.js';
import { readState, type WorkspaceState } from './checks/workspace-state.js';
import { readTree, type Tree } from './checks/workspace-tree.js';
import { describeCommand, runTool, type Command, type Ended, type Places } from './processes.js';
import type { Scenario } from './scenarios.js';
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

/** Words that begin a command which computes nothing. */
const LOOKING = ['status', 'ledger'];

/** The command as it is run: with a document, and with as many threads as the kill allows. */
export function prepared({ tool, words }: Command, isSingle: boolean): Command {
  // One thread at a time: only then does a step have the same number twice.
  const isComputing = tool === 'run-pipeline' && !LOOKING.includes(words[0] ?? '');
  const jobs = isComputing ? ['--jobs', isSingle ? '1' : '2'] : [];
  return { tool, words: [...words, ...jobs, '--json'] };
}

/** Lets a scenario run undisturbed and writes down its steps. */
export async function makeReference(
  places: Places,
  templates: Templates,
  scenario: Scenario,
  path: string,
): Promise<Reference> {
  const template = templates.get(scenario.template) ?? '';
  const folder = makeTrialFolder(path, template);
  const { workspace, env } = folder;
  const trace = join(path, 'trace.txt');
  const run = async (command: Command, more = {}): Promise<Ended> => {
    const ended = await runTool(places, prepared(command, true), workspace, { env, ...more });
    if (ended.exit === 0) return ended;
    const what = `${scenario.name}: ${describeCommand(command)}`;
    throw new Error(`undisturbed, ${what} ended with ${String(ended.exit)}\n${ended.stdout}`);
  };
  const done = await run(scenario.command, { trace });
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
