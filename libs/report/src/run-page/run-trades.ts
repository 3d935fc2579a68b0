import { tradeListLines } from '../results/trade-list.js';
import { parseCsv } from '../results/csv-text.js';
import { tableMarkup } from '../html/data-table.js';
import { html, NOTHING } from '../html/markup.js';
import type { Content, Markup } from '../html/markup.js';
import { decimalText } from '../html/number-text.js';
import { dataElement } from '../html/page-frame.js';
import type { PriceChart } from '../price-chart/price-chart.js';
import type { RunPageModel } from './run-page-model.js';
import { isNumeric, tradeCellText, tradeViewColumns } from './trade-view.js';
import type { TradeViewColumn } from './trade-view.js';

/** Id of the element that holds `RunPageData`. */
export const RUN_DATA_ID = 'run-data';
/** Rows that stand in the page for readers without its script. */
const STATIC_ROWS = 25;

/** What the script of a run's page gets: the trade list as its file has it, and the chart. */
export interface RunPageData {
  readonly fileName: string;
  readonly columns: readonly TradeViewColumn[];
  /** Decimals of a price. */
  readonly decimals: number;
  /** Lines of `results_tradelevel.csv`, the header first. */
  readonly lines: readonly string[];
  readonly chart: PriceChart;
}

function pageData({ run, chart }: RunPageModel): RunPageData {
  return {
    fileName: `trades_${run.directiveId}_${run.symbol}.csv`,
    columns: tradeViewColumns(run.result.accountCurrency),
    decimals: chart.bars.decimals,
    lines: tradeListLines(run),
    chart,
  };
}

/** The first trades as a plain table; the script puts the whole list in its place. */
function firstRows({ columns, lines, decimals }: RunPageData): Markup {
  const parsed = parseCsv(`${lines.join('\n')}\n`);
  const places = columns.map(({ id }) => parsed?.header.indexOf(id) ?? -1);
  const rows = (parsed?.rows ?? []).slice(0, STATIC_ROWS);
  return tableMarkup({
    caption: 'Trades in the order in which they closed',
    columns: columns.map(({ title, format }) => ({ title, number: isNumeric(format) })),
    rows: rows.map((row) =>
      columns.map(({ format }, i) => ({
        text: tradeCellText(row[places[i] ?? -1] ?? null, format, decimals),
        number: isNumeric(format),
      })),
    ),
  });
}

function button(action: string, text: Content, label: string): Markup {
  return html`<button type="button" data-do="${action}" aria-label="${label}">${text}</button>`;
}

function chartMarkup({ chart }: RunPageModel): Markup {
  const { bars, ranges } = chart;
  if (bars.count === 0) return NOTHING;
  const joined =
    bars.joined === 1
      ? NOTHING
      : html`<p>
          Each bar of the chart is ${bars.joined} bars of the run joined: all of them would not fit.
        </p>`;
  const rounded = bars.exact
    ? NOTHING
    : html`<p>Prices of the chart are rounded to ${bars.decimals} decimals.</p>`;
  const sessions =
    ranges.length === 0
      ? NOTHING
      : html`<label><input type="checkbox" data-layer="ranges" checked /> session ranges</label>`;
  return html`<div id="price-chart" class="script-only" hidden>
    <div class="tools" role="toolbar" aria-label="Price chart">
      ${button('earlier', '◀', 'Earlier')}${button('later', '▶', 'Later')}
      ${button('closer', '+', 'Zoom in')}${button('farther', '−', 'Zoom out')}
      ${button('all', 'All', 'Show all bars')}
      ${button('previous', '◀ trade', 'Previous trade')}${button('next', 'trade ▶', 'Next trade')}
      <label><input type="checkbox" data-layer="stops" checked /> first stops</label>${sessions}
    </div>
    <p class="legend" id="chart-legend" aria-live="off"></p>
    <div
      class="chart"
      id="chart-canvas"
      role="img"
      aria-label="Price with entries, exits and first stops of ${decimalText(bars.count, 0)} bars; every trade stands in the table below"
    ></div>
    ${joined}${rounded}
  </div> `;
}

function filters(run: RunPageModel['run']): Markup {
  const reasons = run.metrics.breakdowns.exitReason.map(
    ({ key }) => html`<option value="${key}">${key}</option>`,
  );
  const choice = (id: string, name: string, options: Content): Markup =>
    html`<label
      >${name}
      <select id="${id}">
        ${options}
      </select></label
    >`;
  return html`<div class="tools script-only" id="trade-filters" hidden>
    <label>Search <input type="search" id="trade-search" autocomplete="off" /></label>
    ${choice(
      'trade-side',
      'Side',
      html`<option value="">both</option>
        <option>long</option>
        <option>short</option>`,
    )}
    ${choice(
      'trade-result',
      'Result',
      html`<option value="">all</option>
        <option value="1">gains</option>
        <option value="-1">losses</option>`,
    )}
    ${choice(
      'trade-reason',
      'Exit',
      html`<option value="">all</option>
        ${reasons}`,
    )}
    <button type="button" id="trade-export">Save as CSV</button>
    <output id="trade-count"></output>
  </div> `;
}

/** Price chart and trade table, which move each other. */
export function runTrades(model: RunPageModel): Markup {
  const data = pageData(model);
  const count = data.lines.length - 1;
  if (count === 0) {
    return html`<section id="trades">
      <h2>Price and trades</h2>
      ${chartMarkup(model)}
      <p>There is no trade.</p>
      ${dataElement(RUN_DATA_ID, data)}
    </section> `;
  }
  const more =
    count > STATIC_ROWS
      ? html`<p class="no-script">
          The first ${STATIC_ROWS} of ${decimalText(count, 0)} trades; all of them are in
          <a href="raw/results_tradelevel.csv">raw/results_tradelevel.csv</a>.
        </p>`
      : NOTHING;
  return html`<section id="trades">
    <h2>Price and trades</h2>
    ${chartMarkup(model)}${filters(model.run)}
    <div id="trade-table">${firstRows(data)}${more}</div>
    ${dataElement(RUN_DATA_ID, data)}
  </section> `;
}
