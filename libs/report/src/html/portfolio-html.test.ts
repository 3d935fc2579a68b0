import { createHash } from 'node:crypto';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { portfolioRun } from '../portfolio/portfolio-run.js';
import { sampleModel } from '../testing/sample-model.js';
import { samplePortfolio } from '../testing/sample-portfolio.js';
import { CHART_POINTS_MAX } from './line-chart.js';
import { html } from './markup.js';
import { decimalText, metricText } from './number-text.js';
import { base64OfHex } from './page-frame.js';
import { portfolioHtml } from './portfolio-html.js';
import { thinSeries } from './thin-series.js';
import { niceTicks, yearTicks } from './chart-ticks.js';

describe('the page', () => {
  const page = portfolioHtml(samplePortfolio());

  test('is the same for the same portfolio', () => {
    expect(portfolioHtml(samplePortfolio())).toBe(page);
  });

  test('asks for nothing: no script, no link out, no style but the one its policy names', () => {
    expect(page).not.toMatch(/<script|<link|<img|<iframe|https?:|\bon\w+=|\sstyle=|@import|url\(/i);
    const sheet = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(sheet).digest('base64');
    expect(page).toContain(`style-src &#39;sha256-${hash}&#39;`);
    expect(page).toContain('default-src &#39;none&#39;');
  });

  test('every tag is closed in order', () => {
    const open: string[] = [];
    for (const [tag, slash, name, self] of page.matchAll(/<(\/?)([a-z][a-z0-9]*)[^>]*?(\/?)>/g)) {
      if (self === '/' || name === 'meta') continue;
      if (slash === '/') expect([tag, open.pop()]).toEqual([tag, name]);
      else open.push(name ?? '');
    }
    expect(open).toEqual([]);
  });

  test('ids are unique and every reference has its target', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
    for (const [, list] of page.matchAll(/aria-labelledby="([^"]+)"/g)) {
      for (const id of (list ?? '').split(' ')) expect(ids).toContain(id);
    }
  });

  test('every table has a caption and headed columns, every picture a text', () => {
    const tables = page.split('<table>').slice(1);
    expect(tables.length).toBeGreaterThan(8);
    for (const table of tables)
      expect(table).toMatch(/^\s*<caption>[^<]+<\/caption>\s*<thead>\s*<tr>\s*<th scope="col"/);
    const pictures = [...page.matchAll(/<svg[^>]*>/g)];
    for (const [tag] of pictures) expect(tag).toMatch(/role="img"\s+aria-label/);
  });

  test('names every run, its key and every input hash', () => {
    const model = samplePortfolio();
    for (const { runId, runKey, inputs } of model.runs) {
      for (const text of [runId, runKey, ...Object.values(inputs)]) expect(page).toContain(text);
    }
  });

  test('says so when data are synthetic, fills are at the close or costs are off', () => {
    expect(page).not.toContain('class="notice"');
    const run = portfolioRun(sampleModel({ synthetic: true }));
    const settings = { ...run.settings, entry_timing: 'bar_close', costs_none: true };
    const warned = portfolioHtml(samplePortfolio([], { runs: [{ ...run, settings }] }));
    expect(warned.match(/class="notice"/g)).toHaveLength(3);
    expect(warned).toContain('(synthetic data) – Assay</title>');
  });

  test('a portfolio without trades is a page of dashes, not of zeros', () => {
    const empty = portfolioHtml(
      samplePortfolio([], { runs: [portfolioRun(sampleModel({ trades: 0 }))] }),
    );
    expect(empty).toContain('<dd>–</dd>');
    expect(empty).toContain('there is no losing trade');
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('text from outside is never markup', () => {
    const hostile = '"><script>alert(1)</script>';
    const run = portfolioRun(sampleModel({ exitReason: hostile }));
    const page2 = portfolioHtml(
      samplePortfolio([], {
        runs: [{ ...run, symbol: hostile, rejections: { [hostile]: 1 } }],
        failed: [{ symbol: hostile, error: hostile }],
        warnings: [hostile],
        strategy: hostile,
      }),
    );
    expect(page2).not.toContain('<script');
    expect(page2).toContain('&quot;&gt;&lt;script&gt;');
  });
});

describe('parts of the page', () => {
  propertyTest.prop([fc.uint8Array({ maxLength: 40 })])(
    'base64 is that of the platform',
    (bytes) => {
      const buffer = Buffer.from(bytes);
      expect(base64OfHex(buffer.toString('hex'))).toBe(buffer.toString('base64'));
    },
  );

  propertyTest.prop([fc.string(), fc.string()])(
    'templates escape what is put into them',
    (a, b) => {
      const { markup } = html`<p title="${a}">${[b]}</p>`;
      expect(markup.slice(3, -4)).not.toMatch(/[<>].*[<>]/s);
      expect(markup.match(/"/g)).toHaveLength(2);
    },
  );

  const series = fc.float64Array({ minLength: 1, maxLength: 400, noNaN: true });
  propertyTest.prop([series, fc.integer({ min: 4, max: 60 })])(
    'thinning keeps ends and extremes, in order, within the limit',
    (values, limit) => {
      const kept = thinSeries(values, limit);
      expect(kept.length).toBeLessThanOrEqual(Math.max(limit, 4));
      expect([kept[0], kept.at(-1)]).toEqual([0, values.length - 1]);
      expect(kept).toEqual([...new Set(kept)].sort((a, b) => a - b));
      const shown = kept.map((i) => values[i] ?? NaN);
      expect(Math.max(...shown)).toBe(Math.max(...values));
      expect(Math.min(...shown)).toBe(Math.min(...values));
    },
  );

  test('a chart has no more points than can be seen', () => {
    const values = Float64Array.from({ length: 50_000 }, (_, i) => Math.sin(i));
    expect(thinSeries(values, CHART_POINTS_MAX).length).toBeLessThanOrEqual(CHART_POINTS_MAX);
  });

  propertyTest.prop([
    fc.double({ min: -1e9, max: 1e9, noNaN: true }),
    fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
  ])('ticks enclose the values and are few', (low, range) => {
    const ticks = niceTicks(low, low + range);
    const slack = Math.abs(low) * 1e-11 + range * 1e-9;
    expect(ticks[0]).toBeLessThanOrEqual(low + slack);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + range - slack);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });

  test('a series of several years is marked by years, a shorter one by months', () => {
    const DAY = 86_400_000;
    const span = (from: string, to: string) =>
      yearTicks(Float64Array.of(Date.parse(from), Date.parse(to))).map(({ text }) => text);
    expect(span('2020-06-01', '2023-02-01')).toEqual(['2021', '2022', '2023']);
    expect(span('2023-10-15', '2024-02-10')).toEqual(['Nov', 'Dec', '2024', 'Feb']);
    expect(yearTicks(Float64Array.of(5 * DAY))).toEqual([]);
    expect(yearTicks(new Float64Array(0))).toEqual([]);
  });

  test.each([
    [1234567.891, 2, '1,234,567.89'],
    [-1234.5, 1, '−1,234.5'],
    [-0.001, 2, '0.00'],
    [999, 0, '999'],
    [1000, 0, '1,000'],
    [0.1234567, 4, '0.1235'],
  ])('%d with %i decimals is %s', (value, digits, text) => {
    expect(decimalText(value, digits)).toBe(text);
  });

  test.each([
    [null, 'money', '–'],
    [0.1234, 'fraction', '12.34 %'],
    [3, 'count', '3'],
    [2.25, 'days', '2.3'],
    [1, 'flag', 'yes'],
    [-1.005, 'r', '−1.00'],
  ] as const)('%s as %s is %s', (value, unit, text) => {
    expect(metricText(value, unit)).toBe(text);
  });
});
