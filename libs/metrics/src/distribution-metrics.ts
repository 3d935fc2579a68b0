import type { AccountFacts } from './account-facts.js';
import type { MetricDefinition } from './metric-definition.js';
import { omegaRatio, stabilityOfReturns } from './return-series.js';
import { conditionalValueAtRisk, tailRatio, valueAtRisk } from './tail-risk.js';

const NO_DAY = 'there is no day, or equity fell to zero';

/** A statistic of calendar-day returns; null when equity was not positive on some day. */
function ofReturns(
  statistic: (returns: Float64Array) => number | null,
): (facts: AccountFacts) => number | null {
  return ({ returns }) => (returns === null ? null : statistic(returns));
}

/** How the returns of calendar days are spread: idle days count as zeros here too. */
export const DISTRIBUTION_METRICS = [
  {
    id: 'omega_ratio',
    name: 'Omega ratio',
    unit: 'ratio',
    formula: 'sum of calendar-day returns above zero ÷ sum of those below',
    undefinedWhen: 'there are fewer than two days, no day lost, or equity fell to zero',
    source: 'Keating and Shadwick 2002; empyrical, omega_ratio',
    compute: ofReturns((returns) => omegaRatio(returns)),
  },
  {
    id: 'tail_ratio',
    name: 'Tail ratio',
    unit: 'ratio',
    formula: 'size of the 95th percentile of calendar-day returns ÷ size of the 5th',
    undefinedWhen: 'the fifth percentile is zero, there is no day, or equity fell to zero',
    source: 'empyrical, tail_ratio',
    compute: ofReturns(tailRatio),
  },
  {
    id: 'value_at_risk',
    name: 'Value at risk of a day',
    unit: 'fraction',
    formula: '5th percentile of calendar-day returns; negative is a loss',
    undefinedWhen: NO_DAY,
    source: 'historical; Hyndman and Fan 1996, type 7',
    compute: ofReturns((returns) => valueAtRisk(returns)),
  },
  {
    id: 'expected_shortfall',
    name: 'Expected shortfall of a day',
    unit: 'fraction',
    formula: 'mean of the worst 5 % of calendar-day returns; negative is a loss',
    undefinedWhen: NO_DAY,
    source: 'historical; empyrical, conditional_value_at_risk',
    compute: ofReturns((returns) => conditionalValueAtRisk(returns)),
  },
  {
    id: 'stability',
    name: 'Stability',
    unit: 'fraction',
    formula: 'R² of a straight line through cumulative log returns of calendar days',
    undefinedWhen: 'there are fewer than two days, equity never moved, or it fell to zero',
    source: 'empyrical, stability_of_timeseries',
    compute: ofReturns(stabilityOfReturns),
  },
] as const satisfies readonly MetricDefinition<AccountFacts>[];
