import type { AccountFacts } from './account-facts.js';
import type { MetricDefinition } from './metric-definition.js';
import { kurtosis, skewness } from './moments.js';
import { sharpeRatio } from './return-series.js';
import { minTrackRecordLength, probabilisticSharpe } from './sharpe-statistics.js';
import type { SharpeSample } from './sharpe-statistics.js';

const TOO_FEW = 'there are fewer than two days, equity never moved, or it fell to zero';
const SOURCE = 'Bailey and López de Prado 2012, The Sharpe Ratio Efficient Frontier';

/** The daily Sharpe ratio and the shape of the returns it comes from; null when it has no value. */
export function sharpeSample({ returns }: Pick<AccountFacts, 'returns'>): SharpeSample | null {
  if (returns === null) return null;
  const sharpe = sharpeRatio(returns, { periodsPerYear: 1 });
  const skew = skewness(returns);
  const tails = kurtosis(returns);
  if (sharpe === null || skew === null || tails === null) return null;
  return { sharpe, count: returns.length, skewness: skew, kurtosis: tails };
}

/** How far the daily returns bear the Sharpe ratio out. */
export const SIGNIFICANCE_METRICS = [
  {
    id: 'skewness',
    name: 'Skewness of daily returns',
    unit: 'ratio',
    formula: 'third central moment ÷ (second central moment)^1.5 of calendar-day returns',
    undefinedWhen: TOO_FEW,
    source: 'Pearson, population moments',
    compute: ({ returns }) => (returns === null ? null : skewness(returns)),
  },
  {
    id: 'kurtosis',
    name: 'Kurtosis of daily returns',
    unit: 'ratio',
    formula:
      'fourth central moment ÷ (second central moment)² of calendar-day returns; 3 is normal',
    undefinedWhen: TOO_FEW,
    source: 'Pearson, population moments',
    compute: ({ returns }) => (returns === null ? null : kurtosis(returns)),
  },
  {
    id: 'probabilistic_sharpe',
    name: 'Probabilistic Sharpe ratio',
    unit: 'fraction',
    formula:
      'probability that the true Sharpe ratio is above zero, given length, skewness and kurtosis of calendar-day returns; not corrected for the number of trials',
    undefinedWhen: TOO_FEW,
    source: SOURCE,
    compute: (facts) => {
      const sample = sharpeSample(facts);
      return sample === null ? null : probabilisticSharpe(sample);
    },
  },
  {
    id: 'min_track_record_days',
    name: 'Minimum track record',
    unit: 'days',
    formula: 'calendar days after which this Sharpe ratio would be above zero with 95 % confidence',
    undefinedWhen:
      'the Sharpe ratio is not above zero, there are fewer than two days, or equity fell to zero',
    source: SOURCE,
    compute: (facts) => {
      const sample = sharpeSample(facts);
      return sample === null ? null : minTrackRecordLength(sample);
    },
  },
] as const satisfies readonly MetricDefinition<AccountFacts>[];
