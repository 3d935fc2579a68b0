import { anchorOf, bookLength } from '@assay/indicators/window/anchor';
import type { Bars } from '@assay/core';
import { SIGNAL, SignalList, type SignalTable } from '../../contract/signals.js';
import { averageColumn } from '../parts/average-column.js';
import { distance, type CrossPlan } from './moving-average-logic.js';

/** Beyond this share of the slow average the sign is certain without dividing. */
const CLEAR = 1e-9;

/** Bits of a cross upwards and of one downwards. */
export interface CrossBits {
  readonly up: number;
  readonly down: number;
}

/** Signals at the crosses of two columns of equal length; none next to a NaN. */
export function crossesOfColumns(
  fast: Float64Array,
  slow: Float64Array,
  bits: CrossBits,
): SignalTable {
  const found = new SignalList(true);
  let before = NaN;
  for (let i = 0; i < fast.length; i += 1) {
    const now = distance(fast[i] as number, slow[i] as number);
    if (now > 0 && before < 0) found.add(i, bits.up);
    else if (now < 0 && before > 0) found.add(i, bits.down);
    before = now;
  }
  return found;
}

/** A rolling sum of deviations as `sma` keeps it: made anew at the start of each book. */
class Book {
  anchor = 0;
  sum = 0;
  /** First bar of the next book. */
  next = 0;

  constructor(
    private readonly values: Float64Array,
    readonly period: number,
  ) {}

  /** Begins with the book that a bar lies in, and moves to that bar. */
  begin(bar: number): void {
    const first = this.period - 1;
    this.open(bar - ((bar - first) % bookLength(this.period)));
    for (let i = this.next - bookLength(this.period) + 1; i <= bar; i += 1) this.move(i);
  }

  /** Moves to the next bar. */
  move(bar: number): void {
    if (bar === this.next) this.open(bar);
    else this.sum += (this.values[bar] as number) - (this.values[bar - this.period] as number);
  }

  /** The average at the bar moved to. */
  get average(): number {
    return this.anchor + this.sum / this.period;
  }

  private open(bar: number): void {
    this.anchor = anchorOf(this.values[bar] as number);
    this.next = bar + bookLength(this.period);
    this.sum = 0;
    for (let i = bar; i > bar - this.period; i -= 1) {
      this.sum += (this.values[i] as number) - this.anchor;
    }
  }
}

/**
 * Signals at the crosses of two simple averages: to the bit those of the columns that `sma` makes,
 * without making them. Null when a period of 1 or a value that is no number needs the columns.
 */
export function crossesOfSimpleAverages(
  close: Float64Array,
  periods: { readonly fast: number; readonly slow: number },
  bits: CrossBits,
): SignalTable | null {
  const firstReady = Math.max(periods.fast, periods.slow) - 1;
  const found = new SignalList(true);
  if (periods.fast === 1 || periods.slow === 1) return null;
  if (firstReady >= close.length) return found;
  const scan = new CrossScan(close, periods, bits, found);
  scan.begin(firstReady);
  return scan.toEnd() ? found : null;
}

/** Notes the cross that a distance makes, if any; its sign. */
function look(bar: number, side: number, now: number, bits: CrossBits, found: SignalList): number {
  if (now > 0) {
    if (side < 0) found.add(bar, bits.up);
    return 1;
  }
  if (now < 0) {
    if (side > 0) found.add(bar, bits.down);
    return -1;
  }
  return now;
}

/** Walks two books over the closes. */
class CrossScan {
  private readonly fast: Book;
  private readonly slow: Book;
  private bar = 0;
  /** Sign of the distance at the bar. */
  private side = 0;

  constructor(
    private readonly close: Float64Array,
    periods: { readonly fast: number; readonly slow: number },
    private readonly bits: CrossBits,
    private readonly found: SignalList,
  ) {
    this.fast = new Book(close, periods.fast);
    this.slow = new Book(close, periods.slow);
  }

  begin(bar: number): void {
    this.fast.begin(bar);
    this.slow.begin(bar);
    this.bar = bar;
    this.side = Math.sign(distance(this.fast.average, this.slow.average));
  }

  /** False when the averages lost their numbers on the way. */
  toEnd(): boolean {
    const { close, fast, slow } = this;
    while (this.bar + 1 < close.length && this.side === this.side) {
      const bar = this.bar + 1;
      fast.move(bar);
      slow.move(bar);
      this.bar = bar;
      const now = distance(fast.average, slow.average);
      this.side = look(bar, this.side, now, this.bits, this.found);
      this.scan(Math.min(fast.next, slow.next, close.length));
    }
    return this.side === this.side;
  }

  /** Bars before `until`, within one book of each: divides only where the averages are close. */
  private scan(until: number): void {
    const { close, fast, slow, bits, found } = this;
    const { period: fastPeriod, anchor: fastAnchor } = fast;
    const { period: slowPeriod, anchor: slowAnchor } = slow;
    const perFast = 1 / fastPeriod;
    const perSlow = 1 / slowPeriod;
    let fastSum = fast.sum;
    let slowSum = slow.sum;
    let { side } = this;
    let i = this.bar + 1;
    while (i < until) {
      // One loop for each side: a bar that stays clearly on it costs one comparison.
      if (side > 0) {
        for (; i < until; i += 1) {
          const price = close[i] as number;
          fastSum += price - (close[i - fastPeriod] as number);
          slowSum += price - (close[i - slowPeriod] as number);
          const about = slowAnchor + slowSum * perSlow;
          if (!(fastAnchor + fastSum * perFast - about > CLEAR * Math.abs(about))) break;
        }
      } else {
        for (; i < until; i += 1) {
          const price = close[i] as number;
          fastSum += price - (close[i - fastPeriod] as number);
          slowSum += price - (close[i - slowPeriod] as number);
          const about = slowAnchor + slowSum * perSlow;
          if (side === 0 || !(about - fastAnchor - fastSum * perFast > CLEAR * Math.abs(about)))
            break;
        }
      }
      if (i === until) break;
      const now = distance(fastAnchor + fastSum / fastPeriod, slowAnchor + slowSum / slowPeriod);
      if (now > 0 && side < 0) found.add(i, bits.up);
      else if (now < 0 && side > 0) found.add(i, bits.down);
      side = now;
      i += 1;
    }
    this.bar = Math.max(this.bar, until - 1);
    this.side = side;
    fast.sum = fastSum;
    slow.sum = slowSum;
  }
}

/** The crosses, without the columns where that is possible. */
export function signalsOfCross(plan: CrossPlan, bars: Bars): SignalTable {
  const { takesLong, takesShort, leavesOnOpposite } = plan;
  const up = (takesLong ? SIGNAL.enterLong : 0) | (leavesOnOpposite ? SIGNAL.leaveShort : 0);
  const down = (takesShort ? SIGNAL.enterShort : 0) | (leavesOnOpposite ? SIGNAL.leaveLong : 0);
  const simple =
    plan.type === 'sma' ? crossesOfSimpleAverages(bars.close, plan, { up, down }) : null;
  if (simple) return simple;
  return crossesOfColumns(
    averageColumn(plan.type, bars.close, plan.fast),
    averageColumn(plan.type, bars.close, plan.slow),
    { up, down },
  );
}
