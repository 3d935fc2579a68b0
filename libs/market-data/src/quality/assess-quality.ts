import { timeframeMs, type Bars, type Timeframe } from '@assay/core';
import type { TradingCalendar } from '../time/trading-week.js';
import { checkCalendar } from './calendar-checks.js';
import { FindingCounter } from './finding-counter.js';
import { checkOrder } from './order-checks.js';
import { checkPrices } from './price-checks.js';
import type { QualityReport } from './quality-report.js';

/** What the bars claim to be. */
export interface QualityExpectation {
  readonly timeframe: Timeframe;
  readonly calendar: TradingCalendar;
  /** The text that the bars come from does not end with a line end. */
  readonly isUnterminated?: boolean;
}

/**
 * Reports the quality of bars against what they claim to be; changes nothing. Blocking: non-finite or
 * non-positive prices, disorder, conflicting duplicates, impossible high or low. All else warns.
 */
export function assessQuality(bars: Bars, expectation: QualityExpectation): QualityReport {
  const { timeframe, calendar } = expectation;
  const counter = new FindingCounter(bars);
  checkPrices(bars, counter);
  checkOrder(bars, counter);
  if (expectation.isUnterminated === true && bars.length > 0) {
    const last = bars.length - 1;
    counter.add('unterminated', last, () => `its close is ${bars.close[last]}`);
  }
  const missingBars =
    bars.length > 0 ? checkCalendar(bars, timeframeMs(timeframe), calendar, counter) : 0;
  const findings = counter.findings();
  return {
    timeframe,
    calendar,
    rows: bars.length,
    firstTime: bars.time[0] ?? NaN,
    lastTime: bars.time[bars.length - 1] ?? NaN,
    missingBars,
    findings,
    blocking: findings.some((finding) => finding.severity === 'block'),
  };
}
