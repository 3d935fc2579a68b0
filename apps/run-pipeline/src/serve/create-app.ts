import { isOwnHost } from '@assay/cli';
import { ERROR_CATALOGUE, isAssayError } from '@assay/core';
import type { Reader } from '@assay/pipeline';
import { html } from '@assay/report';
import { Hono, type Context } from 'hono';
import { overviewJson } from '../status/status-json.js';
import { viewWorkspace } from '../status/directive-view.js';
import { fileAnswer, isEvidenceError } from './file-answer.js';
import { ICON, pageFrame, tagOf } from './page-frame.js';
import { dataPage } from './pages/data-page.js';
import { directivePage } from './pages/directive-page.js';
import { errorsPage } from './pages/errors-page.js';
import { ledgerPage } from './pages/ledger-page.js';
import { overviewPage } from './pages/overview-page.js';
import { runPage } from './pages/run-page.js';
import type { PagePart, WebContext } from './web-context.js';
import { WEB_SCRIPT } from './web-script.js';
import { WEB_STYLE } from './web-style.js';

/** What our own pages may load: their style, their script, their server. */
const OWN_POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/**
 * What a recorded page may do: what it carries within itself, in an origin of its own, so that it can ask
 * neither this server nor anybody else. Its own policy holds besides.
 */
const RECORDED_POLICY =
  "sandbox allow-scripts allow-downloads allow-popups; default-src 'none'; " +
  "style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:; font-src data:; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS = {
  'content-security-policy': OWN_POLICY,
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Makes a page's part, or finds that there is no such page. */
type Maker = (reader: Reader) => PagePart | undefined;

function messagePart(title: string, message: string, lead: string): PagePart {
  return {
    title,
    section: '/',
    body: html`<p class="lead">${lead}</p>
      <div class="banner bad"><p>${message}</p></div>
      <p><a href="/">All directives</a></p>`.markup,
    says: title,
  };
}

function nothingHere(): PagePart {
  return messagePart('Nothing here', 'There is no such page.', 'The ledger does not know it.');
}

/** An error of the catalogue as a page: what has happened, and what to do. */
function errorPart(error: unknown): PagePart {
  if (!isAssayError(error)) return messagePart('Not now', 'The state could not be read.', '');
  const { cause, remedy } = ERROR_CATALOGUE[error.code];
  const { found, expected, next } = error.diagnostics[0] ?? {};
  const body = html`<div class="banner bad">
      <p>${error.code}: ${error.message}</p>
      <ul>
        <li>found: ${found ?? '–'}</li>
        <li>expected: ${expected ?? '–'}</li>
        <li>next: ${next ?? remedy}</li>
      </ul>
    </div>
    <p>${cause} <a href="/errors#${error.code}">More about it</a></p>`;
  return { title: 'Not shown', section: '/', body: body.markup, says: error.code };
}

/** Answers with a whole page, or with its part when a page that is open asks for it anew. */
function answerPart(
  c: Context,
  part: PagePart,
  context: WebContext,
  status: 200 | 404 | 409 | 500,
) {
  if (c.req.query('part') === undefined) {
    return c.html(pageFrame(part, context.workspaceName), status);
  }
  const tag = tagOf(part);
  if (c.req.header('x-known') === tag) return c.body(null, 204);
  return c.json({ tag, body: part.body, says: part.says }, status);
}

function addPages(app: Hono, context: WebContext): void {
  const page = (path: string, maker: (c: Context) => Maker): void => {
    app.get(path, async (c) => {
      const part = await context.open(maker(c));
      return answerPart(c, part ?? nothingHere(), context, part ? 200 : 404);
    });
  };
  page('/', () => (reader) => overviewPage(reader, context));
  page(
    '/directives/:id',
    (c) => (reader) => directivePage(reader, context, c.req.param('id') ?? ''),
  );
  page('/runs/:id', (c) => (reader) => runPage(reader, context, c.req.param('id') ?? ''));
  page('/ledger', (c) => (reader) => {
    const table = c.req.query('table') === 'portfolios' ? 'portfolios' : 'runs';
    return ledgerPage(reader, { table, isWhole: c.req.query('columns') === 'all' });
  });
  page('/data', () => (reader) => dataPage(reader, context));
  page('/errors', () => (reader) => errorsPage(reader, context));
}

/** The path of a recorded file as the ledger spells it; undefined for what cannot be decoded. */
function recordedPath(url: string): string | undefined {
  try {
    return decodeURIComponent(new URL(url).pathname.slice('/files/'.length));
  } catch {
    return undefined;
  }
}

function addFiles(app: Hono, context: WebContext): void {
  app.get('/files/*', async (c) => {
    const path = recordedPath(c.req.url);
    const file =
      path === undefined ? undefined : await context.open((reader) => fileAnswer(reader, path));
    if (!file) return answerPart(c, nothingHere(), context, 404);
    c.header('content-type', file.type);
    c.header('etag', `"${file.sha256}"`);
    c.header(
      'content-security-policy',
      file.isPage ? RECORDED_POLICY : "default-src 'none'; sandbox",
    );
    if (file.saveAs !== null) {
      const name = encodeURIComponent(file.saveAs);
      c.header('content-disposition', `attachment; filename*=UTF-8''${name}`);
    }
    return c.body(new Uint8Array(file.bytes));
  });
}

/**
 * The web view as a function of requests: reads only. Refuses every name but its own (a page elsewhere could
 * have its name rebound to this address) and every method but GET and HEAD.
 *
 * @param port - Asked at each request: known only once the server listens.
 */
export function createApp(context: WebContext, port: () => number): Hono {
  const app = new Hono();
  app.use('*', async (c, next) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    if (!isOwnHost(c.req.header('host'), port())) return c.text('not a name of this server\n', 403);
    if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
      c.header('allow', 'GET, HEAD');
      return c.text('GET or HEAD\n', 405);
    }
    return next();
  });
  addPages(app, context);
  addFiles(app, context);
  app.get('/api/state.json', async (c) =>
    c.json(
      await context.open((reader) => ({
        schema: 'run-pipeline.status/1',
        ok: true,
        ...overviewJson(viewWorkspace(reader, context.clock.now())),
      })),
    ),
  );
  app.get('/web.css', (c) => c.body(WEB_STYLE, 200, { 'content-type': 'text/css; charset=utf-8' }));
  app.get('/web.js', (c) =>
    c.body(WEB_SCRIPT, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/icon.svg', (c) => c.body(ICON, 200, { 'content-type': 'image/svg+xml' }));
  app.notFound((c) => answerPart(c, nothingHere(), context, 404));
  app.onError((error, c) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    return answerPart(c, errorPart(error), context, isEvidenceError(error) ? 409 : 500);
  });
  return app;
}
