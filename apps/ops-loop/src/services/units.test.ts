import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { JOBS } from '../job-table.js';
import { expectGolden } from '../testing/golden.js';
import { HOSTILE_SUBJECT, SUBJECT } from '../testing/unit-subject.js';
import { launchdLabel, launchdPlist } from './launchd-plists.js';
import type { UnitFile } from './service-port.js';
import { systemdLabel, systemdUnits } from './systemd-units.js';
import { jobCommand, type UnitSubject } from './unit-subject.js';

const IS_CI = process.env['CI'] !== undefined;
const BOTH = [
  ['an ordinary workspace', SUBJECT],
  ['a workspace with every sign a unit could misread', HOSTILE_SUBJECT],
] as const;

function hasJudge(program: string): boolean {
  return spawnSync(program, ['--version']).error === undefined;
}

function folderOf(files: readonly UnitFile[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'assay-units-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return files.map(({ name, text }) => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  });
}

const unitsOf = (subject: UnitSubject): readonly UnitFile[] =>
  JOBS.flatMap((job) => systemdUnits(subject, job));
const plistsOf = (subject: UnitSubject): readonly UnitFile[] =>
  JOBS.map((job) => launchdPlist(subject, job));

for (const { name, text } of [...unitsOf(SUBJECT), ...plistsOf(SUBJECT)]) {
  test(`${name} is what it was`, () => {
    const short = name.replace(/[0-9a-f]{8}[-.]/, '');
    expectGolden(new URL(`./goldens/${short}.golden`, import.meta.url), text);
  });
}

test.each(BOTH)('systemd-analyze has nothing to say about the units of %s', (_what, subject) => {
  if (!hasJudge('systemd-analyze') && !IS_CI) return;
  const files = folderOf(
    // The judge looks for the program, so it gets one that is there.
    unitsOf({ ...subject, node: process.execPath, workspaceRoot: subject.workspaceRoot }),
  );
  const runtime = mkdtempSync(join(tmpdir(), 'assay-runtime-'));
  onTestFinished(() => rmSync(runtime, { recursive: true }));
  const { status, stdout, stderr } = spawnSync(
    'systemd-analyze',
    ['verify', '--user', '--man=no', ...files],
    { encoding: 'utf8', env: { ...process.env, XDG_RUNTIME_DIR: runtime } },
  );
  expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: '' });
});

test('the judge of units does say something about a wrong one', () => {
  if (!hasJudge('systemd-analyze') && !IS_CI) return;
  const [good] = unitsOf({ ...SUBJECT, node: process.execPath });
  const text = (good?.text ?? '').replace('KillMode=control-group', 'KillMode=sometimes');
  const [file = ''] = folderOf([{ name: 'wrong.service', text }]);
  const runtime = mkdtempSync(join(tmpdir(), 'assay-runtime-'));
  onTestFinished(() => rmSync(runtime, { recursive: true }));
  const { stderr } = spawnSync('systemd-analyze', ['verify', '--user', '--man=no', file], {
    encoding: 'utf8',
    env: { ...process.env, XDG_RUNTIME_DIR: runtime },
  });
  expect(stderr).toContain('kill mode');
});

test.each(BOTH)('two parsers that are not ours read the plists of %s alike', (_what, subject) => {
  if (!hasJudge('plistutil') && !IS_CI) return;
  for (const [index, path] of folderOf(plistsOf(subject)).entries()) {
    const job = JOBS[index];
    if (!job) throw new Error('more plists than jobs');
    const converted = spawnSync('plistutil', ['-i', path, '-f', 'bin', '-o', '-']);
    expect(converted.status).toBe(0);
    expect(converted.stdout.subarray(0, 6).toString()).toBe('bplist');
    // Python reads what plistutil wrote.
    const program =
      'import plistlib,json,sys; print(json.dumps(plistlib.loads(sys.stdin.buffer.read())))';
    const read = spawnSync('python3', ['-c', program], { input: converted.stdout });
    expect(JSON.parse(read.stdout.toString())).toMatchObject({
      Label: launchdLabel(subject.workspaceRoot, job.job),
      ProgramArguments: jobCommand(subject, job),
      WorkingDirectory: subject.workspaceRoot,
      ProcessType: 'Background',
    });
  }
});

test.each(JOBS)('$job says whether it is dry, names no shell, and only absolute paths', (job) => {
  const [node, script, ...words] = jobCommand(SUBJECT, job);
  expect(node).toMatch(/^\//);
  expect(script).toMatch(/^\//);
  expect(words.filter((word) => word === '--dry-run' || word === '--no-dry-run')).toHaveLength(1);
  const { text } = launchdPlist(SUBJECT, job);
  expect(text).not.toMatch(/\b(ba)?sh\b|<string>~|\$HOME/);
  expect(text).toContain('<key>WorkingDirectory</key>');
  for (const path of text.matchAll(/Standard\w+Path<\/key>\s*<string>([^<]*)/g)) {
    expect(path[1]).toMatch(/^\/srv\/quant\/research\/out\/ops\/_logs\//);
  }
});

test('a label is the file name, and tells workspaces apart', () => {
  for (const job of JOBS) {
    const { name, text } = launchdPlist(SUBJECT, job);
    expect(text).toContain(`<string>${name.replace(/\.plist$/, '')}</string>`);
  }
  const labels = ['/a', '/b'].flatMap((root) =>
    JOBS.flatMap(({ job }) => [systemdLabel(root, job), launchdLabel(root, job)]),
  );
  expect(new Set(labels).size).toBe(labels.length);
});
