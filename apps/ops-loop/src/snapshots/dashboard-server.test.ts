import { isOwnHost } from '@assay/cli';
import { request } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { liveState, SETTINGS } from '../gates/testing/live-state-maker.js';
import { dashboardModel } from './dashboard-model.js';
import { serveDashboard } from './dashboard-server.js';

const EXTRAS = { workspace: 'fx', mode: 'shadow', dryRun: false, signals: [], ledger: null, pins: [] } as const; // prettier-ignore
const MODEL = dashboardModel(liveState(), EXTRAS, SETTINGS);

async function serve(gather = () => Promise.resolve(MODEL), now = () => 0) {
  const server = await serveDashboard(0, gather, now);
  onTestFinished(() => server.close());
  return server;
}

interface Heard {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

function ask(port: number, path: string, method = 'GET', host?: string): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    const asking = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (data: string) => (text += data));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    asking.on('error', reject);
    asking.end();
  });
}

test('page, body and model are there; nothing else is', async () => {
  const { port } = await serve();
  const page = await ask(port, '/');
  expect(page).toMatchObject({ status: 200 });
  expect(page.text).toContain('<script>');
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['cache-control']).toBe('no-store');
  expect((await ask(port, '/body?x=1')).text).toContain('<h1>fx</h1>');
  expect(JSON.parse((await ask(port, '/model.json')).text)).toEqual(
    JSON.parse(JSON.stringify(MODEL)),
  );
  for (const path of ['/etc/passwd', '/../assay.json', '//', '/model.json/']) {
    expect((await ask(port, path)).status).toBe(404);
  }
});

test('only looking is possible', async () => {
  const { port } = await serve();
  for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
    const heard = await ask(port, '/', method);
    expect(heard.status).toBe(405);
    expect(heard.headers['allow']).toBe('GET, HEAD');
  }
  const head = await ask(port, '/', 'HEAD');
  expect(head).toMatchObject({ status: 200, text: '' });
});

describe('a name that was rebound to this machine is refused', () => {
  test.each([
    ['127.0.0.1:8093', true],
    ['localhost:8093', true],
    ['[::1]:8093', true],
    ['127.0.0.1', false],
    ['127.0.0.1:80', false],
    ['evil.example', false],
    ['evil.example:8093', false],
    ['localhost:8093.evil.example', false],
    ['127.0.0.1:8093@evil.example', false],
    [undefined, false],
  ])('%s: %s', (host, isOwn) => {
    expect(isOwnHost(host, 8093)).toBe(isOwn);
  });

  test('with 403, before anything is read', async () => {
    let asked = 0;
    const { port } = await serve(() => {
      asked += 1;
      return Promise.resolve(MODEL);
    });
    const heard = await ask(port, '/model.json', 'GET', 'evil.example');
    expect(heard.status).toBe(403);
    expect(heard.text).not.toContain('fx');
    expect(asked).toBe(0);
  });
});

test('nobody outside of this machine can connect', async ({ skip }) => {
  const outside = Object.values(networkInterfaces())
    .flat()
    .find((one) => one && !one.internal && one.family === 'IPv4')?.address;
  if (outside === undefined) return skip('this machine has no other address');
  const { port } = await serve();
  const answer = await new Promise<string>((resolve) => {
    const socket = connect({ host: outside, port }, () => resolve('connected'));
    socket.on('error', (error) => resolve((error as NodeJS.ErrnoException).code ?? ''));
  });
  expect(answer).toBe('ECONNREFUSED');
});

test('however often it is asked, it looks at most once a second', async () => {
  let [asked, nowMs] = [0, 0];
  const gather = () => {
    asked += 1;
    return Promise.resolve(MODEL);
  };
  const { port } = await serve(gather, () => nowMs);
  await Promise.all(Array.from({ length: 20 }, () => ask(port, '/body')));
  expect(asked).toBe(1);
  nowMs = 1000;
  await ask(port, '/body');
  expect(asked).toBe(2);
});

test('a state that cannot be read is said, and asked for again', async () => {
  let [asked, nowMs] = [0, 0];
  const gather = () => {
    asked += 1;
    return asked === 1 ? Promise.reject(new Error('disk')) : Promise.resolve(MODEL);
  };
  const { port } = await serve(gather, () => nowMs);
  expect(await ask(port, '/body')).toMatchObject({ status: 500 });
  nowMs = 1000;
  expect(await ask(port, '/body')).toMatchObject({ status: 200 });
});
