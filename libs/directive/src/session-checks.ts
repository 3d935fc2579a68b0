import { parseTimeOfDay } from '@assay/core';
import type { DocumentPath } from '@assay/documents';
import type { DirectiveDraft } from './directive-draft.js';
import type { ReportFinding } from './rule-finding.js';

/** Two times of day of which the second must not be the earlier. */
function checkOrder(
  earlier: readonly [DocumentPath, string | undefined],
  later: readonly [DocumentPath, string | undefined],
  report: ReportFinding,
): void {
  const [earlierPath, earlierText] = earlier;
  const [laterPath, laterText] = later;
  if (earlierText === undefined || laterText === undefined) return;
  const before = parseTimeOfDay(earlierText);
  const after = parseTimeOfDay(laterText);
  if (before === undefined || after === undefined || before <= after) return;
  const name = laterPath.join('.');
  report({
    code: 'CONFLICTING_VALUES',
    path: laterPath,
    message: `${name} is before ${earlierPath.join('.')}`,
    found: `${laterText}, with ${earlierPath.join('.')} ${earlierText}`,
    expected: `a time of day not before ${earlierText} of the same day`,
    next: 'Correct one of the two times.',
  });
}

/**
 * Window, then freeze, then orders. A window that starts later than it ends began the day before;
 * one that ends where it starts is none.
 */
export function checkSessionOrder(draft: DirectiveDraft, report: ReportFinding): void {
  const range = draft.range_definition;
  const end = [['range_definition', 'window_end'], range?.window_end] as const;
  const freeze = [['range_definition', 'freeze_at'], range?.freeze_at] as const;
  const orders = [['order_placement', 'time'], draft.order_placement?.time] as const;
  if (range?.window_end !== undefined && range.window_start === range.window_end) {
    report({
      code: 'CONFLICTING_VALUES',
      path: end[0],
      message: 'range_definition.window_end is window_start',
      found: `${range.window_end} for both`,
      expected: "two different times of day; an end before the start is the next day's",
      next: 'Correct one of the two times.',
    });
  }
  checkOrder(end, freeze, report);
  checkOrder(range?.freeze_at === undefined ? end : freeze, orders, report);
}

/** Orders at the range need a range; two orders need two sides. */
export function checkOrderPlacement(draft: DirectiveDraft, report: ReportFinding): void {
  const placement = draft.order_placement;
  if (!placement) return;
  if (!draft.range_definition) {
    report({
      code: 'MISSING_KEY',
      path: ['order_placement'],
      missing: ['range_definition'],
      message: 'order_placement needs a range_definition',
      found: 'orders at range_high or range_low without a range',
      expected: 'a range_definition block with window_start and window_end',
      next: 'Add range_definition.',
    });
  }
  const [first, second] = placement.orders ?? [];
  if (!first?.direction || first.direction !== second?.direction) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['order_placement', 'orders', 1, 'direction'],
    message: 'order_placement.orders has two orders of one direction',
    found: `${first.direction} and ${second.direction}`,
    expected: 'at most one long and one short order',
    next: 'Correct one direction, or remove one of the orders.',
  });
}

/** The levels that an enabled filter lets pass must be said. */
export function checkFilters(draft: DirectiveDraft, report: ReportFinding): void {
  for (const name of ['volatility_filter', 'trend_filter'] as const) {
    const filter = draft[name];
    if (!filter?.enabled || filter.required_regime !== undefined) continue;
    report({
      code: 'MISSING_KEY',
      path: [name],
      missing: [name, 'required_regime'],
      message: `${name} is enabled but has no required_regime`,
      found: 'enabled: true without required_regime',
      expected: 'required_regime: one level or a list of levels',
      next: `Add required_regime, or disable ${name}.`,
    });
  }
}

/** Re-entry and the number of trades fit together. */
export function checkReentry(draft: DirectiveDraft, report: ReportFinding): void {
  const management = draft.trade_management;
  const most = management?.max_trades_per_session;
  const until = management?.reentry?.allowed_until_trade_count;
  if (most === undefined || until === undefined || until <= most) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['trade_management', 'reentry', 'allowed_until_trade_count'],
    message: 'trade_management.reentry allows more trades than max_trades_per_session',
    found: `allowed_until_trade_count ${until}, max_trades_per_session ${most}`,
    expected: `at most ${most}`,
    next: 'Correct one of the two numbers.',
  });
}
