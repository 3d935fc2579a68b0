import type { DirectiveDraft } from './directive-draft.js';
import { MEASURE_NAMES, measureOf, type MeasureName } from './measures.js';
import type { ReportFinding } from './rule-finding.js';

type MeanReversion = NonNullable<DirectiveDraft['mean_reversion_rules']>;
type Thresholds = NonNullable<NonNullable<MeanReversion['entry']>['long']>;

const BLOCK = 'mean_reversion_rules';

/** Fields of a set of thresholds that are written, with what each is measured on. */
function stated(
  thresholds: Thresholds | undefined,
): readonly { readonly key: string; readonly measure: MeasureName | 'indicator' | undefined }[] {
  return Object.entries(thresholds ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([key]) => ({
      key,
      measure:
        key === 'below' || key === 'above'
          ? 'indicator'
          : MEASURE_NAMES.find((name) => [name, `${name}_below`, `${name}_above`].includes(key)),
    }));
}

/** Every set of thresholds of the block, with its path. */
function thresholdSets(
  rules: MeanReversion,
): readonly { readonly path: readonly string[]; readonly set: Thresholds | undefined }[] {
  return [
    { path: [BLOCK, 'entry', 'long'], set: rules.entry?.long },
    { path: [BLOCK, 'entry', 'short'], set: rules.entry?.short },
    { path: [BLOCK, 'exit', 'long'], set: rules.exit?.long },
    { path: [BLOCK, 'exit', 'short'], set: rules.exit?.short },
  ];
}

/** All thresholds lie on one measure; `below` and `above` need `entry.indicator` to say which. */
export function checkMeasure(draft: DirectiveDraft, report: ReportFinding): void {
  const rules = draft.mean_reversion_rules;
  if (!rules) return;
  const named = rules.entry?.indicator;
  let first = named === undefined ? undefined : measureOf(named);
  for (const { path, set } of thresholdSets(rules)) {
    for (const { key, measure } of stated(set)) {
      if (measure === 'indicator' && named === undefined) {
        report({
          code: 'MISSING_KEY',
          path: [...path, key],
          missing: [BLOCK, 'entry', 'indicator'],
          message: `${BLOCK}.entry needs "indicator" with ${key}`,
          found: `${key} without entry.indicator`,
          expected: `indicator: one of ${MEASURE_NAMES.join(', ')}`,
          next: `Add indicator, or name the measure: rsi_${key}.`,
        });
      }
      if (measure === undefined || measure === 'indicator') continue;
      first ??= measure;
      if (measure === first) continue;
      report({
        code: 'CONFLICTING_VALUES',
        path: [...path, key],
        message: `${BLOCK} has thresholds on two measures`,
        found: `${key} beside ${first}`,
        expected: `thresholds on ${first} only`,
        next: 'State all thresholds on one measure.',
      });
    }
  }
}

/** A side that may be entered says when; at least one side may. */
export function checkEntrySides(draft: DirectiveDraft, report: ReportFinding): void {
  const entry = draft.mean_reversion_rules?.entry;
  if (!entry) return;
  for (const side of ['long', 'short'] as const) {
    const set = entry[side];
    if (!set || stated(set).some(({ key }) => key !== 'max_abs_trend_score')) continue;
    report({
      code: 'MISSING_KEY',
      path: [BLOCK, 'entry', side],
      missing: [BLOCK, 'entry', side, 'rsi_below'],
      message: `${BLOCK}.entry.${side} has no threshold`,
      found: `${side} without a threshold`,
      expected: 'a threshold such as rsi_below: 30',
      next: `Add a threshold, or remove ${side}.`,
    });
  }
  if (entry.long || entry.short) return;
  report({
    code: 'MISSING_KEY',
    path: [BLOCK, 'entry'],
    missing: [BLOCK, 'entry', 'long'],
    message: `${BLOCK}.entry has neither long nor short`,
    found: 'no side',
    expected: 'long, short or both, each with a threshold',
    next: 'Add long: { rsi_below: 30 } or what the hypothesis says.',
  });
}

/** What an exit type reads is there, and nothing that no exit reads. */
export function checkMeanReversionExit(draft: DirectiveDraft, report: ReportFinding): void {
  const rules = draft.mean_reversion_rules;
  const exit = rules?.exit;
  if (!rules || exit?.type === undefined) return;
  const { type } = exit;
  const missing = (path: readonly string[], expected: string): void => {
    report({
      code: 'MISSING_KEY',
      path: [BLOCK, 'exit', 'type'],
      missing: path,
      message: `${BLOCK}.exit needs ${path.join('.')} with type: ${type}`,
      found: `type: ${type} without ${path.join('.')}`,
      expected,
      next: `Add ${path.join('.')}, or change the type.`,
    });
  };
  if (type === 'max_bars' && exit.max_bars === undefined) {
    missing([BLOCK, 'exit', 'max_bars'], 'max_bars: a whole number of bars');
  }
  if (type === 'stop' && (draft.execution_rules?.stop_loss?.type ?? 'none') === 'none') {
    missing(['execution_rules', 'stop_loss'], 'a stop_loss of another type than none');
  }
  for (const side of ['long', 'short'] as const) {
    const opposite = side === 'long' ? 'short' : 'long';
    if (rules.entry?.[side] && type.startsWith('opposite_') && !rules.entry[opposite]) {
      missing([BLOCK, 'entry', opposite], `thresholds of the ${opposite} side`);
    }
    if (type === 'threshold' && rules.entry?.[side] && stated(exit[side]).length === 0) {
      missing([BLOCK, 'exit', side], `thresholds at which a ${side} is left`);
    }
    if (exit[side] === undefined || (type === 'threshold' && rules.entry?.[side])) continue;
    report({
      code: 'CONFLICTING_VALUES',
      path: [BLOCK, 'exit', side],
      message: `${BLOCK}.exit.${side} has no effect`,
      found: `${side} beside type: ${type}${rules.entry?.[side] ? '' : ` and no ${side} entry`}`,
      expected: `no ${side}`,
      next: `Remove ${side}, or use type: threshold with an entry of that side.`,
    });
  }
}

/** A regime exit states its threshold when it reads one, and only then. */
export function checkRegimeExit(draft: DirectiveDraft, report: ReportFinding): void {
  const exit = draft.regime_transition_rules?.exit;
  if (exit?.type === undefined) return;
  const path = ['regime_transition_rules', 'exit'];
  if (exit.type !== 'threshold' && exit.threshold !== undefined) {
    report({
      code: 'CONFLICTING_VALUES',
      path: [...path, 'threshold'],
      message: `regime_transition_rules.exit.threshold has no effect with type: ${exit.type}`,
      found: `threshold beside type: ${exit.type}`,
      expected: 'no threshold',
      next: 'Remove threshold, or use type: threshold.',
    });
  }
  if (exit.type === 'threshold' && exit.threshold === undefined) {
    report({
      code: 'MISSING_KEY',
      path: [...path, 'type'],
      missing: [...path, 'threshold'],
      message: 'regime_transition_rules.exit needs "threshold" with type: threshold',
      found: 'type: threshold without threshold',
      expected: 'threshold: a level of the regime',
      next: 'Add threshold, or change type.',
    });
  }
}
