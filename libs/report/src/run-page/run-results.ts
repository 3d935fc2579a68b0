import { hourlyResults, tradeStreaks } from '@assay/metrics';
import type { MetricSet, RunMetricId } from '@assay/metrics';
import { barChartMarkup } from '../html/bar-chart.js';
import { tableMarkup } from '../html/data-table.js';
import { hourHeatMap, monthHeatMap } from '../html/heat-map.js';
import { html } from '../html/markup.js';
import type { Markup } from '../html/markup.js';
import type { MetricNames } from '../html/metric-names.js';
import { decimalText } from '../html/number-text.js';
import { metricFigure } from '../html/result-cells.js';
import { scatterMarkup } from '../html/scatter-chart.js';
import type { RunResultModel } from '../results/run-result-model.js';

/** Months, weekdays and hours. */
export function runCalendar({ metrics, result }: RunResultModel): Markup {
  const hours = hourlyResults(result.trades);
  const none = html`<p>There is no trade.</p>`;
  return html`<section id="calendar">
    <h2>When it gained and lost</h2>
    ${monthHeatMap(metrics.daily, result.capital)}
    ${hours.length === 0 ? none : hourHeatMap(hours, result.accountCurrency)}
  </section> `;
}

/** Results, excursions and streaks of the trades. */
export function runShapes({ result }: RunResultModel): Markup {
  const withRisk = result.trades.flatMap(({ r, mfeR, maeR, net }, i) =>
    r === null || mfeR === null || maeR === null ? [] : [{ i, r, mfeR, maeR, net }],
  );
  const label = (value: number): string => decimalText(value, 1);
  const whole = (value: number): string => decimalText(value, 0);
  const results =
    withRisk.length > 0
      ? scatterMarkup({
          id: 'results',
          title: 'Result of each trade, R',
          description: `${withRisk.length} trades with a stop, in order of exit, each in multiples of its initial risk.`,
          points: withRisk.map(({ i, r, net }) => ({ x: i, y: r, sign: net })),
          across: { title: 'trade', label: whole },
          up: { title: 'R', label },
        })
      : scatterMarkup({
          id: 'results',
          title: `Result of each trade, ${result.accountCurrency}; without a stop there is no R`,
          description: `${result.trades.length} trades in order of exit.`,
          points: result.trades.map(({ net }, i) => ({ x: i, y: net, sign: net })),
          across: { title: 'trade', label: whole },
          up: { title: result.accountCurrency, label: whole },
        });
  const excursions = scatterMarkup({
    id: 'excursions',
    title: 'Farthest against (MAE) and with the trade (MFE)',
    description: `${withRisk.length} trades with a stop; above the dashed line the favourable side was longer.`,
    points: withRisk.map(({ mfeR, maeR, net }) => ({ x: maeR, y: mfeR, sign: net })),
    across: { title: 'MAE, R', label },
    up: { title: 'MFE, R', label },
    diagonal: true,
  });
  const streaks = tradeStreaks(result.trades);
  return html`<section id="shapes">
    <h2>Shape of the trades</h2>
    <div class="grid-3">
      ${results}${excursions}${barChartMarkup({
        id: 'streaks',
        title: 'Streaks of wins and losses',
        description: `The longest streak of wins is ${streaks.wins.length}, of losses ${streaks.losses.length}.`,
        across: 'trades in a row',
        up: 'streaks',
        gains: streaks.wins,
        losses: streaks.losses,
      })}
    </div>
  </section> `;
}

const SIDE_ROWS: readonly RunMetricId[] = [
  'trade_count',
  'net_profit',
  'win_rate',
  'profit_factor',
  'expectancy',
  'average_r',
  'exposure',
  'max_drawdown_pct',
  'longest_win_streak',
  'longest_loss_streak',
];
const COST_ROWS: readonly RunMetricId[] = [
  'profit_before_costs',
  'spread_cost',
  'commission_cost',
  'slippage_cost',
  'swap_result',
  'total_costs',
  'costs_share',
  'net_profit',
];

/** Chosen numbers of all trades, longs and shorts. */
function sideTable(
  caption: string,
  ids: readonly RunMetricId[],
  { metrics }: RunResultModel,
  names: MetricNames,
): Markup {
  const sides = [metrics.all, metrics.long, metrics.short];
  return tableMarkup({
    caption,
    columns: [
      { title: 'Number' },
      ...['All', 'Long', 'Short'].map((title) => ({ title, number: true })),
    ],
    rows: ids.map((id) => {
      const unit = names.find(id)?.unit ?? 'ratio';
      return [
        { text: names.of(id) },
        ...sides.map((set) => metricFigure(set, id, unit, { signed: id === 'net_profit' })),
      ];
    }),
  });
}

/** Directions and costs. */
export function runSides(run: RunResultModel, names: MetricNames): Markup {
  const { accountCurrency } = run.result;
  return html`<section id="sides">
    <h2>Directions, exposure and costs</h2>
    <p>Money in ${accountCurrency}. Net = before costs − spread − commission − slippage + swap.</p>
    <div class="grid-2">
      ${sideTable('Both directions', SIDE_ROWS, run, names)}${sideTable('Costs', COST_ROWS, run, names)}
    </div>
  </section> `;
}

const GROUP_IDS = [
  'trade_count',
  'net_profit',
  'win_rate',
  'profit_factor',
  'expectancy',
  'average_r',
] as const;
const YEAR_IDS = [
  'trade_count',
  'net_profit',
  'win_rate',
  'profit_factor',
  'expectancy',
  'max_drawdown_pct',
] as const;

/** One row for each set of numbers, one column for each id. */
function setTable<Id extends RunMetricId>(
  caption: string,
  ids: readonly Id[],
  sets: readonly { readonly key: string; readonly metrics: MetricSet<Id> }[],
  names: MetricNames,
): Markup {
  return tableMarkup({
    caption,
    columns: [{ title: caption }, ...ids.map((id) => ({ title: names.of(id), number: true }))],
    rows: sets.map(({ key, metrics }) => [
      { text: key },
      ...ids.map((id) => {
        const unit = names.find(id)?.unit ?? 'ratio';
        return metricFigure(metrics, id, unit, { signed: id === 'net_profit' });
      }),
    ]),
  });
}

/** Years, and trades by what the market was like. */
export function runGroups({ metrics }: RunResultModel, names: MetricNames): Markup {
  const { breakdowns } = metrics;
  const years = metrics.years.map((year) => ({ key: String(year.year), metrics: year.metrics }));
  const groups = (
    [
      ['Exit reason', breakdowns.exitReason],
      ['Session of entry', breakdowns.session],
      ['Volatility at the signal', breakdowns.volatilityRegime],
      ['Trend at the signal', breakdowns.trend],
    ] as const
  ).map(([caption, list]) => {
    const some = list.filter((group) => group.metrics.values.trade_count !== 0);
    return setTable<(typeof GROUP_IDS)[number]>(caption, GROUP_IDS, some, names);
  });
  return html`<section id="groups">
    <h2>Trades by group</h2>
    ${setTable<(typeof YEAR_IDS)[number]>('Year of exit', YEAR_IDS, years, names)}${groups}
  </section> `;
}
