import type { Bars } from '@assay/core';
import { QUALITY_CHECKS, type QualityCheckId, type QualityFinding } from './quality-report.js';

interface Tally {
  count: number;
  firstBar: number;
  detail: string;
}

/** Collects findings by kind while bars are looked at. */
export class FindingCounter {
  private readonly bars: Bars;
  private readonly tallies = new Map<QualityCheckId, Tally>();

  constructor(bars: Bars) {
    this.bars = bars;
  }

  /** Counts a finding at a bar; the detail of the first one is kept. */
  add(id: QualityCheckId, bar: number, detail: () => string): void {
    const tally = this.tallies.get(id);
    if (!tally) this.tallies.set(id, { count: 1, firstBar: bar, detail: detail() });
    else tally.count += 1;
  }

  /** Sets count and detail of a kind whose findings were counted elsewhere; none when `count` is 0. */
  set(id: QualityCheckId, count: number, firstBar: number, detail: string): void {
    if (count > 0) this.tallies.set(id, { count, firstBar, detail });
  }

  count(id: QualityCheckId): number {
    return this.tallies.get(id)?.count ?? 0;
  }

  /** The findings in the order of the table of checks. */
  findings(): readonly QualityFinding[] {
    return (Object.keys(QUALITY_CHECKS) as QualityCheckId[]).flatMap((id) => {
      const tally = this.tallies.get(id);
      if (!tally) return [];
      const firstTime = this.bars.time[tally.firstBar] as number;
      return [{ id, severity: QUALITY_CHECKS[id].severity, firstTime, ...tally }];
    });
  }
}
