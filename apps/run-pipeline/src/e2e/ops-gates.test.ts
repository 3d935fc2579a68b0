import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  lastLine,
  opsDocument,
  opsWorkspace,
  runOps,
  runsOf,
  startOps,
  startSupervisor,
  ticksOf,
  until,
  type OpsProcess,
} from '../testing/ops-driver.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
/** In CI a missing judge is a failure, elsewhere a skip that says so. */
const IS_CI = process.env['CI'] !== undefined;

/** A supervisor that has ticked at least twice. */
async function ticking(folder: string, interval = '500ms'): Promise<OpsProcess> {
  const supervisor = startSupervisor(folder, '--interval', interval);
  await until('two ticks', () => {
    const run = runsOf(folder).at(-1);
    return run !== undefined && ticksOf(run).length >= 2;
  });
  return supervisor;
}

const tokenOf = (line: string) => line.split(' ', 1)[0];

describe('beside a supervisor that ticks', () => {
  test('every gate and snapshot ends with its token and exit code 0', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const said = (
      [['health'], ['audit', 'snapshot'], ['audit', 'trigger'], ['dashboard', 'snapshot'], ['greenlight'], ['greenlight', '--pin']] as const
    ).map((words) => {
      const ended = runOps(words, folder);
      return [words.join(' '), ended.exit, tokenOf(lastLine(ended))];
    }); // prettier-ignore
    expect(said).toEqual([
      ['health', 0, 'P79_GATE_OK'],
      ['audit snapshot', 0, 'P91_AUDIT_SNAPSHOT_OK'],
      ['audit trigger', 0, 'P91_KICKSTART_OK'],
      ['dashboard snapshot', 0, 'P93_OK'],
      ['greenlight', 0, 'P95_GATE_OK'],
      ['greenlight --pin', 0, 'P95_GATE_OK'],
    ]);
    const verified = runOps(['evidence', 'verify', 'all'], folder);
    expect(verified.exit, verified.stdout).toBe(0);
  });

  test('metrics are one document on stdout, the token on stderr, and both in the envelope', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const ended = runOps(['metrics'], folder);
    expect(ended.exit).toBe(0);
    expect(ended.stderr).toMatch(/^P90_OK tick_count=\d+ age_sec=\d+\n$/);
    const printed = JSON.parse(ended.stdout);
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(Object.keys(printed)).toEqual([
      'version', 'out_dir', 'tick_count', 'latest_tick', 'age_sec', 'latest_p76_result_path',
      'latest_p76_status', 'latest_p76_mode', 'thresholds', 'alerts', 'ext',
    ]); // prettier-ignore
    expect(printed).toMatchObject({ alerts: [], latest_p76_status: 'ready' });
    expect(existsSync(join(folder, printed.latest_p76_result_path))).toBe(true);
    const { document } = opsDocument(['metrics'], folder);
    expect(document).toMatchObject({ ok: true, token: 'P90_OK', data: { alerts: [] } });
  });

  test('a supervisor that is killed is dead at once, however fresh its last tick', async () => {
    const folder = opsWorkspace();
    const supervisor = await ticking(folder);
    runOps(['cycle'], folder);
    expect(runOps(['greenlight'], folder).exit).toBe(0);
    supervisor.process.kill('SIGKILL');
    await supervisor.ended;
    const health = opsDocument(['health'], folder);
    expect(health).toMatchObject({ exit: 1, document: { reason: 'supervisor_dead' } });
    const light = opsDocument(['greenlight'], folder);
    expect(light).toMatchObject({ exit: 1, document: { token: 'P95_GATE_FAIL' } });
    expect(light.document.alerts.map(({ id }) => id)).toContain('supervisor_dead');
  });

  test('an altered pin turns the light red, with tamper', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    runOps(['cycle'], folder);
    const { document } = opsDocument(['audit', 'snapshot'], folder);
    const pin = join(folder, 'out', 'ops', document.artifacts?.pin ?? '');
    writeFileSync(pin, readFileSync(pin, 'utf8').replace('"payload"', '"payload" '));
    const light = opsDocument(['greenlight'], folder);
    expect(light).toMatchObject({ exit: 1, document: { reason: 'tamper' } });
    expect(runOps(['metrics'], folder).stderr).toMatch(/^P90_FAIL reason=tamper /);
  });

  test('metrics that watch write the textfile each time and end when they are asked', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const watch = startOps(['metrics', '--watch', '100ms', '--textfile'], folder);
    const textfile = join(folder, 'out', 'ops', 'metrics', 'ops_loop.prom');
    const ticks = () =>
      existsSync(textfile) &&
      Number(/ticks_total\{result="ready"\} (\d+)/.exec(readFileSync(textfile, 'utf8'))?.[1]);
    const first = await until('the textfile', ticks);
    await until('a later count', () => Number(ticks()) > first);
    watch.process.kill('SIGINT');
    const ended = await watch.ended;
    expect(ended.exit).toBe(0);
    expect(JSON.parse(ended.stdout)).toMatchObject({ version: 'p90_supervisor_metrics_v1' });
    expect(ended.stderr.match(/^P90_OK /gm)?.length).toBeGreaterThan(2);
  });

  test('names with quotes and blanks in a path are only names', async () => {
    const folder = join(temporaryFolder(), `it's "a" $HOME`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
    await ticking(folder);
    for (const words of [['health'], ['metrics'], ['dashboard', 'snapshot'], ['cycle']]) {
      expect([words, runOps(words, folder).exit]).toEqual([words, 0]);
    }
  });
});

describe('where nothing ever ran', () => {
  test('every gate is red with exit 1 and says why; nothing dies in silence', () => {
    const folder = opsWorkspace();
    const said = [['health'], ['metrics'], ['greenlight'], ['audit', 'snapshot'], ['audit', 'trigger'], ['dashboard', 'snapshot']].map(
      (words) => {
        const { exit, document } = opsDocument(words, folder);
        return [words.join(' '), exit, document.token, document.reason];
      },
    ); // prettier-ignore
    expect(said).toEqual([
      ['health', 1, 'P79_GATE_FAIL', 'out_dir_missing'],
      ['metrics', 1, 'P90_FAIL', 'insufficient_ticks'],
      ['greenlight', 1, 'P95_GATE_FAIL', 'insufficient_ticks'],
      ['audit snapshot', 1, 'P91_AUDIT_SNAPSHOT_FAIL', 'insufficient_ticks'],
      ['audit trigger', 1, 'P91_KICKSTART_NOT_READY', 'out_dir_missing'],
      ['dashboard snapshot', 1, 'P93_FAIL', 'insufficient_ticks'],
    ]);
  });

  test('a threshold that is none is a usage error, never its default', () => {
    const folder = opsWorkspace();
    for (const more of [{ MIN_TICKS: 'abc' }, { MAX_AGE_SEC: '' }, { MIN_TICKS: '08' }]) {
      const ended = opsDocument(['metrics'], folder, more);
      expect(ended).toMatchObject({
        exit: 2,
        document: { error: { code: 'OPS_SETTING_INVALID' } },
      });
    }
  });

  test('thresholds that were asked for are the ones that judge, in every gate', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const { stdout } = runOps(['metrics', '--min-ticks', '500', '--max-age', '77'], folder);
    expect(JSON.parse(stdout).thresholds).toEqual({ max_age_sec: 77, min_ticks: 500 });
    const { document } = opsDocument(['audit', 'snapshot'], folder, { MAX_AGE_SEC: '77' });
    const report = join(folder, 'out', 'ops', document.artifacts?.evidence ?? '', 'data');
    expect(JSON.parse(readFileSync(join(report, 'P91_AUDIT.json'), 'utf8')).meta).toMatchObject({
      max_age_sec: 77,
    });
  });
});

describe('a browser', () => {
  async function openBrowser(): Promise<{ page: Page; complaints: string[]; requests: string[] }> {
    const profile = mkdtempSync(join(tmpdir(), 'assay-browser-'));
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: BROWSER ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const [complaints, requests]: [string[], string[]] = [[], []];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    return { page, complaints, requests };
  }

  test('opens a pinned dashboard without an error and without a request, wide and narrow', async ({
    skip,
  }) => {
    if (BROWSER === undefined && !IS_CI) return skip('no chromium is installed');
    const folder = opsWorkspace();
    await ticking(folder);
    const { document } = opsDocument(['dashboard', 'snapshot'], folder);
    const bag = join(folder, 'out', 'ops', document.artifacts?.evidence ?? '');
    const model = JSON.parse(readFileSync(join(bag, 'data', 'dashboard.json'), 'utf8'));
    const url = pathToFileURL(join(bag, 'data', 'index.html')).href;
    const { page, complaints, requests } = await openBrowser();
    await page.goto(url);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
    expect(await page.title()).toMatch(/^Green/);
    const text = await page.locator('body').innerText();
    for (const words of [model.out_dir, 'known_answer', 'P76_READY', 'Shadow signals', 'Pins']) {
      expect(text).toContain(words);
    }
    expect(await page.locator('.strip li').count()).toBe(model.ticks.length);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });

  test('sees the live dashboard go on, and says when nobody answers any more', async ({ skip }) => {
    if (BROWSER === undefined && !IS_CI) return skip('no chromium is installed');
    const folder = opsWorkspace();
    await ticking(folder);
    const server = startOps(['dashboard', 'serve', '--port', '0'], folder);
    let talk = '';
    server.process.stderr?.on('data', (data: Buffer) => (talk += data.toString()));
    const url = await until('the address', () => /http:\/\/127\.0\.0\.1:\d+\//.exec(talk)?.[0]);
    const { page, complaints, requests } = await openBrowser();
    await page.goto(url);
    const ticks = () => page.locator('.strip li').count();
    const before = await ticks();
    await until('more ticks on the page', async () => (await ticks()) > before);
    expect(complaints).toEqual([]);
    expect(new Set(requests.map((one) => new URL(one).origin))).toEqual(
      new Set([new URL(url).origin]),
    );
    server.process.kill('SIGINT');
    const ended = await server.ended;
    expect([ended.exit, tokenOf(lastLine(ended))]).toEqual([0, 'P93_SERVE_OK']);
    await page.locator('#lost').waitFor({ state: 'visible' });
  });
});
