import { beforeAll, describe, expect, test } from 'vitest';
import { portfolioHtml } from '../html/portfolio-html.js';
import { portfolioRun } from '../portfolio/portfolio-run.js';
import { HAS_BROWSER, PageBrowser, pageScript, seriousFaults } from '../testing/page-browser.js';
import type { OpenedPage } from '../testing/page-browser.js';
import { sampleModel } from '../testing/sample-model.js';
import { samplePortfolio } from '../testing/sample-portfolio.js';

const SYMBOLS = ['AUDJPY', 'AUDUSD', 'EURGBP', 'EURJPY', 'EURUSD', 'GBPJPY'].concat([
  'GBPUSD',
  'NZDUSD',
  'USDCAD',
  'USDCHF',
  'USDJPY',
]);
/** Hourly bars of a symbol are ten times its trades. */
const TRADES = 3400;
const BYTES_MAX = 8_000_000;
const READY_MS_MAX = 1500;

describe.skipIf(!HAS_BROWSER)(
  'the page of a directive of eleven symbols with 34,000 bars each',
  () => {
    const browser = new PageBrowser();
    const runs = SYMBOLS.map((symbol, i) =>
      portfolioRun(sampleModel({ symbol, seed: 11 * i + 5, trades: TRADES })),
    );
    const model = samplePortfolio([], { runs });
    let script = '';
    let html = '';
    let opened: OpenedPage;

    beforeAll(async () => {
      script = await pageScript('portfolio-page');
      html = portfolioHtml(model, script);
      opened = await browser.open(html);
    });

    test('complains of nothing, asks for nothing, and keeps its budgets of bytes and time', async () => {
      expect(opened.complaints).toEqual([]);
      expect(opened.requests).toEqual([]);
      expect(html.length).toBeLessThan(BYTES_MAX);
      // The best of three: a neighbour on the machine is no fault of the page.
      const times = [opened.readyMs];
      while (times.length < 3) times.push((await browser.open(html)).readyMs);
      expect(Math.min(...times)).toBeLessThan(READY_MS_MAX);
    });

    test('axe finds no serious fault, in light and in dark', async () => {
      expect(await seriousFaults(opened.page)).toEqual([]);
      const dark = await browser.open(html, { colorScheme: 'dark' });
      expect(await seriousFaults(dark.page)).toEqual([]);
    });

    test('says the verdict with every limit and value before any other section', async () => {
      const { page } = opened;
      expect(await page.locator('main section').first().getAttribute('id')).toBe('verdict');
      const rows = await page.locator('#verdict tbody tr').allInnerTexts();
      expect(rows).toHaveLength(model.judgement.thresholds.length);
      expect(await page.locator('.verdict').innerText()).toContain(model.judgement.verdict);
    });

    test('links the page of each run, relatively', async () => {
      const links = await opened.page
        .locator('#symbols tbody a')
        .evaluateAll((list) => list.map((link) => link.getAttribute('href')));
      expect(links).toEqual(
        SYMBOLS.map((symbol) => `../../backtests/Range_Breakout_01_${symbol}/report.html`),
      );
    });

    test('every key and hash of every run is copied with one click', async () => {
      const { page } = opened;
      const codes = await page.locator('code.copy').count();
      expect(await page.locator('.copy-button').count()).toBe(codes);
      expect(codes).toBeGreaterThan(SYMBOLS.length * 4);
      await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
      await page.locator('#provenance .copy-button').first().click();
      const copied = await page.evaluate('navigator.clipboard.readText()');
      expect(copied).toBe(model.policy.sha256);
    });

    test('nothing is wider than a telephone, and it prints', async () => {
      const phone = await browser.open(html, { viewport: { width: 390, height: 800 } });
      expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
        390,
      );
      expect((await phone.page.pdf()).length).toBeGreaterThan(50_000);
    });

    test.each([
      ['markup', '"><img src=x onerror=alert(1)><script>alert(1)</script>'],
      ['a formula', "=cmd|' /C calc'!A0"],
      ['control characters', 'a\u0000b\u001b[31m\u2028c'],
      ['text that runs the other way', '\u202Eevil\u202C'],
      ['200 characters', 'W'.repeat(200)],
    ])('a name of %s is text, and breaks neither page nor width', async (_name, hostile) => {
      const odd = samplePortfolio([], {
        directiveId: hostile,
        strategy: hostile,
        broker: hostile,
        warnings: [hostile],
        failed: [{ symbol: hostile, error: hostile }],
        runs: ['EURUSD', hostile].map((symbol, i) =>
          portfolioRun(sampleModel({ symbol, seed: i + 3, exitReason: hostile })),
        ),
      });
      const { page, complaints, requests } = await browser.open(portfolioHtml(odd, script), {
        viewport: { width: 900, height: 800 },
      });
      expect(complaints).toEqual([]);
      expect(requests).toEqual([]);
      expect(await page.locator('main img, main script').count()).toBe(0);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(900);
    });
  },
);
