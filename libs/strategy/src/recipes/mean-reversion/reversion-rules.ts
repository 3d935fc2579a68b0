import type { DirectiveRules } from '@assay/directive';
import { SIGNAL_FIELDS, uninterpretedBySignals } from '../signals/signal-rules.js';

/** Rule fields that the threshold mean reversion interprets itself. */
export const REVERSION_FIELDS: readonly string[] = [...SIGNAL_FIELDS, 'mean_reversion_rules'];

type Reversion = NonNullable<DirectiveRules['mean_reversion_rules']>;

/** Both limits of one set must leave something between them. */
function refusedLimits(rules: Reversion): string[] {
  const sets = {
    'entry.long': rules.entry.long,
    'entry.short': rules.entry.short,
    'exit.long': rules.exit.long,
    'exit.short': rules.exit.short,
  };
  return Object.entries(sets).flatMap(([name, set]) => {
    const limit = (end: string): number[] =>
      Object.entries(set ?? {}).flatMap(([key, value]) =>
        (key.endsWith(end) || key === 'ultimate_signal') && value !== undefined ? [value] : [],
      );
    const below = limit('below');
    const above = limit('above');
    const where = `mean_reversion_rules.${name}`;
    const found: string[] = [];
    if (below.length > 1 || above.length > 1) found.push(`${where} (one limit is stated twice)`);
    if (set?.ultimate_signal === undefined && Math.min(...below) <= Math.max(...above)) {
      found.push(`${where} (nothing lies below ${below.join()} and above ${above.join()})`);
    }
    return found;
  });
}

/** Declared rules that the mean reversion does not interpret, each with the reason. */
export function uninterpretedByReversion(rules: DirectiveRules): string[] {
  const reversion = rules.mean_reversion_rules;
  const exitIsOpposite = reversion?.exit.type === 'opposite_signal';
  const found = uninterpretedBySignals(
    rules,
    REVERSION_FIELDS,
    exitIsOpposite ? 'mean_reversion_rules.exit.type is opposite_signal' : null,
  );
  if (!reversion) return found;
  const { entry } = reversion;
  const names = [entry.indicator, ...Object.keys({ ...entry.long, ...entry.short })];
  if (entry.period === 1 && names.some((name) => /^(zscore|cci)/.test(name ?? ''))) {
    found.push('mean_reversion_rules.entry.period: 1 (a deviation needs two bars)');
  }
  return [...found, ...refusedLimits(reversion)];
}
