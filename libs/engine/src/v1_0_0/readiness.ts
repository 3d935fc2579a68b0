import type { IndicatorColumns } from '@assay/strategy/sdk';

/** At which bars every indicator column has a value. Nothing is looked at before it is asked for. */
export class Readiness {
  private readonly columns: readonly Float64Array[];

  constructor(columns: IndicatorColumns) {
    this.columns = Object.values(columns);
  }

  isReady(bar: number): boolean {
    return !isMissing(this.columns, bar);
  }

  /** Bars of [from, to) at which a column is NaN. */
  notReadyBars(from: number, to: number): number {
    let count = 0;
    for (let bar = from; bar < to; bar += 1) {
      if (isMissing(this.columns, bar)) count += 1;
    }
    return count;
  }
}

/** True when a column has no value at a bar. */
function isMissing(columns: readonly Float64Array[], bar: number): boolean {
  for (const column of columns) {
    const value = column[bar] as number;
    if (value !== value) return true;
  }
  return false;
}
