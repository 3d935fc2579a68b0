import type { MetricUnit, PortfolioMetricId } from '@assay/metrics';
import { decimalText, metricText } from '../html/number-text.js';
import type { PortfolioModel } from './portfolio-model.js';

const KEY_NUMBERS: readonly (readonly [PortfolioMetricId, string, MetricUnit])[] = [
  ['total_capital', 'Total capital', 'money'],
  ['net_profit', 'Net profit', 'money'],
  ['return_on_capital', 'Return on capital', 'fraction'],
  ['cagr', 'Compound annual growth rate', 'fraction'],
  ['max_drawdown', 'Maximum drawdown', 'money'],
  ['max_drawdown_pct', 'Maximum drawdown, share of the peak', 'fraction'],
  ['return_dd_ratio', 'Return to drawdown', 'ratio'],
  ['sharpe_ratio', 'Sharpe ratio', 'ratio'],
  ['sortino_ratio', 'Sortino ratio', 'ratio'],
  ['profit_factor', 'Profit factor', 'ratio'],
  ['win_rate', 'Win rate', 'fraction'],
  ['expectancy', 'Expectancy', 'money'],
  ['total_trades', 'Trades', 'count'],
];

const OVERLAP_NUMBERS: readonly (readonly [PortfolioMetricId, string, MetricUnit])[] = [
  ['avg_concurrent', 'Average open positions', 'ratio'],
  ['max_concurrent', 'Most open positions', 'count'],
  ['p95_concurrent', '95th percentile of open positions', 'ratio'],
  ['peak_capital_deployed', 'Peak capital deployed', 'money'],
  ['avg_correlation', 'Average correlation', 'ratio'],
  ['max_correlation_stress', 'Largest correlation under stress', 'ratio'],
  ['top_contributor_share', 'Share of the top contributor', 'fraction'],
];

/** Text for a place in a Markdown table or line: nothing in it is markup. */
export function markdownText(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#~]/g, (character) => `\\${character}`);
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function table(
  header: readonly string[],
  alignments: string,
  rows: readonly (readonly string[])[],
): string[] {
  const rule = [...alignments].map((side) => (side === 'r' ? '---:' : '---'));
  return [row(header), row(rule), ...rows.map(row)];
}

function numberTable(
  { portfolio: { metrics } }: PortfolioModel,
  list: typeof KEY_NUMBERS,
): string[] {
  return table(
    ['Number', 'Value', 'No value because'],
    'lrl',
    list.map(([id, name, unit]) => [
      name,
      metricText(metrics.values[id], unit),
      metrics.reasons[id] ?? '',
    ]),
  );
}

function symbolTable({ runs, portfolio }: PortfolioModel): string[] {
  return table(
    ['Symbol', 'Run', 'Trades', 'Net profit', 'Share', 'Profit factor', 'Sharpe', 'Max drawdown'],
    'llrrrrrr',
    runs.map(({ symbol, runId, metrics: { values } }, place) => [
      markdownText(symbol),
      `\`${runId}\``,
      metricText(values.trade_count, 'count'),
      metricText(values.net_profit, 'money'),
      metricText(portfolio.contributions[place]?.own.values.share ?? null, 'fraction'),
      metricText(values.profit_factor, 'ratio'),
      metricText(values.sharpe_ratio, 'ratio'),
      metricText(values.max_drawdown_pct, 'fraction'),
    ]),
  );
}

function yearTable({ portfolio: { years } }: PortfolioModel): string[] {
  return table(
    ['Year', 'Trades', 'Net profit', 'Return', 'Max drawdown'],
    'lrrrr',
    years.map((year) => [
      String(year.year),
      metricText(year.tradeCount, 'count'),
      metricText(year.netProfit, 'money'),
      metricText(year.returnFraction, 'fraction'),
      metricText(year.maxDrawdownPct, 'fraction'),
    ]),
  );
}

function bullets(items: readonly string[], none: string): string[] {
  return items.length === 0 ? [none] : items.map((item) => `- ${item}`);
}

function exceptions({ runs, failed, warnings }: PortfolioModel): string[] {
  const refused = runs.flatMap(({ symbol, rejections }) =>
    Object.keys(rejections)
      .sort()
      .map((reason) => {
        const count = decimalText(rejections[reason] ?? 0, 0);
        return `${markdownText(symbol)}: ${count} orders refused, ${markdownText(reason)}`;
      }),
  );
  const failures = failed.map(
    ({ symbol, error }) => `${markdownText(symbol)} has no result: ${markdownText(error)}`,
  );
  return bullets([...failures, ...refused, ...warnings.map(markdownText)], 'None.');
}

/** `portfolio_overview.md`: the portfolio in a page of Markdown, numbers rounded as in the HTML. */
export function portfolioMarkdown(model: PortfolioModel): string {
  const { portfolio } = model;
  const notices = model.notices.flatMap((notice) => [`> **${markdownText(notice)}**`, '']);
  const lines = [
    `# Portfolio ${markdownText(model.directiveId)}`,
    '',
    ...notices,
    `Strategy ${markdownText(model.strategy)}, ${model.timeframe}, ${markdownText(model.broker)}, ` +
      `${model.startDate} to ${model.endDate}, ${model.engineName} ${model.engineVersion}. ` +
      `Money in ${model.accountCurrency}; capital is fixed per run; annualised by ${portfolio.periodsPerYear}.`,
    '',
    `**${markdownText(model.judgement.verdict)}**: ${markdownText(model.judgement.meaning)} ` +
      `(${model.judgement.score} of ${model.judgement.of} points, policy ` +
      `${markdownText(model.policy.name)} ${model.policy.version}).`,
    '',
    '## Key numbers',
    '',
    ...numberTable(model, KEY_NUMBERS),
    '',
    '## Symbols',
    '',
    ...symbolTable(model),
    '',
    '## Years',
    '',
    ...yearTable(model),
    '',
    '## Overlap',
    '',
    ...numberTable(model, OVERLAP_NUMBERS),
    '',
    '## Refusals and warnings',
    '',
    ...exceptions(model),
    '',
  ];
  return lines.join('\n');
}
