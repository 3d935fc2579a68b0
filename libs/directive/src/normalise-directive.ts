import type { DirectiveModel } from './directive-model.js';
import type { DirectiveDocument } from './document-schema.js';
import { measureOf } from './measures.js';
import { indicatorPaths } from './indicator-path.js';
import { RULE_BLOCKS, type DirectiveRules, type RuleBlockName } from './rule-schema.js';

/** Warm-up bars unless `test.warmup_bars` states them. */
export const WARMUP_BARS_DEFAULT = 500;
/** Session zone unless `test.session_time_reference` states it. */
export const SESSION_ZONE_DEFAULT = 'UTC';

/**
 * A file that passed schema and rules, as a model: spelling variants are gone and the defaults of
 * the `test` block are filled in. Rule blocks stay as declared, so that reports show what was said.
 */
export function normaliseDirective(id: string, document: DirectiveDocument): DirectiveModel {
  const { test } = document;
  return {
    id,
    labels: labelsOf(test),
    strategy: test.strategy,
    broker: test.broker,
    timeframe: test.timeframe,
    session_time_reference: test.session_time_reference ?? SESSION_ZONE_DEFAULT,
    start_date: test.start_date,
    end_date: test.end_date,
    warmup_bars: test.warmup_bars ?? WARMUP_BARS_DEFAULT,
    symbols: document.symbols,
    indicators: indicatorPaths(document.indicators ?? test.indicators ?? []),
    rules: normaliseRules(document),
  };
}

function labelsOf(test: DirectiveDocument['test']): DirectiveModel['labels'] {
  const { name, family, version, research_mode, tuning_allowed, parameter_mutation } = test;
  return {
    ...(name === undefined ? {} : { name }),
    ...(family === undefined ? {} : { family }),
    ...(version === undefined ? {} : { version: String(version) }),
    ...(research_mode === undefined ? {} : { research_mode: String(research_mode) }),
    ...(tuning_allowed === undefined ? {} : { tuning_allowed }),
    ...(parameter_mutation === undefined ? {} : { parameter_mutation: String(parameter_mutation) }),
  };
}

function normaliseRules(document: DirectiveDocument): DirectiveRules {
  const rules: Partial<Record<RuleBlockName, unknown>> = {};
  for (const name of Object.keys(RULE_BLOCKS) as RuleBlockName[]) {
    if (document[name] !== undefined) rules[name] = document[name];
  }
  return withOneMeasure(withOneMultiple(rules as DirectiveRules));
}

/** An ATR stop's distance may be written as `value`; the model has it as `multiple` only. */
function withOneMultiple(rules: DirectiveRules): DirectiveRules {
  const stop = rules.execution_rules?.stop_loss;
  if (stop?.type !== 'atr_multiple' || stop.value === undefined) return rules;
  const { value, ...rest } = stop;
  return {
    ...rules,
    execution_rules: { ...rules.execution_rules, stop_loss: { ...rest, multiple: value } },
  };
}

/** A measure may be written as the module that holds it; the model has its name. */
function withOneMeasure(rules: DirectiveRules): DirectiveRules {
  const reversion = rules.mean_reversion_rules;
  const indicator = measureOf(reversion?.entry.indicator ?? '');
  if (!reversion || !indicator) return rules;
  const entry = { ...reversion.entry, indicator };
  return { ...rules, mean_reversion_rules: { ...reversion, entry } };
}
