import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BROWSER, expectAccessible, IS_CI, openPage, type Look } from '../testing/browser.js';
import { followTool, runTool, startTool } from '../testing/spawn-tool.js';
import { crossDirective, makeWorkspace, writeDirective } from '../testing/workspace-maker.js';

const SYMBOLS = ['EURUSD', 'GBPUSD', 'USDJPY'];
/** Skipped, and said so, where no browser is installed; in CI that is a failure. */
const looking = test.skipIf(BROWSER === undefined && !IS_CI);

let folder = '';
beforeAll(() => {
  folder = makeWorkspace({
    folder: mkdtempSync(join(tmpdir(), 'assay-browse-')),
    symbols: SYMBOLS,
    directives: {
      'Cross.txt': crossDirective(SYMBOLS),
      'Slow.txt': crossDirective(SYMBOLS)
        .replace(/(name|strategy): Cross/g, '$1: Slow')
        .replace('slow: 30', 'slow: 60'),
    },
  });
  expect(runTool(['--all'], folder).exit).toBe(0);
  writeDirective(folder, 'Typo.txt', crossDirective(SYMBOLS).replace('fast: 10', 'fst: 10'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function serveAt(where: string): Promise<string> {
  const said = await followTool(['serve', '--port', '0'], where).says(/http:\/\/127\.0\.0\.1:\d+/);
  return said[0];
}

async function browse(path: string, look: Look = {}, where = folder) {
  const origin = await serveAt(where);
  return { origin, ...(await openPage(origin + path, look)) };
}

const PAGES = ['/', '/directives/Cross', '/directives/Typo', '/ledger', '/ledger?table=portfolios&columns=all', '/data', '/errors'] as const; // prettier-ignore

describe('every page', () => {
  looking.each(PAGES)(
    '%s asks for nothing but itself, has no complaint, and axe finds no grave fault',
    async (path) => {
      for (const scheme of ['light', 'dark'] as const) {
        const { page, origin, requests, complaints } = await browse(path, { scheme });
        await page.waitForResponse((answer) => answer.url().includes('part=1'));
        expect(complaints).toEqual([]);
        expect(requests.filter((url) => !url.startsWith(`${origin}/`))).toEqual([]);
        await expectAccessible(page);
      }
    },
  );

  looking.each(PAGES)('%s fits a narrow screen: what is wide scrolls by itself', async (path) => {
    const { page } = await browse(path, { width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
  });
});

describe('the grid of the ledger', () => {
  const column = (name: string) =>
    `[...document.querySelectorAll('table.grid tbody tr:not([hidden])')].map((row) => {
      const heads = [...document.querySelectorAll('table.grid thead th')];
      return row.cells[heads.findIndex((head) => head.dataset.column === '${name}')].dataset.sort;
    })`;

  looking(
    'sorts by a column, the other way round when asked again, and says so to those who do not see it',
    async () => {
      const { page } = await browse('/ledger');
      const head = page.locator('th[data-column=total_net_profit]');
      await head.getByRole('button').click();
      const down = ((await page.evaluate(column('total_net_profit'))) as string[]).map(Number);
      expect(down).toHaveLength(6);
      expect(down).toEqual([...down].sort((a, b) => b - a));
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      await head.getByRole('button').press('Enter');
      const up = ((await page.evaluate(column('total_net_profit'))) as string[]).map(Number);
      expect(up).toEqual([...down].reverse());
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
    },
  );

  looking(
    'filters by words and by choice, keeps that while the page is live, and counts',
    async () => {
      const { page } = await browse('/ledger');
      await page.getByLabel('Filter').fill('cross eur');
      expect(await page.evaluate(column('symbol'))).toEqual(['EURUSD']);
      expect(await page.locator('#count').textContent()).toBe('1 of 6 rows');
      await page.getByLabel('Filter').fill('');
      await page.getByLabel('Symbol').selectOption('USDJPY');
      expect(await page.evaluate(column('symbol'))).toEqual(['USDJPY', 'USDJPY']);
      await page.evaluate("tag = 'other'");
      // Asked by the debugger: the page's policy forbids what a browser would have to evaluate.
      await expect.poll(() => page.evaluate('tag'), { timeout: 10_000 }).not.toBe('other');
      expect(await page.evaluate(column('symbol'))).toEqual(['USDJPY', 'USDJPY']);
      expect(await page.locator('#count').textContent()).toBe('2 of 6 rows');
    },
  );
});

describe('a page that is open', () => {
  looking('shows a run that goes on, its failure to read, and keeps the focus', async () => {
    const own = makeWorkspace({ symbols: SYMBOLS });
    const { page, complaints } = await browse('/', {}, own);
    await page.locator('a[href="/directives/Cross"]').first().focus();
    await page.evaluate(`
      globalThis.seen = new Set();
      new MutationObserver(() => {
        for (const one of document.querySelectorAll('#live .sub')) seen.add(one.textContent.trim());
      }).observe(document.getElementById('live'), { childList: true, subtree: true });
    `);
    startTool(['Cross'], own);
    await expect
      .poll(() => page.evaluate("seen.has('PORTFOLIO_COMPLETE')"), { timeout: 60_000 })
      .toBe(true);
    const focused = "document.activeElement.getAttribute('href')";
    expect(await page.evaluate(focused)).toBe('/directives/Cross');
    expect(await page.locator('#said').textContent()).toContain('1 complete');
    writeDirective(own, 'Typo.txt', crossDirective(SYMBOLS).replace('fast: 10', 'fst: 10'));
    await page.getByText('Typo.txt:13:3').waitFor();
    expect(complaints).toEqual([]);
  });

  looking('says when nobody answers any more', async () => {
    const serving = followTool(['serve', '--port', '0'], folder);
    const [origin] = await serving.says(/http:\/\/127\.0\.0\.1:\d+/);
    const { page } = await openPage(origin);
    expect(await page.locator('#lost').isVisible()).toBe(false);
    serving.process.kill('SIGTERM');
    await page.locator('#lost').waitFor({ state: 'visible' });
  });

  looking('judges bar files one after the other', async () => {
    const { page } = await browse('/data');
    await expect
      .poll(() => page.evaluate("document.querySelectorAll('tr[data-gate=judging]').length"), {
        timeout: 30_000,
      })
      .toBe(0);
    expect(await page.locator('table.grid > tbody > tr').count()).toBe(SYMBOLS.length);
    await page.getByLabel('Gate').selectOption('notes');
    expect(await page.locator('#count').textContent()).toMatch(/^\d of 3 rows$/);
  });
});

looking('a recorded report opens from the page, works, and can ask nobody', async () => {
  const { page, origin, requests, complaints } = await browse('/directives/Cross');
  await page.getByRole('link', { name: 'Open the report' }).click();
  await page.waitForURL('**/report.html');
  expect(await page.title()).toContain('Cross');
  // From page to page by their own links, as they lie in the workspace.
  await page.locator('a[href$="Cross_EURUSD/report.html"]').first().click();
  await page.waitForURL('**/files/backtests/Cross_EURUSD/report.html');
  expect(await page.title()).toContain('EURUSD');
  expect(complaints).toEqual([]);
  expect(
    requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)),
  ).toEqual([]);
  const fetched = await page.evaluate(
    `fetch('${origin}/api/state.json').then(() => 'sent', () => 'refused')`,
  );
  expect(fetched).toBe('refused');
});

looking('hostile names are text on every page', async () => {
  const own = makeWorkspace({ symbols: ['EURUSD'] });
  const hostile = '</td><img src=x onerror=alert(1)>';
  expect(runTool(['Cross'], own).exit).toBe(0);
  expect(
    runTool(['promote', 'Cross', '--reason', hostile, '--actor', '=cmd|"/c x"!A1'], own).exit,
  ).toBe(0);
  const name = '\u202e<script>alert(1)<script>'.replace(/\//g, '');
  writeDirective(own, `${name}.txt`, 'test:\n  name: "<b>x</b>"\n  <i>: 1\n');
  const origin = await serveAt(own);
  for (const path of [
    '/',
    '/directives/Cross',
    `/directives/${encodeURIComponent(name)}`,
    '/errors',
  ]) {
    const { page, complaints } = await openPage(origin + path);
    expect(complaints).toEqual([]);
    expect(await page.locator('img, b > b, main script, main i').count()).toBe(0);
    expect(await page.evaluate('document.scripts.length')).toBe(1);
  }
  const { page } = await openPage(`${origin}/directives/Cross`);
  expect(await page.locator('main').innerText()).toContain(hostile);
});

looking(
  'a page of compare asks for nothing, has no complaint, and axe finds no grave fault',
  async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'assay-compare-')), 'compare.html');
    onTestFinished(() => rmSync(join(file, '..'), { recursive: true, force: true }));
    expect(runTool(['compare', 'Cross', 'Slow', '--html', file], folder).exit).toBe(0);
    const url = pathToFileURL(file).href;
    for (const scheme of ['light', 'dark'] as const) {
      const { page, requests, complaints } = await openPage(url, { scheme });
      await expectAccessible(page);
      expect([requests, complaints]).toEqual([[url], []]);
      await page.getByText(/^All \d+ numbers$/).click();
      await page.getByText('Deflated Sharpe ratio').first().click();
      await page.locator('details.meaning[open] p').filter({ hasText: 'Source:' }).waitFor();
      await page.setViewportSize({ width: 390, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    }
  },
);
