import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { seededRandom } from '@assay/core';
import { expect, test } from 'vitest';
import {
  lastLine,
  linesOf,
  opsDocument,
  runOps,
  runsOf,
  startOps,
  startSupervisor,
  stateOf,
  sumsProblems,
  ticksOf,
  until,
} from '../testing/ops-driver.js';
import { promotedTemplate } from '../testing/probe-driver.js';
import { runTool } from '../testing/spawn-tool.js';
import { copyOf } from '../testing/sweep-driver.js';

const KILLS = Number(process.env['ASSAY_OPS_KILLS'] ?? 8);
const SEED = process.env['ASSAY_SEED'] ?? '7';
/** Every so many kills a whole cycle is killed as well, and then done again. */
const CYCLE_EVERY = 4;

const template = promotedTemplate();

/** Every tick that can be seen, of every run, against its own sums, by a judge that is not ours. */
function tickProblems(cwd: string, seen: Set<string>): readonly string[] {
  return runsOf(cwd).flatMap((run) =>
    ticksOf(run).flatMap((tick) => {
      const path = join(run, tick);
      if (seen.has(path)) return [];
      seen.add(path);
      const problem = sumsProblems(path);
      return problem === '' ? [] : [problem];
    }),
  );
}

test(
  `killed ${KILLS} times in a soak it recovers each time, no tick is half visible, and every chain holds`,
  async () => {
    const cwd = copyOf(template.folder);
    const chance = seededRandom(SEED);
    const seen = new Set<string>();
    const soak = startOps(['soak', '--for', '2h', '--every', '1s', '--fail', '9999/9999'], cwd);
    for (let kill = 0; kill < KILLS; kill += 1) {
      const supervisor = startSupervisor(cwd, '--interval', '300ms');
      // It got in over whatever the last one left, and ticks.
      const run = await until('a tick after a kill', () => {
        const at = stateOf(cwd, supervisor.pid) && runsOf(cwd).at(-1);
        return at !== undefined && ticksOf(at).length > 0 && at;
      });
      if (kill > 0) {
        const events = linesOf<{ event: string }>(run, 'journal.ndjson').map(({ event }) => event);
        expect(events.slice(0, 3)).toEqual(['started', 'taken_over', 'recovered']);
      }
      const cycle = kill % CYCLE_EVERY === 0 ? startOps(['cycle'], cwd) : undefined;
      // When it dies is the fault that is planted: somewhere within the next ticks.
      await pause(chance() * 400);
      supervisor.process.kill('SIGKILL');
      cycle?.process.kill('SIGKILL');
      await Promise.all([supervisor.ended, cycle?.ended]);
      expect(tickProblems(cwd, seen)).toEqual([]);
    }
    const last = startSupervisor(cwd, '--interval', '300ms');
    await until(
      'a tick',
      () => stateOf(cwd, last.pid) && ticksOf(runsOf(cwd).at(-1) ?? '').length > 1,
    );
    const { exit, document } = opsDocument(['cycle'], cwd);
    expect([exit, document.error?.found]).toEqual([0, undefined]);
    soak.process.kill('SIGTERM');
    expect(lastLine(await soak.ended)).toMatch(/^SOAK_FAIL reason=/);
    expect(runOps(['stop', '--quick'], cwd).exit).toBe(0);
    expect((await last.ended).exit).toBe(0);

    expect(runsOf(cwd)).toHaveLength(KILLS + 1);
    const left = runsOf(cwd).flatMap((run) =>
      readdirSync(run).filter((one) => one.startsWith('.')),
    );
    expect(left).toEqual([]);
    const verified = opsDocument(['evidence', 'verify', 'all'], cwd);
    expect([verified.exit, verified.document.error?.found]).toEqual([0, undefined]);
    expect(runTool([], cwd, 'integrity-sweep').exit).toBe(0);
    const { stdout } = spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' });
    expect(stdout.split('\n').filter((line) => line.includes(cwd))).toEqual([]);
  },
  60_000 + KILLS * 10_000,
);
