import { axesMarkup, pictureMarkup, SMALL } from './chart-frame.js';
import type { NumberAxis, PictureFrame } from './chart-frame.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';

/** A point of a scatter. */
export interface ScatterPoint {
  readonly x: number;
  readonly y: number;
  /** Its colour: a gain, a loss, neither. */
  readonly sign: number;
}

/** A cloud of points. */
export interface ScatterChart extends PictureFrame {
  readonly points: readonly ScatterPoint[];
  readonly across: Omit<NumberAxis, 'low' | 'high'>;
  readonly up: Omit<NumberAxis, 'low' | 'high'>;
  /** A line on which both coordinates are equal. */
  readonly diagonal?: boolean;
}

/** More points are thinned evenly: they would only make the page heavy. */
export const SCATTER_POINTS_MAX = 2000;

/** Every n-th of the points, so that at most `SCATTER_POINTS_MAX` are left. */
function thin(points: readonly ScatterPoint[]): readonly ScatterPoint[] {
  const every = Math.ceil(points.length / SCATTER_POINTS_MAX);
  return every <= 1 ? points : points.filter((_, i) => i % every === 0);
}

/** Draws the points as three paths of dots; nothing without a point. */
export function scatterMarkup(chart: ScatterChart): Markup {
  const points = thin(chart.points);
  if (points.length === 0) return NOTHING;
  const range = (values: readonly number[]) => ({
    low: values.reduce((least, value) => Math.min(least, value), 0),
    high: values.reduce((most, value) => Math.max(most, value), 0),
  });
  const across = { ...chart.across, ...range(points.map(({ x }) => x)) };
  const up = { ...chart.up, ...range(points.map(({ y }) => y)) };
  const { axes, places } = axesMarkup(across, up, SMALL);
  // A line of no length with round ends is a dot: one path instead of thousands of elements.
  const dots = (sign: number, tone: string): Markup => {
    const path = points
      .filter((point) => Math.sign(point.sign) === sign)
      .map(({ x, y }) => `M${places.x(x)} ${places.y(y)}h0`);
    return path.length === 0 ? NOTHING : html`<path class="dots ${tone}" d="${path.join('')}" />`;
  };
  const most = Math.min(across.high, up.high);
  const diagonal = chart.diagonal
    ? html`<path
        class="base"
        d="M${places.x(0)} ${places.y(0)}L${places.x(most)} ${places.y(most)}"
      />`
    : NOTHING;
  const legend = html`<span class="key gain">gain</span><span class="key loss">loss</span>`;
  return pictureMarkup(
    { ...chart, legend },
    SMALL,
    html`${axes}${diagonal}${dots(-1, 'loss')}${dots(0, 'none')}${dots(1, 'gain')}`,
  );
}
