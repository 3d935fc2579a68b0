import type { MetricDefinition } from './metric-definition.js';
import type { MetricTrade } from './metric-trade.js';
import { meanOf, quantile, ratio, sampleDeviation } from './moments.js';
import type { TradeFacts } from './trade-facts.js';

const NO_RISK = 'no trade has an initial stop';
const NO_RANGE = 'no trade moved away from its entry price';
const R_SOURCE = 'Van Tharp, R multiples';
const EFFICIENCY_SOURCE = 'TradeStation, entry, exit and total efficiency';

function multiples(facts: TradeFacts): number[] {
  const found: number[] = [];
  for (const { r } of facts.trades) if (r !== null) found.push(r);
  return found;
}

/** Largest R of `sign` × R, with the sign taken off again; null without a trade that had a stop. */
function extreme(facts: TradeFacts, sign: 1 | -1): number | null {
  let most: number | null = null;
  for (const { r } of facts.trades) {
    if (r !== null && (most === null || r * sign > most)) most = r * sign;
  }
  return most === null ? null : most * sign;
}

/** Mean over trades that moved of (numerator ÷ whole range of the trade). */
function meanEfficiency(
  facts: TradeFacts,
  part: (trade: MetricTrade, move: number) => number,
): number | null {
  const shares: number[] = [];
  for (const trade of facts.trades) {
    const range = trade.mfePrice + trade.maePrice;
    if (range <= 0) continue;
    const move = (trade.exitPrice - trade.entryPrice) * trade.direction;
    shares.push(part(trade, move) / range);
  }
  return meanOf(shares);
}

/** Risk multiples, excursions and how well entries and exits used them. */
export const EXCURSION_METRICS = [
  {
    id: 'average_r',
    name: 'Average R',
    unit: 'r',
    formula: 'mean of net result ÷ initial risk, over trades with a stop',
    undefinedWhen: NO_RISK,
    source: R_SOURCE,
    compute: ({ sums }) => ratio(sums.r, sums.withRisk),
  },
  {
    id: 'total_r',
    name: 'Total R',
    unit: 'r',
    formula: 'sum of R over trades with a stop',
    undefinedWhen: NO_RISK,
    source: R_SOURCE,
    compute: ({ sums }) => (sums.withRisk === 0 ? null : sums.r),
  },
  {
    id: 'median_r',
    name: 'Median R',
    unit: 'r',
    formula: 'median of R over trades with a stop',
    undefinedWhen: NO_RISK,
    source: R_SOURCE,
    compute: (facts) => quantile(multiples(facts), 0.5),
  },
  {
    id: 'deviation_r',
    name: 'Standard deviation of R',
    unit: 'r',
    formula: 'sample standard deviation of R over trades with a stop',
    undefinedWhen: 'fewer than two trades have an initial stop',
    source: R_SOURCE,
    compute: (facts) => sampleDeviation(multiples(facts)),
  },
  {
    id: 'best_r',
    name: 'Best R',
    unit: 'r',
    formula: 'largest R over trades with a stop',
    undefinedWhen: NO_RISK,
    source: R_SOURCE,
    compute: (facts) => extreme(facts, 1),
  },
  {
    id: 'worst_r',
    name: 'Worst R',
    unit: 'r',
    formula: 'smallest R over trades with a stop',
    undefinedWhen: NO_RISK,
    source: R_SOURCE,
    compute: (facts) => extreme(facts, -1),
  },
  {
    id: 'average_mfe_r',
    name: 'Average favourable excursion',
    unit: 'r',
    formula: 'mean of MFE ÷ initial risk, over trades with a stop, zero excursions included',
    undefinedWhen: NO_RISK,
    source: 'Sweeney, Maximum Adverse Excursion',
    compute: ({ sums }) => ratio(sums.mfeR, sums.withRisk),
  },
  {
    id: 'average_mae_r',
    name: 'Average adverse excursion',
    unit: 'r',
    formula: 'mean of MAE ÷ initial risk, over trades with a stop, zero excursions included',
    undefinedWhen: NO_RISK,
    source: 'Sweeney, Maximum Adverse Excursion',
    compute: ({ sums }) => ratio(sums.maeR, sums.withRisk),
  },
  {
    id: 'edge_ratio',
    name: 'Edge ratio',
    unit: 'ratio',
    formula: 'average favourable excursion ÷ average adverse excursion, both in R',
    undefinedWhen: 'no trade with an initial stop moved against its position',
    source: 'Faith, Way of the Turtle',
    compute: ({ sums }) => ratio(sums.mfeR, sums.maeR),
  },
  {
    id: 'entry_efficiency',
    name: 'Entry efficiency',
    unit: 'fraction',
    formula: 'mean of MFE ÷ (MFE + MAE): 1 is an entry at the best price of the trade',
    undefinedWhen: NO_RANGE,
    source: EFFICIENCY_SOURCE,
    compute: (facts) => meanEfficiency(facts, ({ mfePrice }) => mfePrice),
  },
  {
    id: 'exit_efficiency',
    name: 'Exit efficiency',
    unit: 'fraction',
    formula:
      'mean of (price move in favour + MAE) ÷ (MFE + MAE): 1 is an exit at the best price of the trade',
    undefinedWhen: NO_RANGE,
    source: EFFICIENCY_SOURCE,
    compute: (facts) => meanEfficiency(facts, ({ maePrice }, move) => move + maePrice),
  },
  {
    id: 'total_efficiency',
    name: 'Total efficiency',
    unit: 'fraction',
    formula: 'mean of price move in favour ÷ (MFE + MAE)',
    undefinedWhen: NO_RANGE,
    source: EFFICIENCY_SOURCE,
    compute: (facts) => meanEfficiency(facts, (_trade, move) => move),
  },
] as const satisfies readonly MetricDefinition<TradeFacts>[];
