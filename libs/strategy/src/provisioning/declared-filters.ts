import type { DirectiveModel } from '@assay/directive';

/** Names of the filter blocks that a directive declares and switches on, in alphabetical order. */
export function declaredFilters(model: DirectiveModel): readonly string[] {
  const { trend_filter, usd_stress_filter, volatility_filter } = model.rules;
  const names: string[] = [];
  if (trend_filter?.enabled === true) names.push('trend_filter');
  if (usd_stress_filter !== undefined) names.push('usd_stress_filter');
  if (volatility_filter?.enabled === true) names.push('volatility_filter');
  return names;
}
