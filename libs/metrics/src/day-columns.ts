import { MS_PER_DAY } from '@assay/core';
import type { DailyEquity } from './equity-scan.js';

/** Columns of the daily marks while they are being filled. */
export class DayColumns {
  private at = -1;
  private readonly day: Float64Array;
  private readonly equity: Float64Array;
  private readonly equityLow: Float64Array;
  private readonly drawdown: Float64Array;
  private readonly drawdownFraction: Float64Array;

  constructor(private readonly time: Float64Array) {
    const { length } = time;
    const first = length === 0 ? 0 : Math.floor((time[0] as number) / MS_PER_DAY);
    const last = length === 0 ? -1 : Math.floor((time[length - 1] as number) / MS_PER_DAY);
    const most = Math.min(last - first + 1, length);
    this.day = new Float64Array(most);
    this.equity = new Float64Array(most);
    this.equityLow = new Float64Array(most);
    this.drawdown = new Float64Array(most);
    this.drawdownFraction = new Float64Array(most);
  }

  /** Begins the day of a bar; gives the first bar of the next day that has bars. */
  open(bar: number): number {
    const day = Math.floor((this.time[bar] as number) / MS_PER_DAY) * MS_PER_DAY;
    this.at += 1;
    this.day[this.at] = day;
    return firstBarFrom(this.time, bar, day + MS_PER_DAY);
  }

  write(equity: number, low: number, drawdown: number, drawdownFraction: number): void {
    this.equity[this.at] = equity;
    this.equityLow[this.at] = low;
    this.drawdown[this.at] = drawdown;
    this.drawdownFraction[this.at] = drawdownFraction;
  }

  columns(): DailyEquity {
    const days = this.at + 1;
    return {
      day: this.day.subarray(0, days),
      equity: this.equity.subarray(0, days),
      equityLow: this.equityLow.subarray(0, days),
      drawdown: this.drawdown.subarray(0, days),
      drawdownFraction: this.drawdownFraction.subarray(0, days),
    };
  }
}

/** First bar after `bar` that opens at or after an instant, by doubling steps; the length if none. */
function firstBarFrom(time: Float64Array, bar: number, ms: number): number {
  let step = 1;
  while (bar + step < time.length && (time[bar + step] as number) < ms) step *= 2;
  let before = bar + (step >> 1);
  let after = Math.min(bar + step, time.length);
  while (before + 1 < after) {
    const middle = (before + after) >> 1;
    if ((time[middle] as number) < ms) before = middle;
    else after = middle;
  }
  return after;
}
