import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { formatInstant, formatStamp } from '@assay/core';
import { inTurns, rounded, type Figures } from './measure.js';

const TOOL = resolve('apps/ops-loop/dist/main.js');
const TICKS = 10_000;
const ROUNDS = 15;
const WAIT_MS = 60_000;

/** The loop reads its environment: it gets none of ours. */
const env = { PATH: process.env['PATH'], HOME: process.env['HOME'] };

function node(cwd: string, ...words: readonly string[]): number {
  const run = spawnSync(process.execPath, words, { cwd, encoding: 'utf8', env });
  if (run.error) throw run.error;
  if (run.status !== 0) {
    throw new Error(`${words.join(' ')}: exit ${run.status}\n${run.stdout}${run.stderr}`);
  }
  return run.stdout.length + 1;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Puts sealed ticks beside the first one of a living supervisor, all like it but small, and their index. */
function addTicks(run: string): void {
  const [first = ''] = readdirSync(run).filter((name) => name.startsWith('tick_'));
  const record = JSON.parse(readFileSync(join(run, first, 'tick.json'), 'utf8'));
  const nowMs = Date.now();
  let index = readFileSync(join(run, 'soak_index.ndjson'), 'utf8');
  for (let seq = 2; seq <= TICKS; seq += 1) {
    // A second apart, the newest now: the hour that is judged is as full as it can be.
    const ms = nowMs - (TICKS - seq) * 1000;
    const tick = `tick_${formatStamp(ms)}_${String(seq).padStart(6, '0')}`;
    const finished = formatInstant(ms);
    const files = {
      'tick.json': `${JSON.stringify({ ...record, seq, tick, started: finished, finished })}\n`,
      'p76/P76_RESULT.txt': 'P76_READY mode=shadow\n',
    };
    mkdirSync(join(run, tick, 'p76'), { recursive: true });
    const sums = Object.entries(files).map(([path, text]) => `${sha256(text)}  ${path}\n`);
    for (const [path, text] of Object.entries(files)) writeFileSync(join(run, tick, path), text);
    writeFileSync(join(run, tick, 'manifest-sha256.txt'), sums.reverse().join(''));
    const line = { seq, tick, ts: finished, status: 'ready', age_sec: 0, gap_sec: 1 };
    index += `${JSON.stringify(line)}\n`;
  }
  writeFileSync(join(run, 'soak_index.ndjson'), index);
}

async function firstTick(workspace: string): Promise<string> {
  const folder = join(workspace, 'out', 'ops', 'online_readiness_supervisor');
  for (let waited = 0; waited < WAIT_MS; waited += 20) {
    const runs = existsSync(folder) ? readdirSync(folder) : [];
    const [run] = runs.filter((name) => name.startsWith('run_'));
    const path = join(folder, run ?? '');
    // Its line in the index is the last thing that is written of a tick.
    if (run && existsSync(join(path, 'soak_index.ndjson'))) return path;
    await pause(20);
  }
  throw new Error('the supervisor made no tick');
}

/** The three gates beside a living supervisor with ten thousand ticks, green, in turns with `node -e 0`. */
async function gates(): Promise<Figures> {
  if (!existsSync(TOOL)) throw new Error('apps/ops-loop/dist is missing: npm run build');
  const memory = '/dev/shm';
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'assay-bench-'));
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  // It makes no second tick while it is looked at.
  const flags = [TOOL, 'supervise', 'run', '--arm', '--interval', '1h'];
  const supervisor = spawn(process.execPath, flags, { cwd: folder, env, stdio: 'ignore' });
  try {
    addTicks(await firstTick(folder));
    node(folder, TOOL, 'audit', 'snapshot');
    node(folder, TOOL, 'dashboard', 'snapshot');
    const figures: Record<string, number> = {};
    let ratio = 0;
    for (const gate of ['health', 'metrics', 'greenlight']) {
      const turns = await inTurns(
        ROUNDS,
        () => node(folder, TOOL, gate),
        () => node(folder, '-e', '0'),
      );
      figures[`${gate}_over_node_ms`] = rounded(turns.job - turns.yardstick);
      ratio = Math.max(ratio, turns.ratio);
    }
    return { ...figures, ratio: rounded(ratio), ticks: TICKS };
  } finally {
    supervisor.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 20 });
  }
}

export const opsGateBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'ops/gates': gates,
};
