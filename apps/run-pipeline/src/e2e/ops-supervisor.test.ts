import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  hangTick,
  isAlive,
  lastLine,
  linesOf,
  membersOf,
  opsDocument,
  opsWorkspace,
  runOps,
  runsOf,
  startSupervisor,
  stateOf,
  sumsProblems,
  supervisorFolder,
  ticksOf,
  until,
} from '../testing/ops-driver.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

interface SoakLine {
  readonly seq: number;
  readonly tick: string | null;
  readonly status: string;
}
interface JournalLine {
  readonly event: string;
  readonly run?: string;
  readonly status?: string;
}

/** Waits until a supervisor has completed so many ticks. */
function ticked(cwd: string, pid: number, count: number): Promise<string> {
  return until(`${count} ticks`, () => {
    const run = runsOf(cwd).at(-1);
    return run !== undefined && stateOf(cwd, pid) && ticksOf(run).length >= count && run;
  });
}

describe('arming', () => {
  test('by hand nothing runs without --arm, and the exit says refused', () => {
    const ended = opsDocument(['supervise', 'run'], opsWorkspace());
    expect(ended.exit).toBe(4);
    expect(ended.document).toMatchObject({
      token: 'SUPERVISOR_NOT_ARMED',
      error: { code: 'OPS_NOT_ARMED' },
    });
  });

  test.each([{ INVOCATION_ID: 'x' }, { XPC_SERVICE_NAME: 'dev.x' }, { CI: '1' }])(
    'under a manager (%j) it ends well, so that nothing restarts it for ever',
    (env) => {
      const cwd = opsWorkspace();
      const ended = runOps(['supervise', 'run'], cwd, env as Record<string, string>);
      expect(ended.exit).toBe(0);
      expect(lastLine(ended)).toBe('SUPERVISOR_NOT_ARMED');
      expect(existsSync(supervisorFolder(cwd))).toBe(false);
    },
  );

  test('paper wants its second word even when armed', () => {
    const ended = opsDocument(['supervise', 'run', '--arm', '--mode', 'paper'], opsWorkspace());
    expect(ended.exit).toBe(4);
    expect(ended.document.error?.code).toBe('OPS_PAPER_NOT_ALLOWED');
  });
});

describe('ticks', () => {
  test('every tick that can be seen is complete, numbered without a gap, and in the index', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '200ms', '--ticks', '4');
    const ended = await supervisor.ended;
    expect(ended.exit).toBe(0);
    expect(lastLine(ended)).toMatch(/^SUPERVISOR_TICK_OK ticks=4 not_ready=0 failed=0 /);
    const [run = ''] = runsOf(cwd);
    const ticks = ticksOf(run);
    expect(ticks.map((name) => name.slice(-6))).toEqual(['000001', '000002', '000003', '000004']);
    expect(ticks.map((name) => sumsProblems(join(run, name))).join('')).toBe('');
    expect(linesOf<SoakLine>(run, 'soak_index.ndjson')).toMatchObject(
      ticks.map((tick, at) => ({ seq: at + 1, tick, status: 'ready' })),
    );
    const [first = ''] = ticks;
    expect(readFileSync(join(run, first, 'p76', 'P76_RESULT.txt'), 'utf8')).toMatch(
      /^P76_READY out_dir=out\/ops\/online_readiness_supervisor\/run_\S+\/tick_\S+ run_id=run_\d{8}T\d{9}Z mode=shadow\n$/,
    );
    expect(stateOf(cwd, supervisor.pid)).toMatchObject({ phase: 'stopped', seq: 4 });
    expect(sumsProblems(run)).toBe('');
  });

  test('a tick that is not ready is sealed as well, with its reasons', () => {
    const cwd = opsWorkspace();
    // A log of events without its database: what was recorded is lost.
    mkdirSync(join(cwd, '.assay'));
    runOps(['--version'], cwd);
    mkdirSync(join(cwd, '.assay', 'events.ndjson'));
    const ended = opsDocument(['tick'], cwd);
    expect(ended.exit).toBe(1);
    expect(ended.document).toMatchObject({ token: 'P86_GATE_FAIL', reason: 'p76_not_ready' });
    const [run = ''] = runsOf(cwd);
    const [tick = ''] = ticksOf(run);
    expect(sumsProblems(join(run, tick))).toBe('');
    expect(readFileSync(join(run, tick, 'p76', 'P76_RESULT.txt'), 'utf8')).toMatch(
      /^P76_NOT_READY reason=ledger_chain\S* out_dir=/,
    );
  });

  test('by hand a tick is refused while a supervisor counts', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '10s');
    await ticked(cwd, supervisor.pid, 1);
    const ended = opsDocument(['tick'], cwd);
    expect(ended.exit).toBe(5);
    expect(ended.document.error).toMatchObject({ code: 'OPS_BUSY' });
    expect(ended.document.error?.found).toContain(`pid ${supervisor.pid}`);
  });

  test('one that hangs is killed with its group, counted as failed, and the next one comes', async () => {
    const cwd = opsWorkspace();
    const flags = ['--interval', '500ms', '--timeout', '2s', '--ticks', '3'];
    const supervisor = startSupervisor(cwd, ...flags);
    const group = await hangTick(cwd, supervisor.pid);
    const ended = await supervisor.ended;
    expect(ended.exit).toBe(0);
    expect(membersOf(group)).toEqual([]);
    const [run = ''] = runsOf(cwd);
    const statuses = linesOf<SoakLine>(run, 'soak_index.ndjson').map(({ status }) => status);
    expect(statuses.filter((status) => status === 'timed_out')).toHaveLength(1);
    expect(statuses.filter((status) => status === 'ready')).toHaveLength(2);
    expect(ticksOf(run)).toHaveLength(2);
    expect(readdirSync(run).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
    const journal = linesOf<JournalLine>(run, 'journal.ndjson').map(({ event }) => event);
    expect(journal).toContain('missed');
  });
});

describe('one supervisor', () => {
  test('a second start is refused and names the first', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '10s');
    const run = await ticked(cwd, supervisor.pid, 1);
    const second = opsDocument(['supervise', 'run', '--arm'], cwd);
    expect(second.exit).toBe(5);
    expect(second.document.error?.code).toBe('OPS_BUSY');
    expect(second.document.error?.found).toContain(`pid ${supervisor.pid}`);
    expect(second.document.error?.found).toContain(run.split('/').at(-1));
    expect(runsOf(cwd)).toHaveLength(1);
  });

  test('of eight that start at once over a dead one exactly one ticks', async () => {
    const cwd = opsWorkspace();
    const dead = startSupervisor(cwd, '--interval', '10s');
    await ticked(cwd, dead.pid, 1);
    dead.process.kill('SIGKILL');
    await dead.ended;
    const started = Array.from({ length: 8 }, () => startSupervisor(cwd, '--interval', '10s'));
    const isOver = started.map(() => false);
    for (const [at, { ended }] of started.entries()) void ended.then(() => (isOver[at] = true));
    await until('seven losers', () => isOver.filter(Boolean).length === 7);
    const winner = started.find((_one, at) => isOver[at] === false);
    await ticked(cwd, winner?.pid ?? 0, 1);
    winner?.process.kill('SIGTERM');
    const exits = await Promise.all(started.map(async ({ ended }) => (await ended).exit));
    expect(exits.sort()).toEqual([0, 5, 5, 5, 5, 5, 5, 5]);
    expect(runsOf(cwd)).toHaveLength(2);
  });

  test('one whose socket somebody removed lets no second one in, and ends', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '6s');
    await ticked(cwd, supervisor.pid, 1);
    rmSync(join(supervisorFolder(cwd), 'supervisor.sock'));
    const second = opsDocument(['supervise', 'run', '--arm'], cwd);
    expect(second.exit).toBe(5);
    const ended = await supervisor.ended;
    expect(ended.exit).toBe(1);
    expect(lastLine(ended)).toMatch(/^SUPERVISOR_TICK_FAIL reason=socket_lost /);
  });

  test('a workspace too deep for a socket has a private one below /tmp, and is found by it', async () => {
    const cwd = join(temporaryFolder(), 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(join(cwd, 'data'), { recursive: true });
    writeFileSync(join(cwd, 'assay.json'), '{"data": ["data"]}\n');
    const supervisor = startSupervisor(cwd, '--interval', '10s');
    await ticked(cwd, supervisor.pid, 1);
    expect(existsSync(join(supervisorFolder(cwd), 'supervisor.sock'))).toBe(false);
    // Another TMPDIR must not hide it.
    const env = { TMPDIR: temporaryFolder() };
    expect(runOps(['supervise', 'status'], cwd, env).exit).toBe(0);
    expect(runOps(['supervise', 'run', '--arm'], cwd, env).exit).toBe(5);
    expect(runOps(['supervise', 'stop'], cwd, env).exit).toBe(0);
    expect((await supervisor.ended).exit).toBe(0);
  });
});

describe('the end', () => {
  /** Tells a supervisor to end while a tick is under way; every second one hangs for good. */
  async function endInMidTick(cwd: string, time: number) {
    const supervisor = startSupervisor(cwd, '--interval', '1s');
    const { pid } = supervisor;
    const group =
      time % 2 === 0
        ? await hangTick(cwd, pid)
        : await until('a tick', () => stateOf(cwd, pid)?.in_flight?.pid);
    const told = performance.now();
    supervisor.process.kill('SIGTERM');
    const { exit } = await supervisor.ended;
    const run = runsOf(cwd).at(-1) ?? '';
    const { phase, in_flight } = stateOf(cwd, pid) ?? {};
    return {
      exit,
      isInTime: performance.now() - told < 5_000,
      orphans: membersOf(group),
      phase,
      in_flight,
      sums: sumsProblems(run),
      half: readdirSync(run).filter((name) => name.startsWith('.tmp-')),
    };
  }

  test('TERM in the middle of a tick: gone within 5 s, no orphan, 20 of 20 times', async () => {
    const endings = await Promise.all(
      Array.from({ length: 4 }, async (_none, at) => {
        const cwd = opsWorkspace();
        const found: unknown[] = [];
        for (let time = 0; time < 5; time += 1) found.push(await endInMidTick(cwd, at + time));
        return found;
      }),
    );
    const good = { exit: 0, isInTime: true, orphans: [], phase: 'stopped', in_flight: null };
    expect(endings.flat()).toEqual(
      Array.from({ length: 20 }, () => ({ ...good, sums: '', half: [] })),
    );
  });

  test('`supervise stop` waits until it is gone, works on a halted one, and again on none', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '10s');
    await ticked(cwd, supervisor.pid, 1);
    const dry = runOps(['supervise', 'stop', '--dry-run'], cwd);
    expect(lastLine(dry)).toContain('dry_run=true was=running');
    expect(isAlive(supervisor.pid)).toBe(true);
    const stopped = runOps(['supervise', 'stop'], cwd);
    expect(lastLine(stopped)).toBe(
      `SUPERVISOR_STOP_OK was=running how=asked pid=${supervisor.pid}`,
    );
    expect((await supervisor.ended).exit).toBe(0);

    const halted = startSupervisor(cwd, '--interval', '10s');
    await ticked(cwd, halted.pid, 1);
    halted.process.kill('SIGSTOP');
    const status = runOps(['supervise', 'status'], cwd);
    expect(status.exit).toBe(1);
    expect(lastLine(status)).toContain('reason=not_answering state=hung');
    const killed = runOps(['supervise', 'stop'], cwd);
    expect(lastLine(killed)).toBe(`SUPERVISOR_STOP_OK was=hung how=killed pid=${halted.pid}`);
    expect((await halted.ended).signal).toBe('SIGKILL');

    const none = runOps(['supervise', 'stop'], cwd);
    expect([none.exit, lastLine(none)]).toEqual([0, 'SUPERVISOR_STOP_OK was=absent how=nothing']);
  });
});

describe('after kill -9', () => {
  test('status says dead; the next start takes over, ends the orphan and clears what it left', async () => {
    const cwd = opsWorkspace();
    const first = startSupervisor(cwd, '--interval', '1s');
    const group = await hangTick(cwd, first.pid);
    first.process.kill('SIGKILL');
    await first.ended;
    const status = opsDocument(['supervise', 'status'], cwd);
    expect(status.exit).toBe(1);
    expect(status.document.error?.code).toBe('OPS_NOT_RUNNING');
    expect(lastLine(runOps(['supervise', 'status'], cwd))).toContain('state=dead');

    const second = startSupervisor(cwd, '--interval', '1s', '--ticks', '1');
    expect((await second.ended).exit).toBe(0);
    expect(membersOf(group)).toEqual([]);
    const [dead = '', alive = ''] = runsOf(cwd);
    expect(readdirSync(dead).filter((name) => name.startsWith('.tmp-'))).toEqual([]);
    const recovered = linesOf<JournalLine>(alive, 'journal.ndjson').find(
      ({ event }) => event === 'recovered',
    );
    expect(recovered).toMatchObject({ run: dead.split('/').at(-1) });
    expect(readdirSync(join(cwd, 'out', 'ops'))).toEqual(['online_readiness_supervisor']);
  });

  test('a tick whose supervisor died ends itself', async () => {
    const cwd = opsWorkspace();
    const supervisor = startSupervisor(cwd, '--interval', '1s');
    const group = await hangTick(cwd, supervisor.pid);
    supervisor.process.kill('SIGKILL');
    await supervisor.ended;
    expect(membersOf(group)).not.toEqual([]);
    process.kill(-group, 'SIGCONT');
    await until('the orphan to end', () => membersOf(group).length === 0);
  });
});

test('the smoke test starts, ticks twice, judges and stops, and leaves nobody behind', () => {
  const cwd = opsWorkspace();
  const ended = opsDocument(['supervise', 'smoke'], cwd);
  expect(ended.document.checks.filter(({ ok }) => !ok)).toEqual([]);
  expect([ended.exit, ended.document.token]).toEqual([0, 'SUPERVISOR_SMOKE_OK']);
  expect(ticksOf(runsOf(cwd)[0] ?? '').length).toBeGreaterThanOrEqual(2);
  expect(runOps(['supervise', 'status'], cwd).exit).toBe(1);
});

test('a folder of somebody else cannot be named as the run', () => {
  const ended = opsDocument(['tick', '--out-dir', temporaryFolder()], opsWorkspace());
  expect([ended.exit, ended.document.error?.code]).toEqual([4, 'OPS_PATH_REFUSED']);
});
