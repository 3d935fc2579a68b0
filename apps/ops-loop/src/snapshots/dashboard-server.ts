import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { isOwnHost, LOOPBACK } from '@assay/cli';
import { dashboardBody, dashboardPage, dashboardPolicy } from './dashboard-page.js';
import type { DashboardModel } from './dashboard-model.js';

/** However often it is asked, it looks at most this often. */
const FRESH_MS = 1_000;

/** What is sent back. */
interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

function plain(status: number, text: string): Answer {
  return { status, type: 'text/plain; charset=utf-8', text: `${text}\n` };
}

/** Which page a path asks for; undefined for none. */
export function answerFor(path: string, model: DashboardModel): Answer | undefined {
  switch (path) {
    case '/':
      return { status: 200, type: 'text/html; charset=utf-8', text: dashboardPage(model, true) };
    case '/body':
      return { status: 200, type: 'text/html; charset=utf-8', text: dashboardBody(model) };
    case '/model.json': {
      const text = `${JSON.stringify(model, null, 2)}\n`;
      return { status: 200, type: 'application/json; charset=utf-8', text };
    }
    default:
      return undefined;
  }
}

function send(response: ServerResponse, { status, type, text }: Answer, isHead: boolean): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'content-security-policy': `${dashboardPolicy(true)}; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
    ...(status === 405 && { allow: 'GET, HEAD' }),
  });
  response.end(isHead ? undefined : text);
}

/** Asks for the model again only when the last one has aged; everybody who asks meanwhile gets the same. */
function remembered(
  gather: () => Promise<DashboardModel>,
  now: () => number,
): () => Promise<DashboardModel> {
  let last: { readonly atMs: number; readonly model: Promise<DashboardModel> } | undefined;
  return () => {
    if (last === undefined || now() - last.atMs >= FRESH_MS)
      last = { atMs: now(), model: gather() };
    return last.model;
  };
}

async function answer(
  request: IncomingMessage,
  port: number,
  model: () => Promise<DashboardModel>,
): Promise<Answer> {
  if (!isOwnHost(request.headers.host, port)) return plain(403, 'not a name of this server');
  if (request.method !== 'GET' && request.method !== 'HEAD') return plain(405, 'GET or HEAD');
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  return answerFor(path, await model()) ?? plain(404, 'nothing here: /, /body or /model.json');
}

/** A dashboard that is being shown. */
export interface DashboardServer {
  readonly port: number;
  readonly url: string;
  close(): Promise<void>;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/**
 * Shows the dashboard on loopback. Reads only; refuses every name but its own (a page elsewhere could
 * have its name rebound to this address) and every method but GET and HEAD.
 *
 * @param port - 0 for any that is free.
 * @param gather - Reads the model; asked at most once a second.
 * @param now - Milliseconds, for that second.
 */
export async function serveDashboard(
  port: number,
  gather: () => Promise<DashboardModel>,
  now: () => number,
): Promise<DashboardServer> {
  const model = remembered(gather, now);
  const server = createServer({ requestTimeout: 10_000 }, (request, response) => {
    const isHead = request.method === 'HEAD';
    answer(request, portOf(server), model).then(
      (found) => send(response, found, isHead),
      () => send(response, plain(500, 'the state could not be read'), isHead),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, LOOPBACK, resolve);
  });
  return {
    port: portOf(server),
    url: `http://${LOOPBACK}:${portOf(server)}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
