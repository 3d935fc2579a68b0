import type { Bars } from '@assay/core';
import type { BarFileEntry, QualityReport, TradingCalendar } from '@assay/market-data';

/** A bar file with the calendar that its instrument trades by. */
export interface SeriesFile extends BarFileEntry {
  readonly calendar: TradingCalendar;
}

/** Bars in memory, columns shared between threads, with the hash of their file. */
export interface SeriesBars {
  readonly bars: Bars;
  readonly fileSha256: string;
}

/** A bar file in memory that was judged too. */
export interface LoadedSeries extends SeriesBars {
  readonly file: SeriesFile;
  readonly bytes: number;
  readonly quality: QualityReport;
}

/** Loads bar files once each, wherever the loading happens. */
export class SeriesStore<Loaded = LoadedSeries> {
  readonly #load: (file: SeriesFile) => Promise<Loaded>;
  readonly #loaded = new Map<string, Promise<Loaded>>();

  constructor(load: (file: SeriesFile) => Promise<Loaded>) {
    this.#load = load;
  }

  /** The series of a file; the first call starts loading it. */
  get(file: SeriesFile): Promise<Loaded> {
    const known = this.#loaded.get(file.path);
    if (known) return known;
    const loading = this.#load(file);
    this.#loaded.set(file.path, loading);
    return loading;
  }
}
