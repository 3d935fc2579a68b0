import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { thinSeries } from './thin-series.js';

const WIDTH = 110;
const HEIGHT = 24;
const POINTS_MAX = 80;

/** A small line without axes; `text` says what it shows. */
export function sparkLine(values: Float64Array, text: string): Markup {
  if (values.length < 2) return NOTHING;
  const kept = thinSeries(values, POINTS_MAX);
  const low = kept.reduce((least, i) => Math.min(least, values[i] as number), Infinity);
  const high = kept.reduce((most, i) => Math.max(most, values[i] as number), -Infinity);
  const range = high - low || 1;
  const path = kept.map((i, place) => {
    const x = ((i / (values.length - 1)) * WIDTH).toFixed(1);
    const y = (HEIGHT - 2 - (((values[i] as number) - low) / range) * (HEIGHT - 4)).toFixed(1);
    return `${place === 0 ? 'M' : 'L'}${x} ${y}`;
  });
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text}">
    <path class="line" d="${path.join('')}" />
  </svg>`;
}
