import { spawn, spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatDay } from '@assay/core';
import { judge, judgeBags } from '@assay/evidence/testing';
import { expect, onTestFinished, test } from 'vitest';
import { builtTool, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace } from '../testing/workspace-maker.js';

/** The commands of the quick start, with the token that each must end with. */
// prettier-ignore
const COMMANDS: readonly (readonly [words: string, token: string])[] = [
  ['supervise status',    'SUPERVISOR_STATUS_OK'],
  ['health',              'P79_GATE_OK'],
  ['metrics',             'P90_OK'],
  ['audit trigger',       'P91_KICKSTART_OK'],
  ['audit snapshot',      'P91_AUDIT_SNAPSHOT_OK'],
  ['dashboard snapshot',  'P93_OK'],
  ['cycle',               'P99_OK'],
  ['guard',               'GUARD_OK'],
  ['guard cycle',         'P99_OK'],
  ['greenlight',          'P95_GATE_OK'],
  ['retain dashboard',    'P94_RETENTION_NOOP'],
  ['retain audit',        'P92_RETENTION_NOOP'],
  ['retain all',          'RETENTION_NOOP'],
  ['doctor',              'DOCTOR_OK'],
  ['stop --quick',        'P101_STOP_OK'],
  ['evidence verify all', 'EVIDENCE_VERIFY_OK'],
];

test('who follows the quick start gets every token, and evidence that others find right', async () => {
  const today = formatDay(Date.now());
  const folder = makeWorkspace({ symbols: ['EURUSD'], from: '2024-01-01', to: today });
  expect(runTool(['Cross'], folder).exit).toBe(0);
  expect(runTool(['promote', 'Cross', '--reason', 'worth watching'], folder).exit).toBe(0);
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const ops = (words: string, ...more: readonly string[]) =>
    spawnSync(process.execPath, [builtTool('ops-loop'), ...words.split(' '), ...more], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
  const supervisor = spawn(
    process.execPath,
    [builtTool('ops-loop'), 'supervise', 'run', '--arm', '--interval', '2s'],
    { cwd: folder, env },
  );
  onTestFinished(() => void supervisor.kill('SIGKILL'));
  let said = '';
  supervisor.stdout.on('data', (piece: Buffer) => (said += piece.toString()));
  const ended = new Promise<number | null>((resolve) => supervisor.once('close', resolve));
  while (ops('audit trigger', '--dry-run').status !== 0) {
    expect(supervisor.exitCode, said).toBe(null);
  }

  for (const [words, token] of COMMANDS) {
    const { status, stdout, stderr } = ops(words);
    const last = (words === 'metrics' ? stderr : stdout).trimEnd().split('\n').at(-1) ?? '';
    expect({ words, status, token: last.split(' ')[0] }, `${stdout}${stderr}`).toEqual({
      words,
      status: 0,
      token,
    });
  }
  expect(await ended).toBe(0);
  expect(said.trimEnd().split('\n').at(-1)).toMatch(/^SUPERVISOR_TICK_OK /);

  const { status, stdout } = ops('done check');
  expect(status).toBe(1);
  expect(stdout).toMatch(/^RED {2}supervisor_stable: no supervisor answers$/m);
  expect(stdout).toMatch(/^ok {3}stop_verified: stop\//m);

  const evidence = join(folder, 'out/ops/evidence');
  const bags = readdirSync(evidence).flatMap((name) =>
    readdirSync(join(evidence, name)).map((bag) => join(evidence, name, bag)),
  );
  expect(bags.length).toBeGreaterThan(8);
  for (const bag of bags) {
    expect(judge('sha256sum', ['--quiet', '-c', 'SHA256SUMS'], bag)).toEqual({
      status: 0,
      said: '',
    });
  }
  expect(judgeBags(...bags)).toEqual({ status: 0, said: '' });
});
