import { niceTicks } from './chart-ticks.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';

/** Room of a chart with two axes of numbers, in units of its view box. */
export const FRAME = { left: 76, right: 22, top: 10, bottom: 44 } as const;

/** Width and height of a picture's view box. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** One of three pictures beside each other, and one that has the page's width. */
export const SMALL: PictureSize = { width: 420, height: 290 };
export const WIDE: PictureSize = { width: 960, height: 330 };

/** An axis of numbers. */
export interface NumberAxis {
  readonly title: string;
  /** Values that the axis must hold. */
  readonly low: number;
  readonly high: number;
  readonly label: (value: number) => string;
}

/** Places on a chart with two axes of numbers. */
export interface Places {
  readonly x: (value: number) => string;
  readonly y: (value: number) => string;
}

/** What stands around a picture: caption, text for screen readers, size. */
export interface PictureFrame {
  readonly id: string;
  readonly title: string;
  /** One sentence that says what the picture shows. */
  readonly description: string;
  readonly legend?: Content;
}

/** A picture with its texts. */
export function pictureMarkup(frame: PictureFrame, size: PictureSize, content: Content): Markup {
  const { id, title, description, legend } = frame;
  return html`<figure>
    <figcaption>${title}${legend ?? ''}</figcaption>
    <svg
      class="${size === WIDE ? 'wide' : 'small'}"
      viewBox="0 0 ${size.width} ${size.height}"
      role="img"
      aria-labelledby="${id}-title ${id}-text"
    >
      <title id="${id}-title">${title}</title>
      <desc id="${id}-text">${description}</desc>
      ${content}
    </svg>
  </figure> `;
}

/** Grid, labels and titles of two axes, and where values lie between them. */
export function axesMarkup(
  across: NumberAxis,
  up: NumberAxis,
  { width, height }: PictureSize,
): { readonly axes: Markup; readonly places: Places } {
  const [columns, rows] = [niceTicks(across.low, across.high), niceTicks(up.low, up.high)];
  const { left, right, top, bottom } = FRAME;
  const scale = (ticks: readonly number[], from: number, to: number) => {
    const low = ticks[0] ?? 0;
    const range = (ticks.at(-1) ?? 1) - low || 1;
    return (value: number): string => (from + ((value - low) / range) * (to - from)).toFixed(1);
  };
  const places = {
    x: scale(columns, left, width - right),
    y: scale(rows, height - bottom, top),
  };
  const base = height - bottom;
  const grid = [
    ...rows.map((value) => {
      const y = places.y(value);
      const tone = value === 0 ? 'base' : 'grid';
      return html`<line
          class="${tone}"
          x1="${left}"
          x2="${width - right}"
          y1="${y}"
          y2="${y}"
        /><text class="tick" x="${left - 6}" y="${y}" dy="0.32em" text-anchor="end"
          >${up.label(value)}</text
        >`;
    }),
    ...columns.map((value) => {
      const x = places.x(value);
      const tone = value === 0 ? 'base' : 'grid';
      return html`<line class="${tone}" x1="${x}" x2="${x}" y1="${top}" y2="${base}" /><text
          class="tick"
          x="${x}"
          y="${base + 16}"
          text-anchor="middle"
          >${across.label(value)}</text
        >`;
    }),
  ];
  const axes = html`${grid}<text
      class="tick"
      x="${(left + width - right) / 2}"
      y="${height - 8}"
      text-anchor="middle"
      >${across.title}</text
    ><text
      class="tick"
      transform="translate(13 ${(top + base) / 2}) rotate(-90)"
      text-anchor="middle"
      >${up.title}</text
    >`;
  return { axes, places };
}
