import { chmodSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { drive, inSession, look } from './session-driver.js';
import { runJson } from './spawn-tool.js';
import { makeWorkspace, temporaryFolder, textOf } from './workspace-maker.js';

const SYMBOLS = ['EURUSD', 'USDJPY'];

/** Replaces a file by another; artifacts are read-only, and whoever means to change one can. */
export function overwrite(path: string, text: string): void {
  rmSync(path);
  writeFileSync(path, text);
}

/** Folder of the run of a symbol. */
export async function capsuleOf(folder: string, symbol: string, id = 'Cross'): Promise<string> {
  const runs = await look(folder, ({ ledger }) => ledger.runs(id));
  return join(folder, 'runs', runs.find((run) => run.symbol === symbol)?.run_id ?? '');
}

/** Breaks a file, runs the directive, and puts the file back as it was. */
async function failOver(folder: string, path: readonly string[]): Promise<void> {
  const file = join(await capsuleOf(folder, 'USDJPY'), ...path);
  const good = textOf(file);
  overwrite(file, 'broken\n');
  runJson(['Cross', '--jobs', '1'], folder);
  overwrite(file, good);
  chmodSync(file, 0o444);
}

/** How a directive `Cross` on two symbols is brought to each of its positions. */
const MAKERS = {
  'never admitted': () => undefined,
  INITIALIZED(folder) {
    const bars = join(folder, 'data', 'USDJPY_1h.csv');
    const text = textOf(bars);
    rmSync(bars);
    runJson(['Cross'], folder);
    writeFileSync(bars, text);
  },
  PREFLIGHT_COMPLETE: (folder) =>
    drive(folder, { until: (event) => event.stage === '0' && event.status === 'done' }),
  '…VALID': (folder) => runJson(['Cross', '--provision-only'], folder),
  '…VALID, one run COMPLETE': (folder) =>
    drive(folder, {
      jobs: 1,
      until: ({ symbol, stage, status }) =>
        symbol === 'EURUSD' && stage === '3A' && status === 'done',
    }),
  SYMBOL_RUNS_COMPLETE: (folder) =>
    drive(folder, { until: (event) => event.stage === '4' && event.status === 'started' }),
  PORTFOLIO_COMPLETE: (folder) => runJson(['Cross'], folder),
  async 'FAILED from PREFLIGHT_COMPLETE'(folder) {
    const strategy = join(folder, 'strategies', 'Cross', 'strategy.ts');
    let text = '';
    await drive(folder, {
      until: ({ stage, status }) => {
        if (stage === '0.5' && status === 'started') {
          text = textOf(strategy);
          rmSync(strategy);
        }
        return false;
      },
    });
    writeFileSync(strategy, text);
  },
  async 'FAILED from …VALID'(folder) {
    MAKERS['…VALID'](folder);
    await failOver(folder, ['strategy.js']);
  },
  async 'FAILED from SYMBOL_RUNS_COMPLETE'(folder) {
    await MAKERS.SYMBOL_RUNS_COMPLETE(folder);
    await failOver(folder, ['artifacts', 'raw', 'results_tradelevel.csv']);
  },
} satisfies Record<string, (folder: string) => unknown>;

/** Where a directive can stand when somebody asks for a reset. */
export type Position = keyof typeof MAKERS;
export const POSITIONS = Object.keys(MAKERS) as readonly Position[];

const templates = new Map<Position, string>();
afterAll(() => {
  for (const folder of templates.values()) rmSync(folder, { recursive: true, force: true });
});

/** A workspace whose directive stands at a position; each is made once and copied from then on. */
export async function workspaceAt(position: Position): Promise<string> {
  let template = templates.get(position);
  if (template === undefined) {
    template = mkdtempSync(join(tmpdir(), 'assay-position-'));
    templates.set(position, template);
    cpSync(makeWorkspace({ symbols: SYMBOLS }), template, { recursive: true });
    await MAKERS[position](template);
    // What the way there left in staging is recovered now, not by the command under test.
    if (position !== 'never admitted') await inSession(template, async () => undefined);
  }
  const folder = temporaryFolder();
  cpSync(template, folder, { recursive: true, preserveTimestamps: true });
  return folder;
}
