import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DocumentSchemas } from '../testing/document-schema.js';
import {
  followTool,
  REPOSITORY,
  runDocument,
  runJson,
  runTool,
  type Followed,
} from '../testing/spawn-tool.js';
import { wholeTree } from '../testing/tree.js';
import {
  crossDirective,
  makeWorkspace,
  temporaryFolder,
  writeDirective,
} from '../testing/workspace-maker.js';

const ONE = ['EURUSD'];

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

/** Asks as nothing but a browser would: the path goes out as it is written. */
function ask(port: number, path: string, options: { method?: string; host?: string } = {}) {
  return new Promise<Answer>((resolve, reject) => {
    const host = options.host ?? `127.0.0.1:${port}`;
    const asked = request(
      { port, host: '127.0.0.1', path, method: options.method ?? 'GET', headers: { host } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('utf8'),
          }),
        );
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}

/** Serves a workspace on a free port until the test is over. */
async function served(
  folder: string,
  ...more: string[]
): Promise<Followed & { readonly port: number }> {
  const following = followTool(['serve', '--port', '0', ...more], folder);
  const said = await following.says(/http:\/\/127\.0\.0\.1:(\d+)\//);
  return { ...following, port: Number(said[1]) };
}

let folder = '';
beforeAll(() => {
  folder = makeWorkspace({ folder: mkdtempSync(join(tmpdir(), 'assay-serve-')), symbols: ONE });
  expect(runTool(['Cross'], folder).exit).toBe(0);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the server', () => {
  test('shows every page, and nothing under another name or by another method', async () => {
    const { port } = await served(folder);
    for (const path of ['/', '/directives/Cross', '/ledger', '/data', '/errors', '/web.js']) {
      const { status, headers } = await ask(port, path);
      expect(status, path).toBe(200);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'.*frame-ancestors 'none'/,
      );
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
    for (const host of [
      'evil.example',
      `evil.example:${port}`,
      '127.0.0.1',
      `localhost:${port + 1}`,
    ]) {
      expect((await ask(port, '/', { host })).status, host).toBe(403);
    }
    expect((await ask(port, '/', { host: `localhost:${port}` })).status).toBe(200);
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
      const { status, headers } = await ask(port, '/', { method });
      expect([status, headers['allow']], method).toEqual([405, 'GET, HEAD']);
    }
    const head = await ask(port, '/', { method: 'HEAD' });
    expect([head.status, head.body]).toEqual([200, '']);
    expect((await ask(port, '/nothing')).status).toBe(404);
    expect((await ask(port, '/directives/Nobody')).status).toBe(404);
    expect((await ask(port, '/runs/0123456789abcdef')).status).toBe(404);
  });

  const outside = [
    '/files/assay.json',
    '/files/data/EURUSD_1h.csv',
    '/files/../assay.json',
    '/files/%2e%2e/assay.json',
    '/files/portfolios/Cross/../../assay.json',
    '/files/portfolios/Cross/..%2f..%2fassay.json',
    '/files/portfolios/%2e%2e/assay.json',
    '/files//etc/passwd',
    '/files/portfolios/Cross/%00',
    '/files/portfolios/Cross/%',
    '/files/.assay/assay.db',
    '/files/portfolios/Cross/',
    '/files/backtests/Cross_EURUSD/../../assay.json',
    '/files/backtests/Cross_EURUSD/nothing.csv',
    '/files/backtests/Strategy_Master_Filter.xlsx',
  ];
  test('sends no file that the ledger does not hold, however it is spelt', async () => {
    const { port } = await served(folder);
    for (const path of outside) {
      const { status, body } = await ask(port, path);
      expect([400, 404], path).toContain(status);
      expect(body).not.toMatch(/"data"|root:/);
    }
  });

  test('sends recorded files as they were recorded: pages in an origin of their own, others as text', async () => {
    const { port } = await served(folder);
    const report = await ask(port, '/files/portfolios/Cross/report.html');
    expect(report.status).toBe(200);
    expect(report.body).toBe(readFileSync(join(folder, 'portfolios/Cross/report.html'), 'utf8'));
    expect(report.headers['content-security-policy']).toMatch(/^sandbox allow-scripts/);
    expect(report.headers['content-security-policy']).not.toContain('allow-same-origin');
    const shown = await ask(port, '/files/backtests/Cross_EURUSD/raw/equity_curve.csv');
    expect(shown.body).toBe(
      readFileSync(join(folder, 'backtests/Cross_EURUSD/raw/equity_curve.csv'), 'utf8'),
    );
    const csv = await ask(port, '/files/portfolios/Cross/portfolio_metrics.csv');
    expect(csv.headers['content-type']).toBe('text/plain; charset=utf-8');
    const book = await ask(port, '/files/portfolios/Cross/AK_Portfolio_Report_Cross.xlsx');
    expect(book.headers['content-disposition']).toMatch(/^attachment/);
  });

  test('shows no evidence that is not as recorded, and says what to do', async () => {
    const own = makeWorkspace({ symbols: ONE });
    expect(runTool(['Cross'], own).exit).toBe(0);
    const report = join(own, 'portfolios', 'Cross', 'report.html');
    chmodSync(report, 0o644);
    writeFileSync(report, readFileSync(report, 'utf8').replace('Cross', 'Crass'));
    const { port } = await served(own);
    const altered = await ask(port, '/files/portfolios/Cross/report.html');
    expect(altered.status).toBe(409);
    expect(altered.body).toContain('ARTIFACT_HASH_MISMATCH');
    expect(altered.body).not.toContain('Crass');
    rmSync(report);
    expect((await ask(port, '/files/portfolios/Cross/report.html')).body).toContain(
      'ARTIFACT_MISSING',
    );
    symlinkSync('/etc/passwd', report);
    const linked = await ask(port, '/files/portfolios/Cross/report.html');
    expect([linked.status, linked.body.includes('root:')]).toEqual([409, false]);
  });

  test('tells the state as JSON, by the schema of status', async () => {
    const { port } = await served(folder);
    const { body } = await ask(port, '/api/state.json');
    const document: unknown = JSON.parse(body);
    const problems = new DocumentSchemas(join(REPOSITORY, 'schemas')).problems(
      'run-pipeline.status',
      document,
    );
    expect(problems).toBe('');
    expect(document).toMatchObject({ directives: [{ id: 'Cross', standing: 'complete' }] });
  });

  test('answers only what has changed', async () => {
    const { port } = await served(folder);
    const first = JSON.parse((await ask(port, '/?part=1')).body) as { readonly tag: string };
    const again = await fetch(`http://127.0.0.1:${port}/?part=1`, {
      headers: { 'x-known': first.tag },
    });
    expect(again.status).toBe(204);
  });
});

describe('serve', () => {
  test('ends well on Ctrl-C and prints one document with --json', async () => {
    const serving = await served(folder, '--json');
    expect((await ask(serving.port, '/')).status).toBe(200);
    serving.process.kill('SIGINT');
    const ended = await serving.ended;
    expect(ended.exit).toBe(0);
    const document: unknown = JSON.parse(ended.stdout);
    const problems = new DocumentSchemas(join(REPOSITORY, 'schemas')).problems(
      'run-pipeline.serve',
      document,
    );
    expect(problems).toBe('');
    expect(document).toMatchObject({ ok: true, port: serving.port, answered: 1 });
  });

  test('holds no lock: somebody else writes while it shows', async () => {
    const own = makeWorkspace({ symbols: ONE });
    const { port } = await served(own);
    expect((await ask(port, '/')).body).toContain('waiting');
    expect(runTool(['Cross'], own).exit).toBe(0);
    expect((await ask(port, '/')).body).toContain('PORTFOLIO_COMPLETE');
  });

  test('writes nothing: every file of the workspace is as before, the database too', async () => {
    const { port } = await served(folder);
    const before = wholeTree(folder);
    const { directive } = runJson(['Cross'], makeWorkspace({ symbols: ONE }));
    const paths = ['/', '/directives/Cross', `/runs/${directive.runs[0]?.run_id ?? ''}`, '/ledger'];
    for (const path of [...paths, '/ledger?table=portfolios&columns=all', '/data', '/errors']) {
      await ask(port, path);
    }
    expect(wholeTree(folder)).toEqual(before);
  });

  test('says what is wrong with its port and its workspace at once', async () => {
    const { port } = await served(folder);
    const taken = runTool(['serve', '--port', String(port)], folder);
    expect(taken.exit).toBe(1);
    expect(taken.stderr).toContain(`port ${port} of 127.0.0.1`);
    for (const wrong of ['65536', '-1', 'x', '80.5']) {
      expect(runTool(['serve', `--port=${wrong}`], folder).exit, wrong).toBe(2);
    }
    const nowhere = runDocument('run-pipeline.serve', ['serve'], temporaryFolder());
    expect(nowhere.exit).toBe(2);
  });

  test('goes on when the ledger cannot be read, and says so', async () => {
    const own = makeWorkspace({ symbols: ONE });
    expect(runTool(['Cross'], own).exit).toBe(0);
    const { port } = await served(own);
    const database = join(own, '.assay', 'assay.db');
    const bytes = readFileSync(database);
    writeFileSync(database, 'no database');
    const broken = await ask(port, '/');
    expect([broken.status, broken.body.includes('LEDGER_UNREADABLE')]).toEqual([500, true]);
    writeFileSync(database, bytes);
    expect((await ask(port, '/')).status).toBe(200);
    writeDirective(own, 'Typo.txt', crossDirective(ONE).replace('fast: 10', 'fst: 10'));
    expect((await ask(port, '/')).body).toContain('Typo.txt:13:3');
  });
});
