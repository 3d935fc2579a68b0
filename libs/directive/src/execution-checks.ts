import { formatPath, type DocumentPath } from '@assay/documents';
import type { DirectiveDraft } from './directive-draft.js';
import type { ReportFinding } from './rule-finding.js';
import { valueAt } from './value-at.js';

/** What an enabled block must state besides `enabled`. */
const ENABLED_NEEDS = [
  [['execution_rules', 'take_profit'], 'type', 'points, percent, r_multiple or atr_multiple'],
  [['execution_rules', 'take_profit'], 'value', 'a number > 0'],
  [['execution_rules', 'trailing_stop'], 'type', 'points, percent or atr_multiple'],
  [['execution_rules', 'trailing_stop'], 'value', 'a number > 0'],
  [['execution_rules', 'break_even'], 'trigger_r', 'a number > 0'],
  [['exit_rules', 'time_exit'], 'time', 'a time of day "HH:MM"'],
] as const;

/** Reports a field that another one needs. `because` is what asks for the field: its key and value. */
export function reportMissing(
  block: readonly string[],
  key: string,
  because: readonly [key: string, value: string],
  expected: string,
  report: ReportFinding,
): void {
  const [asker, value] = because;
  report({
    code: 'MISSING_KEY',
    path: [...block, asker],
    missing: [...block, key],
    message: `${block.join('.')} needs "${key}" with ${asker}: ${value}`,
    found: `${asker}: ${value} without ${key}`,
    expected: `${key}: ${expected}`,
    next: `Add ${key}, or change ${asker}.`,
  });
}

/** An enabled block says what it does. */
export function checkEnabledBlocks(draft: DirectiveDraft, report: ReportFinding): void {
  for (const [path, key, expected] of ENABLED_NEEDS) {
    if (valueAt(draft, [...path, 'enabled']) !== true) continue;
    if (valueAt(draft, [...path, key]) !== undefined) continue;
    reportMissing(path, key, ['enabled', 'true'], expected, report);
  }
}

/** A stop's distance is stated once, in the field of its type; nothing stated is without effect. */
export function checkStopLoss(draft: DirectiveDraft, report: ReportFinding): void {
  const stop = draft.execution_rules?.stop_loss;
  if (stop?.type === undefined) return;
  const path = ['execution_rules', 'stop_loss'];
  const { type, multiple, value } = stop;
  if (type === 'atr_multiple') {
    if (multiple === undefined && value === undefined) {
      reportMissing(path, 'multiple', ['type', type], 'a number > 0', report);
    }
    if (multiple !== undefined && value !== undefined && multiple !== value) {
      report({
        code: 'CONFLICTING_VALUES',
        path: [...path, 'value'],
        message: 'execution_rules.stop_loss states its multiple twice, with different values',
        found: `multiple: ${multiple} and value: ${value}`,
        expected: 'multiple only',
        next: 'Remove value.',
      });
    }
    return;
  }
  const needsValue = type === 'points' || type === 'percent';
  if (needsValue && value === undefined) {
    reportMissing(path, 'value', ['type', type], 'a number > 0', report);
  }
  const unused = [
    multiple === undefined ? undefined : 'multiple',
    value === undefined || needsValue ? undefined : 'value',
    stop.atr_period === undefined ? undefined : 'atr_period',
  ];
  for (const key of unused) {
    if (key !== undefined) reportUnused(path, key, `type: ${type}`, report);
  }
}

/** Reports a field that something stated beside it leaves without effect. */
export function reportUnused(
  path: DocumentPath,
  key: string,
  because: string,
  report: ReportFinding,
): void {
  report({
    code: 'CONFLICTING_VALUES',
    path: [...path, key],
    message: `${formatPath(path)}.${key} has no effect with ${because}`,
    found: `${key} beside ${because}`,
    expected: `no ${key}`,
    next: `Remove ${key}, or change what it stands beside.`,
  });
}

/** A stop at the far side of the range needs a range. */
export function checkRangeStop(draft: DirectiveDraft, report: ReportFinding): void {
  const type = draft.execution_rules?.stop_loss?.type;
  if (type !== 'session_opposite_range' || draft.range_definition) return;
  report({
    code: 'MISSING_KEY',
    path: ['execution_rules', 'stop_loss', 'type'],
    missing: ['range_definition'],
    message: 'execution_rules.stop_loss needs a range_definition',
    found: `type: ${type} without a range`,
    expected: 'a range_definition block with window_start and window_end',
    next: 'Add range_definition, or use another type of stop.',
  });
}

/** ATR periods belong to distances that are measured in ATR. */
export function checkAtrPeriods(draft: DirectiveDraft, report: ReportFinding): void {
  for (const name of ['take_profit', 'trailing_stop'] as const) {
    const block = draft.execution_rules?.[name];
    if (!block || block.atr_period === undefined) continue;
    if (block.type === undefined || block.type === 'atr_multiple') continue;
    reportUnused(['execution_rules', name], 'atr_period', `type: ${block.type}`, report);
  }
  (draft.execution_rules?.partial_exits ?? []).forEach((part, at) => {
    if (part?.atr_period === undefined) return;
    if (part.type === undefined || part.type === 'atr_multiple') return;
    const path = ['execution_rules', 'partial_exits', at];
    reportUnused(path, 'atr_period', `type: ${part.type}`, report);
  });
}

/** Each sizing mode and the one field that it reads. */
const SIZING_FIELDS = {
  fixed_lots: 'lots',
  fixed_units: 'units',
  fixed_risk: 'amount',
  risk_fraction: 'fraction',
} as const;

/** A sizing mode has its field, and no other mode's. */
export function checkSizing(draft: DirectiveDraft, report: ReportFinding): void {
  const sizing = draft.sizing;
  if (sizing?.mode === undefined) return;
  const own = SIZING_FIELDS[sizing.mode];
  if (sizing[own] === undefined) {
    const expected = own === 'fraction' ? 'a number > 0 and ≤ 1' : 'a number > 0';
    reportMissing(['sizing'], own, ['mode', sizing.mode], expected, report);
  }
  for (const key of Object.values(SIZING_FIELDS)) {
    if (key === own || sizing[key] === undefined) continue;
    reportUnused(['sizing'], key, `mode: ${sizing.mode}`, report);
  }
}

/** A fast average is the shorter one. */
export function checkMovingAverages(draft: DirectiveDraft, report: ReportFinding): void {
  const { fast, slow } = draft.moving_average_cross ?? {};
  if (fast === undefined || slow === undefined || fast < slow) return;
  report({
    code: 'CONFLICTING_VALUES',
    path: ['moving_average_cross', 'fast'],
    message: 'moving_average_cross.fast is not shorter than slow',
    found: `fast ${fast}, slow ${slow}`,
    expected: 'fast < slow (bars)',
    next: 'Correct one of the two lengths.',
  });
}
