import { formatDay } from '@assay/core';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { thinSeries } from './thin-series.js';
import { niceTicks, yearTicks } from './chart-ticks.js';

/** A line over time. */
export interface LineChart {
  readonly id: string;
  readonly title: string;
  /** One sentence that says what the picture shows. */
  readonly description: string;
  /** Ms UTC, ascending. */
  readonly time: Float64Array;
  readonly values: Float64Array;
  /** A value that the scale must hold, and from which the area is filled. */
  readonly base: number;
  readonly height: number;
  /** Look of the line; a class of the style sheet. */
  readonly tone: 'equity' | 'drawdown' | 'ratio';
  readonly label: (value: number) => string;
  /** What the line is called when another one is beside it. */
  readonly name?: string;
  /** A second line over the same days, without an area. */
  readonly other?: { readonly name: string; readonly values: Float64Array };
}

const WIDTH = 960;
const LEFT = 86;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 26;
/** Points of a chart at most; more cannot be seen and would only make the page heavy. */
export const CHART_POINTS_MAX = 1500;

interface Scale {
  readonly x: (time: number) => string;
  readonly y: (value: number) => string;
}

function scaleOf(chart: LineChart, ticks: readonly number[]): Scale {
  const { time, height } = chart;
  const first = time[0] ?? 0;
  const span = (time[time.length - 1] ?? 0) - first || 1;
  const low = ticks[0] ?? 0;
  const range = (ticks[ticks.length - 1] ?? 1) - low || 1;
  const bottom = height - BOTTOM;
  return {
    x: (ms) => (LEFT + ((ms - first) / span) * (WIDTH - LEFT - RIGHT)).toFixed(1),
    y: (value) => (bottom - ((value - low) / range) * (bottom - TOP)).toFixed(1),
  };
}

function extremes({ values, base, other }: LineChart): readonly [number, number] {
  let low = base;
  let high = base;
  for (const column of [values, other?.values ?? []]) {
    for (const value of column) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** A path through the points that are kept of a series. */
function pathOf(time: Float64Array, values: Float64Array, scale: Scale): string {
  return thinSeries(values, CHART_POINTS_MAX)
    .map((i, place) => {
      const at = `${scale.x(time[i] as number)} ${scale.y(values[i] as number)}`;
      return `${place === 0 ? 'M' : 'L'}${at}`;
    })
    .join('');
}

/** The second line and what both are called. */
function otherMarkup(chart: LineChart, scale: Scale): readonly [Markup, Markup] {
  const { other, name, time, tone } = chart;
  if (!other) return [NOTHING, NOTHING];
  const path = pathOf(time, other.values, scale);
  return [
    html`<path class="line other" d="${path}" />`,
    html`<span class="key ${tone}">${name ?? ''}</span
      ><span class="key other">${other.name}</span>`,
  ];
}

function gridMarkup(chart: LineChart, ticks: readonly number[], scale: Scale): Markup {
  const rows = ticks.map((value) => {
    const y = scale.y(value);
    return html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}" /><text
        class="tick"
        x="${LEFT - 8}"
        y="${y}"
        dy="0.32em"
        text-anchor="end"
        >${chart.label(value)}</text
      >`;
  });
  const baseline = chart.height - BOTTOM;
  const columns = yearTicks(chart.time).map(({ ms, text }) => {
    const x = scale.x(ms);
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${TOP}" y2="${baseline}" /><text
        class="tick"
        x="${x}"
        y="${baseline + 17}"
        text-anchor="middle"
        >${text}</text
      >`;
  });
  return html`${rows}${columns}`;
}

/** Draws a line with its area as one SVG picture without any script. */
export function lineChartMarkup(chart: LineChart): Markup {
  if (chart.values.length === 0) return NOTHING;
  const [low, high] = extremes(chart);
  const ticks = niceTicks(low, high);
  const scale = scaleOf(chart, ticks);
  const line = pathOf(chart.time, chart.values, scale);
  const [other, keys] = otherMarkup(chart, scale);
  const base = scale.y(chart.base);
  const from = scale.x(chart.time[0] as number);
  const to = scale.x(chart.time[chart.time.length - 1] as number);
  const span = `${formatDay(chart.time[0] as number)} to ${formatDay(chart.time[chart.time.length - 1] as number)}`;
  return html`<figure>
    <figcaption>${chart.title}${keys}</figcaption>
    <svg
      class="wide"
      viewBox="0 0 ${WIDTH} ${chart.height}"
      role="img"
      aria-labelledby="${chart.id}-title ${chart.id}-text"
    >
      <title id="${chart.id}-title">${chart.title}</title>
      <desc id="${chart.id}-text">${chart.description} ${span}.</desc>
      ${gridMarkup(chart, ticks, scale)}
      <path class="area ${chart.tone}" d="${line}L${to} ${base}L${from} ${base}Z" />
      <line class="base" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${base}" y2="${base}" />
      ${other}
      <path class="line ${chart.tone}" d="${line}" />
    </svg>
  </figure> `;
}
