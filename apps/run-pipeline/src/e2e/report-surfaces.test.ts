import { BENCHMARK_METRICS, METRICS } from '@assay/metrics';
import { metricText, portfolioDefinitions } from '@assay/report';
import { expect, test } from 'vitest';
import { runJson } from '../testing/spawn-tool.js';
import { makeWorkspace, textOf } from '../testing/workspace-maker.js';

type Values = Readonly<Record<string, number | null>>;

function unescapeHtml(text: string): string {
  return text
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

/** First value of each row of the table of all numbers, by the key that its name opens. */
function numbersOf(page: string): ReadonlyMap<string, string> {
  const section = page.slice(page.indexOf('id="numbers"'));
  const table = section.slice(0, section.indexOf('</section>'));
  const rows = table.matchAll(/popovertarget="def-(\w+)"[\s\S]*?<td[^>]*>([\s\S]*?)<\/td>/g);
  return new Map([...rows].map(([, id = '', text = '']) => [id, unescapeHtml(text.trim())]));
}

/** Definitions that the page opens, by key. */
function definitionsOf(page: string): ReadonlyMap<string, string> {
  const popovers = page.matchAll(/id="def-(\w+)" class="definition"[\s\S]*?<p>([\s\S]*?)<\/p>/g);
  return new Map([...popovers].map(([, id = '', text = '']) => [id, unescapeHtml(text)]));
}

test('pages, files and ledger say the same number under one definition, for runs and portfolio', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD', 'USDJPY'] });
  const { directive } = runJson(['Cross'], folder);
  for (const { symbol, net_pnl: net, trades } of directive.runs) {
    const shown = `Cross_${symbol}`;
    const page = textOf(folder, 'backtests', shown, 'report.html');
    const metadata = JSON.parse(
      textOf(folder, 'backtests', shown, 'metadata', 'run_metadata.json'),
    ) as { readonly metrics: Values };
    const [numbers, definitions] = [numbersOf(page), definitionsOf(page)];
    expect([...numbers.keys()].sort()).toEqual(
      [...METRICS, ...BENCHMARK_METRICS].map(({ id }) => id).sort(),
    );
    for (const { id, unit, formula } of METRICS) {
      expect([id, numbers.get(id)]).toEqual([id, metricText(metadata.metrics[id] ?? null, unit)]);
      expect([id, definitions.get(id)]).toEqual([id, formula]);
    }
    expect(numbers.get('net_profit')).toBe(metricText(net, 'money'));
    expect(numbers.get('trade_count')).toBe(metricText(trades, 'count'));
    const glossary = textOf(folder, 'backtests', shown, 'raw', 'metrics_glossary.csv');
    for (const id of numbers.keys()) expect(glossary).toContain(`\n${id},`);
  }
  const page = textOf(folder, 'portfolios', 'Cross', 'report.html');
  const summary = JSON.parse(textOf(folder, 'portfolios', 'Cross', 'portfolio_summary.json')) as {
    readonly metrics: Values;
  };
  const [numbers, definitions] = [numbersOf(page), definitionsOf(page)];
  for (const { id, unit, formula } of portfolioDefinitions()) {
    expect([id, numbers.get(id)]).toEqual([id, metricText(summary.metrics[id] ?? null, unit)]);
    expect([id, definitions.get(id)]).toEqual([id, formula]);
  }
});
