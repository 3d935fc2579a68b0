import { rollingSharpe, rollingWindow } from '@assay/metrics';
import type { DailyEquity } from '@assay/metrics';
import { MS_PER_DAY } from '@assay/core';
import { lineChartMarkup } from './line-chart.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { decimalText, percentText } from './number-text.js';

/** What the curves of a run, or of a portfolio, are drawn from. */
export interface Curves {
  readonly daily: DailyEquity;
  /** Buy and hold with the same capital, on the same days. */
  readonly hold: Float64Array;
  readonly capital: number;
  readonly currency: string;
  readonly periodsPerYear: number;
}

/** Equity with its benchmark. */
export function equityChart({ daily, hold, capital, currency }: Curves): Markup {
  const last = daily.equity.at(-1) ?? capital;
  return lineChartMarkup({
    id: 'equity',
    title: `Equity, ${currency}`,
    description: `Equity at the end of each day, from ${decimalText(capital, 2)} to ${decimalText(last, 2)} ${currency}, beside buy and hold,`,
    time: daily.day,
    values: daily.equity,
    base: capital,
    height: 300,
    tone: 'equity',
    label: (value) => decimalText(value, 0),
    name: 'strategy',
    other: { name: 'buy and hold, without costs', values: hold },
  });
}

/** Distance from the peak. */
export function underwaterChart({ daily }: Curves): Markup {
  const worst = daily.drawdownFraction.reduce((most, value) => Math.max(most, value), 0);
  return lineChartMarkup({
    id: 'drawdown',
    title: 'Underwater: distance from the peak, share of it',
    description: `Largest distance of equity from its peak on each day, at most ${percentText(worst)},`,
    time: daily.day,
    values: daily.drawdownFraction.map((value) => 0 - value),
    base: 0,
    height: 190,
    tone: 'drawdown',
    label: (value) => percentText(value, 1),
  });
}

/** The Sharpe ratio over a moving window; a sentence when the curve is too short for one. */
export function rollingSharpeChart({ daily, capital, periodsPerYear }: Curves): Markup {
  const { day } = daily;
  const days = day.length === 0 ? 0 : ((day.at(-1) ?? 0) - (day[0] ?? 0)) / MS_PER_DAY + 1;
  const window = rollingWindow(days);
  const found = window === null ? null : rollingSharpe(daily, capital, window, { periodsPerYear });
  if (found === null) {
    return html`<p>Rolling Sharpe ratio: the curve is too short, or equity fell to zero.</p>`;
  }
  // A window without any movement has no ratio; the line goes on from one that has.
  const has = (_: number, i: number): boolean => !Number.isNaN(found.value[i]);
  return lineChartMarkup({
    id: 'rolling-sharpe',
    title: `Rolling Sharpe ratio over ${found.window} calendar days, a year`,
    description: `Annualised Sharpe ratio of the ${found.window} days up to each day,`,
    time: found.day.filter(has),
    values: found.value.filter(has),
    base: 0,
    height: 190,
    tone: 'ratio',
    label: (value) => decimalText(value, 1),
  });
}
