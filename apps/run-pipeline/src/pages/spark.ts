import { html, NOTHING, thinSeries, type Markup } from '@assay/report';

const WIDTH = 110;
const HEIGHT = 24;
const POINTS_MAX = 80;

/**
 * A small line without axes.
 *
 * @param text - What it shows, for those who do not see it.
 */
export function spark(values: Float64Array, text: string): Markup {
  if (values.length < 2) return NOTHING;
  const kept = thinSeries(values, POINTS_MAX);
  const shown = kept.map((i) => values[i] as number);
  const low = Math.min(...shown);
  const range = Math.max(...shown) - low || 1;
  const path = kept.map((i, place) => {
    const x = ((i / (values.length - 1)) * WIDTH).toFixed(1);
    const y = (HEIGHT - 2 - (((values[i] as number) - low) / range) * (HEIGHT - 4)).toFixed(1);
    return `${place === 0 ? 'M' : 'L'}${x} ${y}`;
  });
  return html`<svg class="spark" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text}">
    <path d="${path.join('')}" />
  </svg>`;
}
