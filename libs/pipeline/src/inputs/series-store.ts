import { firstBarAtOrAfter, type Bars } from '@assay/core';
import type { BarFileEntry, QualityReport, TradingCalendar } from '@assay/market-data';
import type { Scope } from './scope.js';

/** A bar file with the calendar that its instrument trades by. */
export interface SeriesFile extends BarFileEntry {
  readonly calendar: TradingCalendar;
}

/** A bar file in memory, columns shared between threads. */
export interface LoadedSeries {
  readonly file: SeriesFile;
  readonly bars: Bars;
  readonly fileSha256: string;
  readonly bytes: number;
  readonly quality: QualityReport;
}

/** The part of a series that a run uses. */
export interface BarWindow {
  /** Index of the first warm-up bar. */
  readonly from: number;
  /** Index of the first bar that may trade. */
  readonly first: number;
  /** Index after the last bar used. */
  readonly to: number;
}

/** Which bars a directive uses: warm-up, then start to the end of the last day. */
export function barWindow(time: Float64Array, scope: Scope): BarWindow {
  const first = firstBarAtOrAfter(time, scope.startMs);
  const to = firstBarAtOrAfter(time, scope.endMs);
  return { from: Math.max(0, first - scope.model.warmup_bars), first, to };
}

/**
 * The part of a conversion series that a window can ask for: from the last bar that opened at or
 * before the window's first bar (one more, because a close is known only after its bar).
 */
export function conversionWindow(time: Float64Array, firstMs: number, endMs: number): BarWindow {
  const at = firstBarAtOrAfter(time, firstMs);
  const from = Math.max(0, at - 2);
  return { from, first: from, to: firstBarAtOrAfter(time, endMs) };
}

/** Loads bar files once each, wherever the loading happens. */
export class SeriesStore {
  readonly #load: (file: SeriesFile) => Promise<LoadedSeries>;
  readonly #loaded = new Map<string, Promise<LoadedSeries>>();

  constructor(load: (file: SeriesFile) => Promise<LoadedSeries>) {
    this.#load = load;
  }

  /** The series of a file; the first call starts loading it. */
  get(file: SeriesFile): Promise<LoadedSeries> {
    const known = this.#loaded.get(file.path);
    if (known) return known;
    const loading = this.#load(file);
    this.#loaded.set(file.path, loading);
    return loading;
  }
}
