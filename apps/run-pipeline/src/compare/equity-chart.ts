import { formatDay } from '@assay/core';
import { html, niceTicks, NOTHING, thinSeries, yearTicks, type Markup } from '@assay/report';
import { LINE_COLOURS } from '../pages/theme.js';
import type { Subject } from './subject.js';

const WIDTH = 1080;
const HEIGHT = 320;
const LEFT = 64;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 28;
const POINTS_MAX = 900;
/** Lines are told apart without colours too. */
const DASHES = ['', '7 4', '2 3', '10 3 2 3', '12 5', '4 2', '1 4', '8 2 1 2'];

interface Line {
  readonly subject: Subject;
  readonly time: Float64Array;
  /** Gain as a share of the capital. */
  readonly gain: Float64Array;
}

function lineOf(subject: Subject): Line {
  const { equity, capital } = subject;
  return { subject, time: equity.time, gain: equity.values.map((value) => value / capital - 1) };
}

function percent(share: number): string {
  const text = Math.abs(share * 100).toFixed(Number.isInteger(share * 100) ? 0 : 1);
  return `${share < 0 ? '−' : ''}${text} %`;
}

/** Draws what each subject made of its capital, day by day, over one axis of time. */
export function equityChart(subjects: readonly Subject[]): Markup {
  const lines = subjects.map(lineOf).filter(({ time }) => time.length > 1);
  if (lines.length === 0) return NOTHING;
  const first = Math.min(...lines.map(({ time }) => time[0] ?? 0));
  const last = Math.max(...lines.map(({ time }) => time.at(-1) ?? 0));
  const ticks = niceTicks(
    lines.reduce((least, { gain }) => gain.reduce((a, b) => Math.min(a, b), least), 0),
    lines.reduce((most, { gain }) => gain.reduce((a, b) => Math.max(a, b), most), 0),
  );
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const x = (ms: number): string =>
    (LEFT + ((ms - first) / (last - first || 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (share: number): string =>
    (HEIGHT - BOTTOM - ((share - low) / (high - low || 1)) * (HEIGHT - BOTTOM - TOP)).toFixed(1);
  const rows = ticks.map(
    (tick) =>
      html`<line
          class="grid${tick === 0 ? ' zero' : ''}"
          x1="${LEFT}"
          x2="${WIDTH - RIGHT}"
          y1="${y(tick)}"
          y2="${y(tick)}"
        />
        <text class="tick" x="${LEFT - 8}" y="${y(tick)}" dy="0.32em" text-anchor="end">
          ${percent(tick)}
        </text>`,
  );
  const columns = yearTicks(Float64Array.of(first, last)).map(
    ({ ms, text }) =>
      html`<line class="grid" x1="${x(ms)}" x2="${x(ms)}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />
        <text class="tick" x="${x(ms)}" y="${HEIGHT - BOTTOM + 18}" text-anchor="middle">
          ${text}
        </text>`,
  );
  const paths = lines.map(({ time, gain }, i) => {
    const points = thinSeries(gain, POINTS_MAX).map(
      (at, place) => `${place === 0 ? 'M' : 'L'}${x(time[at] as number)} ${y(gain[at] as number)}`,
    );
    return html`<path
      class="line l${i % LINE_COLOURS}"
      stroke-dasharray="${DASHES[i] ?? ''}"
      d="${points.join('')}"
    />`;
  });
  const legend = lines.map(
    ({ subject, gain }, i) =>
      html`<li>
        <svg class="key" viewBox="0 0 28 8" aria-hidden="true">
          <path
            class="line l${i % LINE_COLOURS}"
            stroke-dasharray="${DASHES[i] ?? ''}"
            d="M0 4L28 4"
          />
        </svg>
        <b>${subject.label}</b> ${subject.id}, ends at ${percent(gain.at(-1) ?? 0)}
      </li>`,
  );
  const says = `Gain as a share of the capital, ${formatDay(first)} to ${formatDay(last)}`;
  return html`<figure>
    <figcaption class="note">${says}, day by day.</figcaption>
    <svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${says}">
      ${columns}${rows}${paths}
    </svg>
    <ul class="legend">
      ${legend}
    </ul>
  </figure>`;
}
