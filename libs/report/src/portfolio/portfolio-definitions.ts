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
}

/** Every number of a portfolio in the order of reports. */
export function portfolioDefinitions(): readonly PortfolioDefinition[] {
  return [...PORTFOLIO_TRADE_METRICS, ...ACCOUNT_METRICS, ...PORTFOLIO_OVERLAP_METRICS];
}
