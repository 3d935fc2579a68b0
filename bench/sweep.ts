import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { inTurns, rounded, shortest, type Figures } from './measure.js';
import { makeSweepWorkspace } from './sweep-workspace.js';

const TOOL = resolve('apps/integrity-sweep/dist/main.js');
const CAPSULES = 20_000;
const ROUNDS = 2;
/** Tells the peak of a process that ends by itself, on its last line of stderr. */
const TELL_PEAK =
  'data:text/javascript,process.on("exit",()=>process.stderr.write(`peak ${process.resourceUsage().maxRSS}`))';

const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = process.env;

function run(command: string, words: readonly string[], allowed: readonly number[]): string {
  const ended = spawnSync(command, words, { encoding: 'utf8', env, maxBuffer: 1 << 28 });
  if (ended.error) throw ended.error;
  if (!allowed.includes(ended.status ?? -1)) {
    throw new Error(`${command}: exit ${String(ended.status)}\n${ended.stderr}`);
  }
  return ended.stderr;
}

/** In memory where the system offers that: it is the sweep that is measured, not the making of files. */
function temporaryFolder(): string {
  const memory = '/dev/shm';
  return mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), 'assay-bench-'));
}

/** A workspace as its tools left it, swept in turns with coreutils hashing the same files. */
async function sweepCapsules(): Promise<Figures> {
  if (!existsSync(TOOL)) throw new Error('apps/integrity-sweep/dist is missing: npm run build');
  const folder = temporaryFolder();
  try {
    makeSweepWorkspace(folder, CAPSULES);
    // Makes the views that only a tool can make, and leaves the mark that a tool was here.
    run(process.execPath, [TOOL, '--fix', '--workspace', folder, '--quiet'], [0]);
    let peakKb = 0;
    const sweep = (...words: readonly string[]): number => {
      const flags = ['--import', TELL_PEAK, TOOL, ...words, '--workspace', folder, '--quiet'];
      const said = run(process.execPath, flags, [0]);
      peakKb = Math.max(peakKb, Number(/peak (\d+)/.exec(said)?.[1] ?? 0));
      return said.length;
    };
    const hashAll = `find '${folder}/runs' '${folder}/backtests' -type f -print0 | xargs -0 sha256sum > /dev/null`;
    const coreutils = (): number => run('bash', ['-c', hashAll], [0]).length + 1;
    const turns = await inTurns(ROUNDS, () => sweep(), coreutils, ROUNDS);
    const dryRunPeakKb = peakKb;
    const verifyMs = await shortest(ROUNDS, () => sweep('verify'));
    return {
      wall_s: rounded(turns.job / 1000),
      verify_s: rounded(verifyMs / 1000),
      sha256sum_s: rounded(turns.yardstick / 1000),
      ratio: rounded(turns.ratio),
      peak_rss_mb: Math.round(dryRunPeakKb / 1024),
      verify_peak_mb: Math.round(peakKb / 1024),
      capsules: CAPSULES,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `integrity-sweep` over very many capsules; compared with `sha256sum` over the same files. */
export const sweepBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'sweep/capsules': sweepCapsules,
};
