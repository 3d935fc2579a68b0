import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { thinSeries } from './thin-series.js';

const WIDTH = 240;
const HEIGHT = 84;
const POINTS_MAX = 240;

/** One curve of many that are looked at together. */
export interface SmallCurve {
  readonly title: Content;
  /** What the picture shows, for screen readers. */
  readonly text: string;
  readonly values: Float64Array;
  /** Drawn as a line across; the scale holds it. */
  readonly base: number;
  /** Figures below the picture. */
  readonly figures: readonly (readonly [Content, string])[];
  /** Its colour: a gain, a loss, neither. */
  readonly sign: number;
}

/** The same picture for each symbol, all on one scale, so that sizes compare. */
export function smallMultiples(curves: readonly SmallCurve[]): Markup {
  let low = Infinity;
  let high = -Infinity;
  for (const { values, base } of curves) {
    for (const value of [...values, base]) {
      low = Math.min(low, value / base);
      high = Math.max(high, value / base);
    }
  }
  const list = curves.map((curve) => curveMarkup(curve, low, high > low ? high : low + 1));
  return html`<div class="multiples">${list}</div> `;
}

function curveMarkup(curve: SmallCurve, low: number, high: number): Markup {
  const { values, base, title, text, figures, sign } = curve;
  const y = (value: number): string =>
    (HEIGHT - 4 - ((value / base - low) / (high - low)) * (HEIGHT - 8)).toFixed(1);
  const path = thinSeries(values, POINTS_MAX).map((i, place) => {
    const x = ((i / Math.max(1, values.length - 1)) * WIDTH).toFixed(1);
    return `${place === 0 ? 'M' : 'L'}${x} ${y(values[i] as number)}`;
  });
  const tone = sign > 0 ? 'gain' : sign < 0 ? 'loss' : 'equity';
  return html`<figure>
    <figcaption><b>${title}</b></figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${text}">
      <line class="base" x1="0" x2="${WIDTH}" y1="${y(base)}" y2="${y(base)}" />
      <path class="line ${tone}" d="${path.join('')}" />
    </svg>
    <dl>
      ${figures.map(
        ([name, value]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${value}</dd>
          </div> `,
      )}
    </dl>
  </figure> `;
}
