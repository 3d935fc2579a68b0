import { niceTicks } from './chart-ticks.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { decimalText } from './number-text.js';

/** What a symbol brought, and what the whole is without it. */
export interface ContributionBar {
  readonly symbol: string;
  readonly net: number;
  /** Null when there is no other symbol. */
  readonly without: number | null;
}

const WIDTH = 960;
const LEFT = 110;
const RIGHT = 24;
const ROW = 24;
const BOTTOM = 26;
/** Longer names are cut: the table below has all of them. */
const NAME_MAX = 14;

/** A bar for each symbol, a mark for the portfolio without it, a line for the portfolio. */
export function contributionChart(
  bars: readonly ContributionBar[],
  total: number,
  currency: string,
): Markup {
  if (bars.length === 0) return NOTHING;
  const all = [0, total, ...bars.flatMap(({ net, without }) => [net, without ?? 0])];
  const ticks = niceTicks(
    all.reduce((a, b) => Math.min(a, b)),
    all.reduce((a, b) => Math.max(a, b)),
  );
  const low = ticks[0] ?? 0;
  const range = (ticks.at(-1) ?? 1) - low || 1;
  const x = (value: number): number => LEFT + ((value - low) / range) * (WIDTH - LEFT - RIGHT);
  const height = bars.length * ROW + BOTTOM;
  const base = bars.length * ROW;
  const grid = ticks.map((value) => {
    const at = x(value).toFixed(1);
    return html`<line
        class="${value === 0 ? 'base' : 'grid'}"
        x1="${at}"
        x2="${at}"
        y1="0"
        y2="${base}"
      /><text class="tick" x="${at}" y="${base + 17}" text-anchor="middle"
        >${decimalText(value, 0)}</text
      >`;
  });
  const rows = bars.map(({ symbol, net, without }, place) => {
    const y = place * ROW;
    const [from, to] = [Math.min(x(0), x(net)), Math.max(x(0), x(net))];
    const mark =
      without === null
        ? NOTHING
        : html`<circle class="mark" cx="${x(without).toFixed(1)}" cy="${y + ROW / 2}" r="5" />`;
    const name = symbol.length > NAME_MAX ? `${symbol.slice(0, NAME_MAX - 1)}…` : symbol;
    return html`<text class="tick" x="${LEFT - 8}" y="${y + ROW / 2}" dy="0.32em" text-anchor="end"
        >${name}</text
      ><rect
        class="bar ${net < 0 ? 'loss' : 'gain'}"
        x="${from.toFixed(1)}"
        y="${y + 4}"
        width="${(to - from).toFixed(1)}"
        height="${ROW - 8}"
      />${mark}`;
  });
  const line = x(total).toFixed(1);
  return html`<figure>
    <figcaption>
      Net profit of each symbol, ${currency}<span class="key gain">gain</span
      ><span class="key loss">loss</span><span class="key ring">portfolio without the symbol</span
      ><span class="key equity">portfolio</span>
    </figcaption>
    <svg
      class="wide"
      viewBox="0 0 ${WIDTH} ${height}"
      role="img"
      aria-label="Net profit of each symbol beside the portfolio with and without it; the table below has the numbers"
    >
      ${grid}${rows}
      <line class="line equity" x1="${line}" x2="${line}" y1="0" y2="${base}" />
    </svg>
  </figure> `;
}
