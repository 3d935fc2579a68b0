import {
  ACCOUNT_METRICS,
  PORTFOLIO_OVERLAP_METRICS,
  PORTFOLIO_TRADE_METRICS,
} from '@assay/metrics';
import type { MetricUnit, PortfolioMetricId } from '@assay/metrics';

/** What a report says about a number of a portfolio. */
export interface PortfolioDefinition {
  readonly id: PortfolioMetricId;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
  readonly undefinedWhen: string | null;
  readonly source: string;
}

/** A portfolio is marked at the end of each day: lows inside bars of several symbols have no common time. */
function ofDays<D extends PortfolioDefinition>(definition: D): PortfolioDefinition {
  const { id, name, unit, formula, undefinedWhen, source } = definition;
  return {
    id,
    name,
    unit,
    formula: formula.replace('lows inside bars included', 'at the end of days'),
    undefinedWhen,
    source,
  };
}

/** Every number of a portfolio in the order of reports. */
export function portfolioDefinitions(): readonly PortfolioDefinition[] {
  return [...PORTFOLIO_TRADE_METRICS, ...ACCOUNT_METRICS.map(ofDays), ...PORTFOLIO_OVERLAP_METRICS];
}
