import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll } from 'vitest';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** True when a browser must be there, or is: in CI a missing judge is a failure, elsewhere a skip. */
export const HAS_BROWSER = BROWSER !== undefined || process.env['CI'] !== undefined;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const BUNDLER = new URL('../../../../tools/build/bundle-client.mjs', import.meta.url).href;

/** The script of a page as the build makes it. */
export async function pageScript(name: 'run-page' | 'portfolio-page'): Promise<string> {
  const { bundleClient } = (await import(/* @vite-ignore */ BUNDLER)) as {
    bundleClient(entry: string): Promise<string>;
  };
  return bundleClient(`libs/report/src/client/${name}.ts`);
}

/** A page in a browser, with everything that it complained of or asked for. */
export interface OpenedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
  readonly requests: readonly string[];
  /** From the start of loading until the script was done, ms. */
  readonly readyMs: number;
}

/** A browser for the tests of one file. */
export class PageBrowser {
  private browser: Browser | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'assay-page-'));

  constructor() {
    afterAll(async () => {
      await this.browser?.close();
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Opens a page from disk, as a reader does. */
  async open(html: string, options: BrowserContextOptions = {}): Promise<OpenedPage> {
    this.browser ??= await chromium.launch({
      executablePath: BROWSER ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    const path = join(this.folder, 'report.html');
    writeFileSync(path, html);
    const url = pathToFileURL(path).href;
    const context = await this.browser.newContext({ acceptDownloads: true, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    const requests: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => requests.push(request.url()));
    const start = performance.now();
    await page.goto(url);
    await page.waitForSelector('html[data-ready=yes]', { timeout: 20_000 });
    const readyMs = performance.now() - start;
    return { page, complaints, requests: requests.filter((one) => one !== url), readyMs };
  }
}

/** Faults that axe finds serious or critical, one line each. */
export async function seriousFaults(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  return page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
    violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')))`);
}
