import type { EquityFan } from '@assay/metrics';
import { axesMarkup, pictureMarkup, WIDE } from './chart-frame.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { decimalText, percentText } from './number-text.js';

/** Where equity lay on the way, in so many other sequences of the same trades. */
export function fanMarkup(fan: EquityFan | null, currency: string): Markup {
  if (fan === null) return NOTHING;
  const columns = [fan.actual, ...fan.bands.map(({ equity }) => equity)];
  const all = columns.flatMap((column) => [...column]);
  const { axes, places } = axesMarkup(
    {
      title: 'trades',
      low: 0,
      high: fan.trades.at(-1) ?? 1,
      label: (value) => decimalText(value, 0),
    },
    {
      title: `settled equity, ${currency}`,
      low: all.reduce((least, value) => Math.min(least, value), Infinity),
      high: all.reduce((most, value) => Math.max(most, value), -Infinity),
      label: (value) => decimalText(value, 0),
    },
    WIDE,
  );
  const points = (column: Float64Array): string[] =>
    Array.from(column, (value, i) => `${places.x(fan.trades[i] ?? 0)} ${places.y(value)}`);
  const line = (column: Float64Array): string => `M${points(column).join('L')}`;
  const band = (low: number, high: number, tone: string): Markup => {
    const [from, to] = [fan.bands[low]?.equity, fan.bands[high]?.equity];
    if (!from || !to) return NOTHING;
    return html`<path class="fan ${tone}" d="${line(to)}L${points(from).reverse().join('L')}Z" />`;
  };
  const end = (place: number): string => decimalText(fan.bands[place]?.equity.at(-1) ?? 0, 2);
  const shares = [fan.bands[0]?.share ?? 0, fan.bands[4]?.share ?? 1];
  const middle = fan.bands[2]?.equity;
  return pictureMarkup(
    {
      id: 'fan',
      title: `Monte Carlo: ${decimalText(fan.resamples, 0)} other sequences of the same trades`,
      description:
        `Percentiles of settled equity after each number of trades; at the end ${percentText(shares[0] ?? 0, 1)} of the ` +
        `sequences lie below ${end(0)}, half below ${end(2)}, ${percentText(shares[1] ?? 0, 1)} below ${end(4)} ${currency}.`,
      legend: html`<span class="key equity">as it happened</span
        ><span class="key middle">median</span><span class="key half">half of all</span
        ><span class="key wide">95 %</span>`,
    },
    WIDE,
    html`${axes}${band(0, 4, 'wide')}${band(1, 3, 'half')}${middle ? html`<path class="line middle" d="${line(middle)}" />` : NOTHING}<path
        class="line equity"
        d="${line(fan.actual)}"
      />`,
  );
}
