import type { DrawdownAnatomy } from './equity-scan.js';

/** Bars of a drawdown's anatomy. */
export type SpellIndices = Omit<DrawdownAnatomy, 'money' | 'fraction'>;

/** Follows the bars at which equity is at its peak, and the time between them. */
export class PeakSpells {
  private peakAt = -1;
  private longest = 0;
  private readonly found = {
    peakAt: -1,
    troughAt: -1,
    recoveryAt: -1,
    longestFrom: -1,
    longestTo: -1,
  };

  constructor(private readonly time: Float64Array) {}

  /** A new largest distance from the peak. */
  trough(bar: number): void {
    this.found.peakAt = this.peakAt;
    this.found.troughAt = bar;
    this.found.recoveryAt = -1;
  }

  /** The bar closes at the peak, or above it. */
  atPeak(bar: number): void {
    // Neighbouring bars at the peak have no time under it between them.
    if (bar - this.peakAt > 1) this.under(bar);
    if (this.found.troughAt >= 0 && this.found.recoveryAt < 0) this.found.recoveryAt = bar;
    this.peakAt = bar;
  }

  /** Every bar since the last one at the peak is at the peak too. */
  stays(bar: number): void {
    this.peakAt = bar;
  }

  end(lastBar: number): SpellIndices {
    if (lastBar > this.peakAt) this.under(lastBar);
    return this.found;
  }

  private under(bar: number): void {
    const from = this.time[Math.max(this.peakAt, 0)] as number;
    const length = (this.time[bar] as number) - from;
    if (length <= this.longest) return;
    this.longest = length;
    this.found.longestFrom = this.peakAt;
    this.found.longestTo = bar;
  }
}
