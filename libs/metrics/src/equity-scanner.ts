import { DayColumns } from './day-columns.js';
import type { EquityScan } from './equity-scan.js';
import { PeakSpells } from './peak-spells.js';

/** How a price becomes a mark. */
export interface MarkLine {
  readonly base: number;
  readonly spread: number;
  readonly entry: number;
  readonly signedUnits: number;
}

/** Takes marks in ascending order of bars, in any pieces. */
export class EquityScanner {
  private readonly days: DayColumns;
  private readonly spells: PeakSpells;
  private dayEnd = 0;
  private close = 0;
  private peak: number;
  /** The largest fall, its mark, and how often the peak had been raised before it. */
  private worst = 0;
  private worstMark = -Infinity;
  private worstFrom = -1;
  private raises = 0;
  /** Lowest mark of the day since the peak was last raised, and of the whole day. */
  private lowUnderPeak = Infinity;
  private low = Infinity;
  private dayFall = 0;
  private dayFraction = 0;

  constructor(
    private readonly time: Float64Array,
    capital: number,
  ) {
    this.days = new DayColumns(time);
    this.spells = new PeakSpells(time);
    this.peak = capital;
  }

  /** Bars [from, to) whose marks follow from prices. */
  marked(
    closes: Float64Array,
    adverse: Float64Array,
    line: MarkLine,
    from: number,
    to: number,
  ): void {
    for (let at = from; at < to;) {
      if (at === this.dayEnd) this.nextDay(at);
      const until = Math.min(to, this.dayEnd);
      this.markedInDay(closes, adverse, line, at, until);
      at = until;
    }
  }

  /** Bars [from, to) at one equity. */
  flat(value: number, from: number, to: number): void {
    for (let at = from; at < to;) {
      if (at === this.dayEnd) this.nextDay(at);
      const until = Math.min(to, this.dayEnd);
      this.close = value;
      if (value >= this.peak) {
        this.raisePeak(value, at);
        this.spells.stays(until - 1);
      }
      if (value < this.lowUnderPeak) this.fell(value, at);
      at = until;
    }
  }

  end(): EquityScan {
    if (this.time.length > 0) this.endDay();
    const daily = this.days.columns();
    const fraction = daily.drawdownFraction.reduce((most, value) => Math.max(most, value), 0);
    const drawdown = { money: this.worst, fraction, ...this.spells.end(this.time.length - 1) };
    return { daily, drawdown };
  }

  private markedInDay(
    closes: Float64Array,
    adverse: Float64Array,
    { base, spread, entry, signedUnits }: MarkLine,
    from: number,
    to: number,
  ): void {
    let { peak, lowUnderPeak, close } = this;
    let lowAt = -1;
    for (let i = from; i < to; i += 1) {
      const mark = base + ((adverse[i] as number) + spread - entry) * signedUnits;
      if (mark < lowUnderPeak) {
        lowUnderPeak = mark;
        lowAt = i;
      }
      close = base + ((closes[i] as number) + spread - entry) * signedUnits;
      if (close < peak) continue;
      if (lowAt >= 0) this.fell(lowUnderPeak, lowAt);
      this.raisePeak(close, i);
      peak = close;
      lowUnderPeak = Infinity;
      lowAt = -1;
    }
    if (lowAt >= 0) this.fell(lowUnderPeak, lowAt);
    this.close = close;
  }

  /** Notes a mark that is lower than all of the day since the peak. */
  private fell(mark: number, bar: number): void {
    this.lowUnderPeak = mark;
    const fall = this.peak - mark;
    if (fall < this.worst) return;
    // Falls that round to the same money are told apart by their marks, when they are from one peak.
    if (fall === this.worst && !(mark < this.worstMark && this.worstFrom === this.raises)) return;
    this.worst = fall;
    this.worstMark = mark;
    this.worstFrom = this.raises;
    this.spells.trough(bar);
  }

  private raisePeak(close: number, bar: number): void {
    this.settleFall();
    this.spells.atPeak(bar);
    this.peak = close;
    this.raises += 1;
  }

  /** Takes the fall under the present peak into the day's. */
  private settleFall(): void {
    const { lowUnderPeak, peak } = this;
    if (lowUnderPeak < this.low) this.low = lowUnderPeak;
    const fall = peak - lowUnderPeak;
    if (fall > this.dayFall) this.dayFall = fall;
    if (peak > 0 && fall / peak > this.dayFraction) this.dayFraction = fall / peak;
    this.lowUnderPeak = Infinity;
  }

  private nextDay(bar: number): void {
    if (bar > 0) this.endDay();
    this.dayEnd = this.days.open(bar);
  }

  private endDay(): void {
    this.settleFall();
    this.days.write(this.close, this.low, this.dayFall, this.dayFraction);
    this.low = Infinity;
    this.dayFall = 0;
    this.dayFraction = 0;
  }
}
