import type { Clock } from '@assay/core';
import { displayWidth, pad, truncate } from './display-width.js';
import { formatSpan } from './duration.js';
import { formatCount, formatShort } from './number-format.js';
import {
  VERDICT_MARKS,
  type Progress,
  type ProgressUpdate,
  type ProgressVerdict,
} from './progress.js';
import { safeLine } from './safe-text.js';
import type { Style } from './style.js';

/** What live progress needs of the outside. */
export interface LiveProgressOptions {
  readonly write: (text: string) => void;
  readonly clock: Clock;
  readonly style: Style;
  /** Columns of the terminal, asked at every drawing. */
  readonly columns: () => number;
}

/** Redrawn no more often than this: more is flicker, and costs the work its time. */
const REDRAW_INTERVAL_MS = 100;
/** More lines would scroll on small terminals, and scrolled lines cannot be redrawn. */
const LINES_MAX = 12;
const BAR_WIDTH = 10;

/** A subject at work; the first update of a stage is the origin of its rate. */
interface Row {
  readonly update: ProgressUpdate;
  readonly stageSinceMs: number;
  readonly doneAtStart: number;
}

function bar(share: number): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * BAR_WIDTH);
  return '█'.repeat(full) + '░'.repeat(BAR_WIDTH - full);
}

/** Slow work is counted in parts: three runs in ten seconds are not none. */
function rateText(perSecond: number): string {
  return perSecond < 10 ? String(Number(perSecond.toPrecision(2))) : formatShort(perSecond);
}

/** The measured part of a line: bar, count, rate and time left, as far as they are known. */
function measures(row: Row, nowMs: number): string {
  const { done, total, unit = 'bars' } = row.update;
  if (done === undefined) return '';
  const count =
    total === undefined ? formatCount(done) : `${formatCount(done)}/${formatCount(total)}`;
  const parts = [total ? bar(done / total) : '', `${count} ${unit}`];
  const elapsedMs = nowMs - row.stageSinceMs;
  const perSecond = elapsedMs > 0 ? ((done - row.doneAtStart) * 1000) / elapsedMs : 0;
  if (perSecond > 0) {
    parts.push(`${rateText(perSecond)} ${unit}/s`);
    if (total !== undefined) parts.push(`${formatSpan(((total - done) * 1000) / perSecond)} left`);
  }
  return parts.filter((part) => part !== '').join('  ');
}

/** Draws the lines of all subjects at work, in the order in which they began. */
function drawRows(rows: readonly Row[], nowMs: number, columns: number): string[] {
  const shown = rows.length > LINES_MAX ? rows.slice(0, LINES_MAX - 1) : rows;
  const subjectWidth = Math.max(
    0,
    ...shown.map((row) => displayWidth(safeLine(row.update.subject))),
  );
  const stageWidth = Math.max(0, ...shown.map((row) => displayWidth(safeLine(row.update.stage))));
  const lines = shown.map((row) => {
    const subject = pad(safeLine(row.update.subject), subjectWidth);
    const stage = pad(safeLine(row.update.stage), stageWidth);
    // One column stays free: a full line would wrap on some terminals and break the redrawing.
    return truncate(`${subject}  ${stage}  ${measures(row, nowMs)}`.trimEnd(), columns - 1);
  });
  const hidden = rows.length - shown.length;
  return hidden > 0 ? [...lines, `… and ${hidden} more`] : lines;
}

/** Progress for terminals: a block of lines below the talk, redrawn in place. */
class LiveProgress implements Progress {
  readonly #rows = new Map<string, Row>();
  readonly #options: LiveProgressOptions;
  #drawnLines = 0;
  #drawnAtMs = Number.NEGATIVE_INFINITY;

  constructor(options: LiveProgressOptions) {
    this.#options = options;
  }

  update(update: ProgressUpdate): void {
    const nowMs = this.#options.clock.now();
    const known = this.#rows.get(update.subject);
    const isSameStage = known?.update.stage === update.stage;
    this.#rows.set(
      update.subject,
      known && isSameStage
        ? { ...known, update }
        : { update, stageSinceMs: nowMs, doneAtStart: update.done ?? 0 },
    );
    if (!isSameStage || nowMs - this.#drawnAtMs >= REDRAW_INTERVAL_MS) this.#redraw('');
  }

  finish(subject: string, verdict: ProgressVerdict, note?: string): void {
    this.#rows.delete(subject);
    const { style } = this.#options;
    const mark = verdict === 'failed' ? style.bad(VERDICT_MARKS.failed) : VERDICT_MARKS[verdict];
    const words = note === undefined ? verdict : `${verdict}, ${safeLine(note)}`;
    this.#redraw(
      `${verdict === 'done' ? style.good(mark) : mark} ${safeLine(subject)}  ${words}\n`,
    );
  }

  above(text: string): void {
    this.#redraw(text);
  }

  close(): void {
    this.#rows.clear();
    this.#redraw('');
  }

  /** Takes the block away, writes what stays, and draws the block again: in one write, without flicker. */
  #redraw(text: string): void {
    const { write, clock, columns, style } = this.#options;
    const nowMs = clock.now();
    const erase = this.#drawnLines > 0 ? `\u001b[${this.#drawnLines}A\u001b[0J` : '';
    const lines = drawRows([...this.#rows.values()], nowMs, columns());
    write(erase + text + lines.map((line) => `${style.dim(line)}\n`).join(''));
    this.#drawnLines = lines.length;
    this.#drawnAtMs = nowMs;
  }
}

/** Makes progress that redraws its lines in place; only for a terminal. */
export function liveProgress(options: LiveProgressOptions): Progress {
  return new LiveProgress(options);
}
