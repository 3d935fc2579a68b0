import { axesMarkup, FRAME, pictureMarkup, SMALL } from './chart-frame.js';
import type { PictureFrame } from './chart-frame.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { decimalText } from './number-text.js';

/** Pairs of bars: how often something happened, once for gains and once for losses. */
export interface BarChart extends PictureFrame {
  readonly across: string;
  readonly up: string;
  /** At index n − 1 the count for n. */
  readonly gains: readonly number[];
  readonly losses: readonly number[];
}

/** Draws both counts beside each other; nothing when both are empty. */
export function barChartMarkup(chart: BarChart): Markup {
  const { gains, losses } = chart;
  const longest = Math.max(gains.length, losses.length);
  if (longest === 0) return NOTHING;
  const highest = [...gains, ...losses].reduce((most, count) => Math.max(most, count), 1);
  const count = (value: number): string =>
    Number.isInteger(value) && value > 0 ? decimalText(value, 0) : '';
  const { axes, places } = axesMarkup(
    { title: chart.across, low: 0, high: longest + 1, label: count },
    { title: chart.up, low: 0, high: highest, label: count },
    SMALL,
  );
  const unit = Number(places.x(1)) - Number(places.x(0));
  const width = Math.min(18, unit * 0.38);
  const base = SMALL.height - FRAME.bottom;
  const bars = (list: readonly number[], tone: string, shift: number): Markup[] =>
    list.map((value, i) => {
      if (value === 0) return NOTHING;
      const x = (Number(places.x(i + 1)) + shift).toFixed(1);
      const y = places.y(value);
      const height = (base - Number(y)).toFixed(1);
      return html`<rect
        class="bar ${tone}"
        x="${x}"
        y="${y}"
        width="${width.toFixed(1)}"
        height="${height}"
      />`;
    });
  const legend = html`<span class="key gain">wins</span><span class="key loss">losses</span>`;
  return pictureMarkup(
    { ...chart, legend },
    SMALL,
    html`${axes}${bars(gains, 'gain', -width)}${bars(losses, 'loss', 0)}`,
  );
}
