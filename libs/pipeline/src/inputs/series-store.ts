import type { Bars } from '@assay/core';
import type { BarFileEntry, QualityReport, TradingCalendar } from '@assay/market-data';

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
