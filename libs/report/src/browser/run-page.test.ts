import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { tradeListCsv } from '../results/trade-list.js';
import { runHtml } from '../run-page/run-html.js';
import { HAS_BROWSER, PageBrowser, pageScript, seriousFaults } from '../testing/page-browser.js';
import type { OpenedPage } from '../testing/page-browser.js';
import { sampleChart, samplePage } from '../testing/sample-page.js';

const BARS = 34_000;
const TRADES = 1000;

describe.skipIf(!HAS_BROWSER)(
  'the page of a run with 1,000 trades and 34,000 bars, in a browser',
  () => {
    const browser = new PageBrowser();
    const { run } = samplePage({ trades: TRADES });
    let script = '';
    let html = '';
    let opened: OpenedPage;

    beforeAll(async () => {
      script = await pageScript('run-page');
      html = runHtml({ run, chart: sampleChart(BARS) }, script);
      opened = await browser.open(html);
    });

    const shownRows = () =>
      opened.page
        .locator('#trade-table tbody tr:not(.space)')
        .evaluateAll((rows) =>
          rows.map((row) => [...row.children].map((cell) => cell.textContent)),
        );
    const column = async (name: string) => {
      const heads = await opened.page.locator('#trade-table thead th').allTextContents();
      return heads.indexOf(name);
    };

    test('complains of nothing and asks for nothing, and its bars take less than half a megabyte', () => {
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect(/"data":"([^"]*)"/.exec(html)?.[1]?.length).toBeLessThan(500_000);
      expect(html.length).toBeLessThan(2_000_000);
    });

    test('axe finds no serious fault, in light and in dark', async () => {
      expect(await seriousFaults(opened.page)).toEqual([]);
      const dark = await browser.open(html, { colorScheme: 'dark' });
      expect(await seriousFaults(dark.page)).toEqual([]);
    });

    test('holds only the rows in sight, and scrolling brings every other one', async () => {
      const { page } = opened;
      expect((await shownRows()).length).toBeLessThan(60);
      const scroller = page.locator('.scroll.trades');
      await scroller.evaluate((element) => (element.scrollTop = element.scrollHeight));
      await expect.poll(async () => (await shownRows()).at(-1)?.[0]).toBe('999');
      // A frame per step, as a wheel does: none of them may take long enough to be felt.
      const slowest = await scroller.evaluate(async (element) => {
        let worst = 0;
        for (let top = element.scrollHeight; top > 0; top -= 400) {
          element.scrollTop = top;
          const before = performance.now();
          await new Promise((done) => requestAnimationFrame(done));
          worst = Math.max(worst, performance.now() - before);
        }
        return worst;
      });
      expect(slowest).toBeLessThan(250);
      expect((await shownRows()).length).toBeLessThan(60);
      await scroller.evaluate((element) => (element.scrollTop = 0));
    });

    test('a click on a head sorts, a second one turns it round', async () => {
      const { page } = opened;
      const net = await column('Net, USD');
      const head = page.locator('#trade-table thead th').nth(net);
      const best = [...run.result.trades].sort((a, b) => a.net - b.net);
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('ascending');
      expect((await shownRows())[0]?.[0]).toBe(String(best[0]?.index));
      await head.getByRole('button').click();
      expect(await head.getAttribute('aria-sort')).toBe('descending');
      expect((await shownRows())[0]?.[0]).toBe(String(best.at(-1)?.index));
      await page.locator('#trade-table thead th').first().getByRole('button').click();
    });

    test('filters keep what they say, and what is saved is what is shown, as the file has it', async () => {
      const { page } = opened;
      await page.locator('#trade-side').selectOption('long');
      await page.locator('#trade-result').selectOption('-1');
      const losers = run.result.trades.filter(({ direction, net }) => direction === 1 && net < 0);
      expect(await page.locator('#trade-count').textContent()).toBe(
        `${losers.length} of 1000 trades`,
      );
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#trade-export').click(),
      ]);
      const saved = readFileSync(await download.path(), 'utf8');
      const lines = tradeListCsv(run).split('\n');
      expect(saved).toBe(
        `${[lines[0], ...losers.map(({ index }) => lines[index + 1])].join('\n')}\n`,
      );
      expect(download.suggestedFilename()).toBe('trades_Range_Breakout_01_EURUSD.csv');
      await page.locator('#trade-side').selectOption('');
      await page.locator('#trade-result').selectOption('');
    });

    test('the chart zooms, and a trade picked in the table is picked out in the chart', async () => {
      const { page } = opened;
      const canvas = page.locator('#chart-canvas');
      const before = await canvas.screenshot();
      await page.getByRole('button', { name: 'Zoom out' }).click();
      await expect.poll(async () => before.equals(await canvas.screenshot())).toBe(false);
      const wide = await canvas.screenshot();
      await page.getByRole('button', { name: 'Show trade 7 on the chart' }).click();
      await expect.poll(async () => wide.equals(await canvas.screenshot())).toBe(false);
      expect((await page.locator('tr.marked th').textContent())?.trim()).toBe('7');
      await page.getByRole('button', { name: 'Next trade' }).click();
      expect((await page.locator('tr.marked th').textContent())?.trim()).toBe('8');
      expect(await page.locator('#tv-attr-logo').count()).toBe(0);
      expect(await page.locator('footer').textContent()).toContain(
        'TradingView Lightweight Charts',
      );
    });

    test('light and dark can be chosen against the system', async () => {
      const { page } = opened;
      const background = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
      const light = await background();
      await page.getByLabel('Theme').selectOption('dark');
      expect(await background()).not.toBe(light);
      await page.getByLabel('Theme').selectOption('light');
      expect(await background()).toBe(light);
    });

    test('one click copies a hash', async () => {
      const { page } = opened;
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.getByRole('button', { name: `Copy ${run.runKey}` }).click();
      await expect.poll(() => page.evaluate('navigator.clipboard.readText()')).toBe(run.runKey);
    });

    test('a name opens its definition with the keyboard, and Escape closes it', async () => {
      const { page } = opened;
      const name = page.locator('button[popovertarget=def-sharpe_ratio]').first();
      await name.focus();
      await page.keyboard.press('Enter');
      const definition = page.locator('#def-sharpe_ratio');
      expect(await definition.isVisible()).toBe(true);
      expect(await definition.textContent()).toContain('Source');
      await page.keyboard.press('Escape');
      expect(await definition.isVisible()).toBe(false);
    });

    test('nothing is wider than a telephone', async () => {
      const phone = await browser.open(html, { viewport: { width: 390, height: 800 } });
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        390,
      );
      expect(phone.complaints).toEqual([]);
    });

    test('prints every trade and the chart, on light paper whatever the screen is', async () => {
      const { page } = await browser.open(html, { colorScheme: 'dark' });
      await page.emulateMedia({ media: 'print' });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator('#trade-table tbody tr:not(.space)').count()).toBe(TRADES);
      const picture = page.locator('canvas.chart-picture');
      expect(await picture.isVisible()).toBe(true);
      const corner = await picture.evaluate((canvas) => [
        ...((canvas as HTMLCanvasElement).getContext('2d')?.getImageData(3, 3, 1, 1).data ?? []),
      ]);
      expect(corner).toEqual([255, 255, 255, 255]);
      await page.evaluate("dispatchEvent(new Event('afterprint'))");
      expect(await picture.count()).toBe(0);
      expect(await page.locator('html').getAttribute('data-theme')).toBeNull();
      expect((await page.pdf()).length).toBeGreaterThan(100_000);
    });

    test('without its script it shows the first trades and where the others are', async () => {
      const bare = runHtml(
        { run, chart: sampleChart(100) },
        'document.documentElement.dataset.ready="yes"',
      );
      const { page } = await browser.open(bare);
      expect(await page.locator('#trade-table tbody tr').count()).toBe(25);
      expect(await page.locator('#trade-table').textContent()).toContain(
        'raw/results_tradelevel.csv',
      );
      expect(await page.locator('#price-chart').isVisible()).toBe(false);
    });

    test.each([
      ['markup', '"><img src=x onerror=alert(1)><script>alert(1)</script>'],
      ['a formula', "=cmd|' /C calc'!A0"],
      ['control characters', 'a\u0000b\u001b[31m\u2028c'],
      ['text that runs the other way', '\u202Eevil\u202C'],
      ['200 characters', 'W'.repeat(200)],
    ])('a name of %s is text, and breaks neither page nor width', async (_name, hostile) => {
      const odd = samplePage({ trades: 40, exitReason: hostile, symbol: hostile });
      const named = { ...odd.run, directiveId: hostile, strategy: hostile, broker: hostile };
      const { page, complaints, requests } = await browser.open(
        runHtml({ run: named, chart: odd.chart }, script),
        { viewport: { width: 900, height: 800 } },
      );
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      expect(await page.locator('main img, main script:not([type])').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(900);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.locator('#trade-export').click(),
      ]);
      expect(readFileSync(await download.path(), 'utf8')).toBe(tradeListCsv(named));
    });
  },
);
