import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inTurns, rounded, type Figures } from './measure.js';

const TOOL = resolve('apps/run-pipeline/dist/main.js');
const EXAMPLES = resolve('examples/fx');
const REAL_DATA = resolve('../shared/data');
const DIRECTIVE = 'FX_Range_Breakout_H1';
const COLD_ROUNDS = 3;
/** Starts of Node in a round of CPU: one alone is but two ticks of its clock. */
const NODE_STARTS = 10;
const WARM_ROUNDS = 15;
/** Ticks of /proc are hundredths of a second on every Linux that Node supports. */
const MS_PER_TICK = 10;

// Extra certificates cost every start of Node some 28 ms, and nothing here needs them.
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

/** Runs Node to its end; throws with what it said when it failed. */
function node(...words: readonly string[]): number {
  const run = spawnSync(process.execPath, words, { encoding: 'utf8', env, maxBuffer: 1 << 28 });
  if (run.error) throw run.error;
  if (run.status !== 0) {
    throw new Error(`${words.join(' ')}: exit ${run.status}\n${run.stdout}${run.stderr}`);
  }
  return run.stdout.length;
}

const startNode = (): number => node('-e', '0');

/** CPU of all children that have ended, in milliseconds; undefined where there is no /proc. */
function childrenCpuMs(): number | undefined {
  if (!existsSync('/proc/self/stat')) return undefined;
  // Behind the name in brackets: cutime and cstime are fields 16 and 17 of the line.
  const fields = readFileSync('/proc/self/stat', 'latin1')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) * MS_PER_TICK;
}

/** Work in other processes, and the least CPU that one round of it took. */
class Metered {
  leastCpuMs = Infinity;

  constructor(private readonly work: () => number) {}

  readonly run = (): number => {
    const before = childrenCpuMs();
    const said = this.work();
    const after = childrenCpuMs();
    if (before !== undefined && after !== undefined) {
      this.leastCpuMs = Math.min(this.leastCpuMs, after - before);
    }
    return said;
  };
}

function symbols(): readonly string[] {
  const text = readFileSync(
    join(EXAMPLES, 'backtest_directives', 'active', `${DIRECTIVE}.txt`),
    'utf8',
  );
  return [...(/^symbols:\n((?: {2}- .*\n)+)/m.exec(text)?.[1] ?? '').matchAll(/- (\w+)/g)].map(
    ([, symbol = '']) => symbol,
  );
}

/** A workspace that has run nothing yet, on real bars where they are. */
function makeWorkspace(folder: string, data: 'real' | 'sample'): void {
  cpSync(EXAMPLES, folder, { recursive: true });
  if (data === 'sample') {
    node(TOOL, 'data', 'sample', '--workspace', folder);
    return;
  }
  mkdirSync(join(folder, 'data'));
  for (const symbol of symbols()) {
    const name = `${symbol}_H1.csv.gz`;
    copyFileSync(join(REAL_DATA, name), join(folder, 'data', name));
  }
}

/** Measures in a temporary folder, with the data that is there. */
async function withWorkspaces(
  count: number,
  measure: (workspaces: readonly string[], data: 'real' | 'sample') => Promise<Figures>,
): Promise<Figures> {
  if (!existsSync(TOOL)) throw new Error('apps/run-pipeline/dist is missing: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'assay-bench-'));
  const data = existsSync(REAL_DATA) ? 'real' : 'sample';
  try {
    const workspaces = Array.from({ length: count }, (_, k) => join(folder, `workspace-${k}`));
    for (const workspace of workspaces) makeWorkspace(workspace, data);
    return await measure(workspaces, data);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const runDirective = (workspace: string): number =>
  node(TOOL, DIRECTIVE, '--workspace', workspace, '--quiet');

/**
 * From a process that does not exist yet to PORTFOLIO_COMPLETE with all reports. Its ratio is one of
 * CPU where the system tells it: over seconds and on all cores, a neighbour changes the clock on the
 * wall most.
 */
function cold(): Promise<Figures> {
  return withWorkspaces(COLD_ROUNDS, async (workspaces, data) => {
    const untouched = [...workspaces];
    const whole = new Metered(() => runDirective(untouched.pop() ?? ''));
    const starts = new Metered(() => {
      let said = 0;
      for (let start = 0; start < NODE_STARTS; start += 1) said += startNode();
      return said;
    });
    const turns = await inTurns(COLD_ROUNDS, whole.run, starts.run, COLD_ROUNDS);
    const hasCpu = whole.leastCpuMs < Infinity;
    const ratio = hasCpu ? whole.leastCpuMs / starts.leastCpuMs : turns.ratio;
    return {
      wall_s: rounded(turns.job / 1000),
      ...(hasCpu && { cpu_s: rounded(whole.leastCpuMs / 1000) }),
      ratio: rounded(ratio * NODE_STARTS),
      node_ms: rounded(turns.yardstick / NODE_STARTS),
      symbols: symbols().length,
      data,
    };
  });
}

/** A process in turns with `node -e 0`; what it costs beyond that. */
async function beyondNode(job: () => number): Promise<Figures> {
  const turns = await inTurns(WARM_ROUNDS, job, startNode);
  return {
    over_node_ms: rounded(turns.job - turns.yardstick),
    ratio: rounded(turns.ratio),
    wall_ms: rounded(turns.job),
    node_ms: rounded(turns.yardstick),
  };
}

/** The whole command line as a user starts it; compared with `node -e 0`. */
export const pipelineBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'pipeline/cold': cold,
  'pipeline/nothing-to-do': () =>
    withWorkspaces(1, async ([workspace = ''], data) => {
      runDirective(workspace);
      return { ...(await beyondNode(() => runDirective(workspace))), data };
    }),
  'pipeline/help': () => beyondNode(() => node(TOOL, '--help')),
};
