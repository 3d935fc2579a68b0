import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describeCommand, runSystem, runTool, type Command, type Places } from './processes.js';

/** What a workspace looks like before a tool is started in it. */
export type TemplateName =
  | 'fresh'
  | 'valid'
  | 'complete'
  | 'one-failed'
  | 'outdated-strategy'
  | 'superseding'
  | 'disordered'
  | 'orphaned'
  | 'retired'
  | 'promoted'
  | 'ledgerless';

/** The one directive of every template. */
export const DIRECTIVE = 'Cross';

const DIRECTIVE_TEXT = `# A moving-average cross: it trades on any bars.
test:
  name: ${DIRECTIVE}
  strategy: ${DIRECTIVE}
  broker: Assay_FX
  timeframe: 1h
  start_date: 2024-01-15
  end_date: 2024-02-02
  warmup_bars: 30
symbols: [EURUSD, GBPUSD]
moving_average_cross:
  type: sma
  fast: 5
  slow: 12
sizing:
  mode: fixed_lots
  lots: 0.1
`;

/** Takes the rows of the directive out of the sheet. */
export const RETIRE: Command = {
  tool: 'integrity-sweep',
  words: ['retire', DIRECTIVE, '--reason', 'crash campaign'],
};

/** Puts the directive under watch. */
const PROMOTE: Command = {
  tool: 'run-pipeline',
  words: ['promote', DIRECTIVE, '--reason', 'crash campaign'],
};

interface Recipe {
  readonly name: TemplateName;
  readonly from: TemplateName | undefined;
  /** Works in the folder, which is a copy of the template that it comes from. */
  readonly make: (folder: string, run: Run) => Promise<void>;
}

type Run = (command: Command, exit?: number) => Promise<void>;

function pipeline(...words: readonly string[]): Command {
  return { tool: 'run-pipeline', words };
}

function activeFile(folder: string): string {
  return join(folder, 'backtest_directives', 'active', `${DIRECTIVE}.txt`);
}

const RECIPES: readonly Recipe[] = [
  { name: 'fresh', from: undefined, make: makeFresh },
  { name: 'valid', from: 'fresh', make: (_, run) => run(pipeline(DIRECTIVE, '--provision-only')) },
  { name: 'complete', from: 'fresh', make: (_, run) => run(pipeline(DIRECTIVE)) },
  { name: 'one-failed', from: 'valid', make: makeOneFailed },
  { name: 'outdated-strategy', from: 'fresh', make: makeOutdatedStrategy },
  { name: 'superseding', from: 'complete', make: makeSuperseding },
  { name: 'disordered', from: 'complete', make: makeDisordered },
  { name: 'orphaned', from: 'complete', make: makeOrphaned },
  { name: 'retired', from: 'complete', make: (_, run) => run(RETIRE) },
  { name: 'promoted', from: 'complete', make: (_, run) => run(PROMOTE) },
  { name: 'ledgerless', from: 'complete', make: makeLedgerless },
];

async function makeFresh(folder: string, run: Run): Promise<void> {
  await run(pipeline('init', folder));
  const active = join(folder, 'backtest_directives', 'active');
  for (const name of readdirSync(active)) rmSync(join(active, name));
  for (const name of ['indicators', 'policies', 'strategies']) {
    rmSync(join(folder, name), { recursive: true });
  }
  writeFileSync(activeFile(folder), DIRECTIVE_TEXT);
  await run(pipeline('data', 'sample'));
}

/** A bundle that somebody altered fails its run; then it is as it was, and the failure remains. */
async function makeOneFailed(folder: string, run: Run): Promise<void> {
  const [runId = ''] = readdirSync(join(folder, 'runs')).filter((name) => name !== DIRECTIVE);
  const bundle = join(folder, 'runs', runId, 'strategy.js');
  const before = readFileSync(bundle);
  writeFileSync(bundle, `${before.toString('utf8')}\n`);
  await run(pipeline(DIRECTIVE), 3);
  writeFileSync(bundle, before);
}

async function makeOutdatedStrategy(folder: string, run: Run): Promise<void> {
  await run({ tool: 'provision-strategy', words: [DIRECTIVE] });
  const text = readFileSync(activeFile(folder), 'utf8');
  writeFileSync(activeFile(folder), text.replace('fast: 5', 'fast: 6'));
}

/** Completing it must put a file of its name aside that is another one. */
async function makeSuperseding(folder: string, run: Run): Promise<void> {
  await run({ tool: 'reset-directive', words: [DIRECTIVE, '--reason', 'again'] });
  const completed = join(folder, 'backtest_directives', 'completed', `${DIRECTIVE}.txt`);
  writeFileSync(completed, `${DIRECTIVE_TEXT}# An older wording.\n`);
}

function firstRun(folder: string): string {
  const runs = readdirSync(join(folder, 'runs')).filter((name) => name !== DIRECTIVE);
  return join(folder, 'runs', runs.sort()[0] ?? '');
}

/** One of everything that a sweep puts in order. */
async function makeDisordered(folder: string): Promise<void> {
  const run = firstRun(folder);
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(path), { recursive: true });
    rmSync(path, { force: true });
    writeFileSync(path, text);
  };
  write(join(folder, 'backtests/Old_EURUSD/raw/results_tradelevel.csv'), 'of nobody\n');
  write(join(folder, 'runs/00000000deadbeef/strategy.js'), 'of no run\n');
  write(join(folder, '.assay/staging/1-00000000deadbeef-1/raw/a.csv'), 'of no commit\n');
  write(join(run, '.manifest.json.4194304-0-1.tmp'), 'half');
  write(join(run, 'run_state.json'), '{"edited": true}\n');
  write(join(folder, `backtests/${DIRECTIVE}_EURUSD/raw/results_yearwise.csv`), 'edited\n');
  write(join(folder, 'backtests/Strategy_Master_Filter.xlsx'), 'edited\n');
  rmSync(join(folder, `backtests/${DIRECTIVE}_GBPUSD`), { recursive: true });
}

async function makeOrphaned(folder: string): Promise<void> {
  rmSync(firstRun(folder), { recursive: true });
}

async function makeLedgerless(folder: string): Promise<void> {
  for (const name of readdirSync(join(folder, '.assay'))) {
    if (name.startsWith('assay.db')) rmSync(join(folder, '.assay', name));
  }
}

/** Makes templates when they are asked for, each once. */
export class Templates {
  readonly #places: Places;
  readonly #below: string;
  readonly #made = new Map<TemplateName, Promise<string>>();

  /** They lie below a folder. */
  constructor(places: Places, below: string) {
    this.#places = places;
    this.#below = below;
  }

  /** The folder of a template; one that cannot be made as meant throws. */
  folder(name: TemplateName): Promise<string> {
    const made = this.#made.get(name) ?? this.#make(name);
    this.#made.set(name, made);
    return made;
  }

  async #make(name: TemplateName): Promise<string> {
    const recipe = RECIPES.find((one) => one.name === name);
    if (!recipe) throw new Error(`no template ${name}`);
    const folder = join(this.#below, name);
    if (recipe.from === undefined) mkdirSync(folder, { recursive: true });
    else runSystem('cp', ['-a', await this.folder(recipe.from), folder]);
    await recipe.make(folder, async (command, exit = 0) => {
      const ended = await runTool(this.#places, command, folder);
      if (ended.exit === exit) return;
      const what = `template ${name}: ${describeCommand(command)}`;
      throw new Error(`${what} ended with ${String(ended.exit)}\n${ended.stderr}`);
    });
    return folder;
  }
}
