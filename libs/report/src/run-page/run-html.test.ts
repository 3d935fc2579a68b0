import { createHash } from 'node:crypto';
import { METRICS, RIGOUR_METRICS } from '@assay/metrics';
import { describe, expect, test } from 'vitest';
import { escapeHtml } from '../html/markup.js';
import { metricText } from '../html/number-text.js';
import { tradeListCsv } from '../results/trade-list.js';
import { samplePage } from '../testing/sample-page.js';
import { runHtml } from './run-html.js';
import { RUN_DATA_ID } from './run-trades.js';
import type { RunPageData } from './run-trades.js';

const SCRIPT = 'document.title += "!";';

/** The data that a page gives its script. */
function dataOf(page: string): RunPageData {
  const text = new RegExp(`id="${RUN_DATA_ID}">([^<]*)</script>`).exec(page)?.[1] ?? '';
  return JSON.parse(text) as RunPageData;
}

describe('the page of a run', () => {
  const model = samplePage({ trades: 60 });
  const page = runHtml(model, SCRIPT);

  test('is the same for the same model', () => {
    expect(runHtml(samplePage({ trades: 60 }), SCRIPT)).toBe(page);
  });

  test('runs one script and one style sheet, both named by their hashes, and asks for nothing', () => {
    const sheet = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    for (const text of [sheet, SCRIPT]) {
      const hash = createHash('sha256').update(text).digest('base64');
      expect(page).toContain(`&#39;sha256-${hash}&#39;`);
    }
    expect(page.match(/<script>/g)).toHaveLength(1);
    expect(page).not.toMatch(/<link|<img|<iframe|\son\w+=|\sstyle=|@import|url\(|\ssrc=/i);
    expect([...page.matchAll(/https?:[^"<\s]+/g)].map(([url]) => url)).toEqual([
      'https://www.tradingview.com/',
      'https://www.tradingview.com/',
    ]);
  });

  test('without a script it has none, and no licence of a chart', () => {
    const still = runHtml(model, '');
    expect(still).not.toContain('<script>');
    expect(still).not.toContain('script-src');
    expect(still).not.toContain('https:');
  });

  test('every number that it tells is the model’s, and its name opens the definition of libs/metrics', () => {
    for (const { id, unit, name, formula } of [...METRICS, ...RIGOUR_METRICS]) {
      expect(page).toContain(`popovertarget="def-${id}"`);
      expect(page).toContain(`id="def-${id}"`);
      const value = METRICS.some((metric) => metric.id === id)
        ? model.run.metrics.all.values[id as 'net_profit']
        : model.run.rigour.metrics.values[id as 'sharpe_ci_low'];
      expect([name, page.includes(metricText(value, unit))]).toEqual([name, true]);
      expect([name, page.includes(escapeHtml(formula))]).toEqual([name, true]);
    }
  });

  test('ids are unique and every reference has its target', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.matchAll(/(?:href="#|popovertarget=")([^"]+)"/g)) {
      expect(ids).toContain(target);
    }
    for (const [, list] of page.matchAll(/aria-labelledby="([^"]+)"/g)) {
      for (const id of (list ?? '').split(' ')) expect(ids).toContain(id);
    }
  });

  test('the trades it holds are the lines of the trade list, byte for byte', () => {
    expect(`${dataOf(page).lines.join('\n')}\n`).toBe(tradeListCsv(model.run));
    expect(dataOf(page).chart).toEqual(model.chart);
  });

  test('every key and hash can be copied', () => {
    const { runId, runKey, inputs } = model.run;
    for (const hash of [runId, runKey, ...Object.values(inputs)]) {
      expect(page).toContain(`<code class="copy">${hash}</code>`);
    }
  });

  test('a run without trades is a page of dashes, and its chart is there all the same', () => {
    const empty = runHtml(samplePage({ trades: 0 }), SCRIPT);
    expect(empty).toContain('There is no trade.');
    expect(empty).toContain('id="chart-canvas"');
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });

  test.each([
    ['markup', '"><script>alert(1)</script><!--'],
    ['a formula', "=cmd|' /C calc'!A0"],
    ['control characters and line ends', 'a\u0000b\u001b[31m\r\n\u2028c'],
    ['text that runs the other way', '\u202Eevil\u202C'],
    ['200 characters', 'x'.repeat(200)],
  ])('a name of %s is never markup, and ends no script', (_name, hostile) => {
    const { run, chart } = samplePage({ exitReason: hostile, symbol: hostile });
    const named = { ...run, directiveId: hostile, strategy: hostile, broker: hostile };
    const text = runHtml({ run: named, chart }, SCRIPT);
    expect(text.match(/<script/g)).toHaveLength(2);
    expect(text.match(/<\/script/g)).toHaveLength(2);
    expect(text).not.toContain('<!--');
    expect(dataOf(text).lines.join('\n')).toBe(tradeListCsv(named).trimEnd());
  });

  test('a script that would end its own element is refused', () => {
    expect(() => runHtml(model, 'a("</script>")')).toThrow(/must not end/);
  });
});
