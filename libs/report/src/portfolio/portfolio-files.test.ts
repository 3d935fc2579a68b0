import { describe, expect, test } from 'vitest';
import { parseCsv } from '../results/csv-text.js';
import { parseEquityCurveCsv } from '../results/equity-curve.js';
import { runResultFiles } from '../results/run-result-files.js';
import { sampleModel } from '../testing/sample-model.js';
import { samplePortfolio } from '../testing/sample-portfolio.js';
import { portfolioFiles } from './portfolio-files.js';
import { markdownText, portfolioMarkdown } from './portfolio-markdown.js';
import { portfolioRunFromArtifacts } from '../testing/run-from-artifacts.js';
import { portfolioRun } from './portfolio-run.js';
import {
  portfolioEquityCsv,
  portfolioMetricsCsv,
  portfolioSummaryJson,
  portfolioTradesCsv,
} from './portfolio-tables.js';

function artifactTexts(model: ReturnType<typeof sampleModel>) {
  const texts = new Map(runResultFiles(model).map(({ path, text }) => [path, text]));
  return {
    metadata: texts.get('metadata/run_metadata.json') ?? '',
    tradeList: texts.get('raw/results_tradelevel.csv') ?? '',
    equityCurve: texts.get('raw/equity_curve.csv') ?? '',
    rigour: texts.get('raw/results_rigour.json') ?? '',
  };
}

describe('a run read back from its artifacts', () => {
  test.each([
    ['with trades', { trades: 50 }],
    ['without trades', { trades: 0 }],
    ['of synthetic data, in euros', { trades: 20, synthetic: true, accountCurrency: 'EUR' }],
  ])('%s is the run that wrote them', (_name, options) => {
    const model = sampleModel(options);
    expect(portfolioRunFromArtifacts(artifactTexts(model))).toEqual(portfolioRun(model));
  });

  test.each([
    ['metadata', 'no json'],
    ['metadata', '[]'],
    ['metadata', '{"run_id": 7}'],
    ['tradeList', 'a,b\n'],
    ['equityCurve', 'a,b\n'],
    ['rigour', '{}'],
  ] as const)('%s that is %j gives nothing', (part, text) => {
    const texts = { ...artifactTexts(sampleModel()), [part]: text };
    expect(portfolioRunFromArtifacts(texts)).toBeUndefined();
  });
});

describe('the files of a portfolio', () => {
  const model = samplePortfolio();

  test('are the same bytes for the same runs, in the order of their paths', () => {
    const files = portfolioFiles(model);
    expect(files.map(({ path }) => path)).toEqual([...files.map(({ path }) => path)].sort());
    expect(portfolioFiles(samplePortfolio())).toEqual(files);
    for (const { text } of files) expect(text).not.toMatch(/Infinity|NaN|\r|undefined[^_]/);
  });

  test('the summary has every number, and a reason for each null', () => {
    const single = samplePortfolio(['EURUSD']);
    const summary = JSON.parse(portfolioSummaryJson(single)) as {
      readonly metrics: Readonly<Record<string, number | null>>;
      readonly undefined_metrics: Readonly<Record<string, string>>;
      readonly constituents: readonly { readonly run_id: string }[];
    };
    expect(summary.metrics['avg_correlation']).toBeNull();
    expect(summary.undefined_metrics['avg_correlation']).toMatch(/fewer than two runs/);
    expect(summary.constituents).toHaveLength(1);
    const table = parseCsv(portfolioMetricsCsv(single));
    const inTable = Object.fromEntries(
      (table?.rows ?? []).map(([id, value]) => [id, value === '' ? null : Number(value)]),
    );
    expect(inTable).toEqual(summary.metrics);
  });

  test('the trade list names the symbol and settles equity in order of exit', () => {
    const table = parseCsv(portfolioTradesCsv(model));
    const column = (id: string) => {
      const place = table?.header.indexOf(id) ?? -1;
      return (table?.rows ?? []).map((row) => row[place] ?? '');
    };
    expect(new Set(column('symbol'))).toEqual(new Set(['EURUSD', 'GBPUSD', 'USDJPY']));
    const entries = column('entry_timestamp');
    expect(entries).toEqual([...entries].sort());
    const after = column('equity_after_trade').map(Number);
    const net = model.portfolio.metrics.values.net_profit ?? NaN;
    expect(after.some((value) => Math.abs(value - 30_000 - net) < 1e-6)).toBe(true);
    const concurrency = column('concurrency_at_entry').map(Number);
    expect(Math.max(...concurrency)).toBe(model.portfolio.metrics.values.max_concurrent);
  });

  test('the equity table has each calendar day and ends at the final equity', () => {
    const daily = parseEquityCurveCsv(portfolioEquityCsv(model));
    expect(daily).toEqual({ ...model.portfolio.daily, hold: model.hold });
    expect(daily?.equity.at(-1)).toBe(model.portfolio.metrics.values.final_equity);
  });

  test('runs in two currencies are not added up', () => {
    const runs = [sampleModel(), sampleModel({ accountCurrency: 'EUR' })].map(portfolioRun);
    expect(() => samplePortfolio([], { runs })).toThrow(/cannot be added up/);
    expect(() => samplePortfolio([])).toThrow(/needs a run/);
  });
});

describe('the overview in Markdown', () => {
  test('has a row for each symbol and each year', () => {
    const text = portfolioMarkdown(samplePortfolio());
    for (const symbol of ['EURUSD', 'GBPUSD', 'USDJPY']) expect(text).toContain(`\n| ${symbol} |`);
    expect(text).toContain('\n| 2023 |');
  });

  test('shows failures, warnings and synthetic data', () => {
    const runs = [portfolioRun(sampleModel({ synthetic: true }))];
    const text = portfolioMarkdown(
      samplePortfolio([], {
        runs,
        failed: [{ symbol: 'XAUUSD', error: 'DATA_MISSING: none | at all' }],
        warnings: ['<script>'],
      }),
    );
    expect(text).toContain('> **Synthetic data');
    expect(text).toContain('- XAUUSD has no result: DATA\\_MISSING: none \\| at all');
    expect(text).toContain('- \\<script\\>');
  });

  test('text is never markup', () => {
    expect(markdownText('a|b\n*c* <d> `e`')).toBe('a\\|b \\*c\\* \\<d\\> \\`e\\`');
  });
});
