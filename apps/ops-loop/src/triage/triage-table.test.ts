import { formatInstant } from '@assay/core';
import { describe, expect, test } from 'vitest';
import {
  indexLines,
  liveState,
  NOW_MS,
  tickRecord,
  withTick,
} from '../gates/testing/live-state-maker.js';
import type { LiveState } from '../gates/live-state.js';
import type { RunState } from '../records/run-state.js';
import type { InstalledUnit, TriageScene } from './triage-scene.js';
import { diagnose, TRIAGE_TABLE } from './triage-table.js';

const ROOT = '/srv/research';

/** A unit of systemd as it should be, with a change. */
function unit(change: (text: string) => string, more: Partial<InstalledUnit> = {}): InstalledUnit {
  const rendered = [
    '[Service]',
    `WorkingDirectory=${ROOT}`,
    'ExecStart=/usr/bin/node "/opt/my tools/main.js" supervise run --arm',
    'Environment=MODE=shadow',
    '',
  ].join('\n');
  const file = '/units/ops-loop-1-supervisor.service';
  return { job: 'supervisor', kind: 'systemd', file, text: change(rendered), rendered, ...more };
}

/** The same for launchd. */
function plist(change: (text: string) => string): InstalledUnit {
  const rendered = [
    '<key>ProgramArguments</key>',
    '<array><string>/usr/bin/node</string><string>/opt/my tools/main.js</string>',
    '<string>--arm</string></array>',
    `<key>WorkingDirectory</key><string>${ROOT}</string>`,
    `<key>StandardOutPath</key><string>${ROOT}/out/ops/_logs/supervisor.out.log</string>`,
    `<key>StandardErrorPath</key><string>/dev/null</string>`,
  ].join('\n');
  const file = '/units/dev.assay.ops-loop.1.supervisor.plist';
  return { job: 'supervisor', kind: 'launchd', file, text: change(rendered), rendered };
}

const same = (text: string): string => text;
const THERE = ['/usr/bin/node', '/opt/my tools/main.js', ROOT, `${ROOT}/out/ops/_logs`];

/** A workspace in which all is well, with something planted. */
function scene(change: Partial<TriageScene> = {}): TriageScene {
  return {
    state: liveState(),
    runState: null,
    mode: 'shadow',
    isHeld: false,
    missingOutDir: null,
    closed: [],
    manager: 'none',
    supervisorUnit: 'absent',
    failedJobs: [],
    units: [],
    answer: { tick: 'tick_1', isInP76: true, isAtRoot: false },
    docs: { count: 0, first: '' },
    maxAgeMs: 900_000,
    exists: (path) => THERE.includes(path),
    ...change,
  };
}

const live = (change: Partial<LiveState>): Partial<TriageScene> => ({ state: liveState(change) });
const GONE = { isAlive: false, detail: 'no supervisor answers' };
const inFlight = (agoMs: number): Partial<TriageScene> => ({
  runState: { in_flight: { seq: 13, started: formatInstant(NOW_MS - agoMs) } } as RunState,
});
const units = (...list: readonly InstalledUnit[]): Partial<TriageScene> => ({ units: list });
const YOUNG = { startedMs: NOW_MS - 60_000, tickCount: 1 };
const notReady = tickRecord(60_000, {
  ready: false,
  reasons: ['data_fresh'],
  checks: [
    { id: 'data_fresh', ok: false, severity: 'error', observed: 1, limit: 0, detail: '1 is stale' },
  ],
});

// prettier-ignore
const CASES: readonly (readonly [string, Partial<TriageScene>, string | RegExp, string])[] = [
  // id                       what is planted                                              cause                           command
  ['out_dir_missing',        { missingOutDir: 'out/ops/run_9' },                           /out\/ops\/run_9 is named/,     'env -u OUT_DIR ops-loop health'],
  ['permissions',            { closed: ['/srv/research/out/ops'] },                       /may not write to .*out\/ops/,  'ls -ld out out/ops out/ops/online_readiness_supervisor'],
  ['service_state',          { failedJobs: ['audit', 'cycle'] },                           /unit of audit, cycle/,         'ops-loop service logs audit'],
  ['service_state',          { ...live({ supervisor: GONE }), manager: 'systemd', supervisorUnit: 'stopped' }, /not running/, 'ops-loop service kick supervisor'],
  ['not_armed',              live({ run: null, latest: null, supervisor: GONE }),          /ever started here with --arm/, 'ops-loop supervise run --arm'],
  ['not_armed',              units(unit((text) => text.replace(' --arm', ''))),            /without --arm/,                'ops-loop service install supervisor'],
  ['mode',                   { mode: 'paper' },                                            /paper mode/,                   'ops-loop supervise stop && ops-loop supervise run --arm --mode shadow'],
  ['mode',                   units(unit((text) => text.replace('MODE=shadow', 'MODE=live'))), /another MODE/,              'ops-loop service install supervisor'],
  ['not_running',            live({ supervisor: GONE, phase: 'stopped' }),                 /was stopped/,                  'ops-loop supervise run --arm'],
  ['not_running',            live({ supervisor: GONE, phase: 'running' }),                 /without having stopped/,       'ops-loop supervise run --arm'],
  ['hung_tick',              { ...live({ supervisor: GONE }), isHeld: true },              /does not answer/,              'ops-loop stop'],
  ['hung_tick',              inFlight(121_000),                                            /tick 13 is going on for 2 min/, 'ops-loop supervise stop && ops-loop supervise run --arm'],
  ['grace',                  live(YOUNG),                                                  /1 of its first two ticks/,     'ops-loop health'],
  ['interval',               live({ intervalMs: 3_600_000 }),                              /every 1 h.*after 15 min/,      'ops-loop health --max-age 10800s'],
  ['failing_ticks',          live({ recent: indexLines(['ready', 'timed_out']) }),         /ended by its time-out/,        'ops-loop probe'],
  ['failing_ticks',          live({ recent: indexLines(['ready', 'failed']) }),            /without leaving a tick/,       'ops-loop probe'],
  ['ticks_stale',            live(withTick(tickRecord(901_000))),                          /no tick has completed for 15/, 'ops-loop supervise status'],
  ['future_stamps',          live({ future: ['out/ops/pins/audit/2099'] }),                /2099/,                         'ops-loop metrics'],
  ['p76_place',              { answer: { tick: 'tick_7', isInP76: false, isAtRoot: true } }, /root of the tick, not in p76/, 'ops-loop health'],
  ['p76_place',              { answer: { tick: 'tick_7', isInP76: false, isAtRoot: false } }, /P76_RESULT.txt is gone/,    'ops-loop health'],
  ['tick_altered',           live(withTick(tickRecord(60_000), 'hash_mismatch tick.json')), /hash_mismatch/,               'ops-loop health'],
  ['p76_not_ready',          live(withTick(notReady)),                                     'the newest tick says data_fresh: 1 is stale', 'run-pipeline data import'],
  ['unit_working_directory', units(unit((text) => text.replace(/WorkingDirectory=.*\n/, ''))), /has no WorkingDirectory/,  'ops-loop service install supervisor'],
  ['unit_working_directory', units(unit((text) => text.replace(`=${ROOT}`, '=research'))), /not absolute: research/,       'ops-loop service install supervisor'],
  ['unit_working_directory', units(unit((text) => text.replace(`=${ROOT}`, '=/gone'))),    /is gone: \/gone/,              'ops-loop service install supervisor'],
  ['unit_working_directory', units(plist((text) => text.replace(/<key>WorkingDirectory.*\n/, ''))), /has no WorkingDirectory/, 'ops-loop service install supervisor'],
  ['unit_log_path',          units(plist((text) => text.replace(`${ROOT}/out/ops/_logs/`, ''))), /not absolute: supervisor/, 'ops-loop service install supervisor'],
  ['unit_log_path',          units(plist((text) => text.replace('_logs', 'gone'))),        /folder of its StandardOutPath is gone/, 'ops-loop service install supervisor'],
  ['unit_log_path',          units(plist((text) => text.replace('StandardErrorPath', 'X'))), /has no StandardErrorPath/,   'ops-loop service install supervisor'],
  ['unit_program',           units(unit((text) => text.replace('/opt/my tools', '/opt/old'))), /not there: \/opt\/old\/main.js/, 'ops-loop service install supervisor'],
  ['unit_program',           units(plist((text) => text.replace('/usr/bin/node', 'node'))), /not there: node/,             'ops-loop service install supervisor'],
  ['unit_differs',           units(unit((text) => `${text}# by hand\n`)),                  /not what this tool renders/,   'ops-loop service install supervisor'],
  ['docs_paths',             { docs: { count: 3, first: 'README.md:7' } },                 /3 paths .* README.md:7/,       'ops-loop docs paths --fix'],
];

describe('each symptom leads to its cause and a command', () => {
  test.each(CASES)('%s', (id, planted, cause, command) => {
    const found = diagnose(scene(planted)).find((one) => one.id === id);
    expect(found?.cause).toMatch(cause);
    expect(found?.command).toBe(command);
  });

  test('every row of the table has a case', () => {
    expect([...new Set(CASES.map(([id]) => id))]).toEqual(TRIAGE_TABLE.map(({ id }) => id));
  });

  test('where all is well nothing is found', () => {
    const installed = [unit(same), plist(same)];
    const all = scene({ units: installed, manager: 'systemd', supervisorUnit: 'running' });
    expect(diagnose(all)).toEqual([]);
  });

  test('without a git tree the documents are nobody’s business', () => {
    expect(diagnose(scene({ docs: null }))).toEqual([]);
  });

  test('a young supervisor is no error, nor is an edited unit that would start', () => {
    const found = diagnose(scene({ ...live(YOUNG), ...units(unit((text) => `${text}# x\n`)) }));
    expect(found.map(({ id, severity }) => [id, severity])).toEqual([
      ['grace', 'info'],
      ['unit_differs', 'warn'],
    ]);
  });

  test('a long interval explains stale ticks by itself', () => {
    const seldom = live({ intervalMs: 3_600_000, ...withTick(tickRecord(1_800_000)) });
    expect(diagnose(scene(seldom)).map(({ id }) => id)).toEqual(['interval']);
  });

  test('a unit of the mode that is meant is left alone, however it is written', () => {
    const quoted = unit((text) => text.replace('MODE=shadow', '"MODE=shadow"'));
    expect(diagnose(scene(units(quoted))).map(({ id }) => id)).toEqual(['unit_differs']);
  });
});
