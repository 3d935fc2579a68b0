import { MS_PER_DAY, MS_PER_MINUTE, offsetMinutesAt, type ZoneOffsets } from '@assay/core';

/**
 * Local time of a zone, with the segment of constant offset remembered: bars come in order, so a
 * look-up costs two comparisons. "Local ms" counts milliseconds since 1970-01-01 on the local clock.
 */
export class ZoneTime {
  private from = Infinity;
  private until = -Infinity;
  private offsetMs = 0;

  constructor(private readonly zone: ZoneOffsets) {}

  /** Local ms of an instant. */
  localMs(ms: number): number {
    if (!(ms >= this.from && ms < this.until)) this.seek(ms);
    return ms + this.offsetMs;
  }

  /** Local days since 1970-01-01 of an instant. */
  dayOf(ms: number): number {
    return Math.floor(this.localMs(ms) / MS_PER_DAY);
  }

  /** Minutes after local midnight of an instant, 0–1439. */
  minuteOf(ms: number): number {
    const local = this.localMs(ms);
    return Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE);
  }

  /**
   * The instant at which a local day has a time of day. A time that the clock skips is the instant
   * of the jump; one that it repeats is the first of the two.
   */
  instantOf(day: number, minute: number): number {
    const local = day * MS_PER_DAY + minute * MS_PER_MINUTE;
    // Offsets lie within a day of UTC, so the two in force a day before and after are candidates.
    const before = offsetMinutesAt(this.zone, local - MS_PER_DAY) * MS_PER_MINUTE;
    const after = offsetMinutesAt(this.zone, local + MS_PER_DAY) * MS_PER_MINUTE;
    const early = local - Math.max(before, after);
    if (this.localMs(early) === local) return early;
    const late = local - Math.min(before, after);
    if (this.localMs(late) === local) return late;
    // Skipped: the jump lies between the two candidates.
    return this.zone.startsMs.find((start) => start > early && start <= late) ?? late;
  }

  private seek(ms: number): void {
    const { startsMs, offsetsMinutes } = this.zone;
    let at = 0;
    let after = startsMs.length;
    while (after - at > 1) {
      const middle = (at + after) >> 1;
      if ((startsMs[middle] as number) <= ms) at = middle;
      else after = middle;
    }
    this.from = at === 0 ? -Infinity : (startsMs[at] as number);
    this.until = startsMs[at + 1] ?? Infinity;
    this.offsetMs = (offsetsMinutes[at] ?? 0) * MS_PER_MINUTE;
  }
}
