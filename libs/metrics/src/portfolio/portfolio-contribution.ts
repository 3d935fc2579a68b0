import { accountFacts } from '../account-facts.js';
import { ACCOUNT_METRICS } from '../account-metrics.js';
import { evaluateMetrics, undefinedMetrics } from '../metric-definition.js';
import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { ratio } from '../moments.js';
import type { PortfolioFacts } from './portfolio-facts.js';

interface NetOfRun {
  readonly net: number;
  readonly total: number;
  readonly trades: number;
  readonly wins: number;
}

const OWN_METRICS = [
  {
    id: 'net_profit',
    name: 'Net profit',
    unit: 'money',
    formula: 'sum of net results of the run',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ net }) => net,
  },
  {
    id: 'share',
    name: 'Share of net profit',
    unit: 'fraction',
    formula: 'net profit of the run ÷ net profit of the portfolio, when that gained',
    undefinedWhen: 'the portfolio did not gain',
    source: 'trading convention',
    compute: ({ net, total }) => (total > 0 ? net / total : null),
  },
  {
    id: 'trade_count',
    name: 'Trades',
    unit: 'count',
    formula: 'closed trades of the run',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ trades }) => trades,
  },
  {
    id: 'win_rate',
    name: 'Win rate',
    unit: 'fraction',
    formula: 'winning trades ÷ trades',
    undefinedWhen: 'there is no trade',
    source: 'trading convention',
    compute: ({ wins, trades }) => ratio(wins, trades),
  },
] as const satisfies readonly MetricDefinition<NetOfRun>[];

const CURVE_IDS = ['max_drawdown', 'max_drawdown_pct', 'return_dd_ratio', 'sharpe_ratio'] as const;
type CurveId = (typeof CURVE_IDS)[number];
const CURVE_METRICS = ACCOUNT_METRICS.filter(({ id }) =>
  (CURVE_IDS as readonly string[]).includes(id),
);

/** What one run adds to the portfolio, and what the portfolio is without it. */
export interface Contribution {
  readonly symbol: string;
  readonly runId: string;
  readonly capital: number;
  /** Of the run alone, on daily closes of the portfolio's calendar. */
  readonly own: MetricSet<(typeof OWN_METRICS)[number]['id'] | CurveId>;
  /** Of all other runs together; undefined when there is no other. */
  readonly without: MetricSet<'net_profit' | CurveId>;
}

/** One entry for each run, in the order of the runs. */
export function contributions(facts: PortfolioFacts, periodsPerYear: number): Contribution[] {
  const { merged, runs } = facts;
  const nets = runs.map(({ trades }) => trades.reduce((sum, { net }) => sum + net, 0));
  const total = nets.reduce((sum, net) => sum + net, 0);
  const curve = (equity: Float64Array, capital: number) =>
    evaluateMetrics(
      CURVE_METRICS,
      accountFacts({ time: merged.day, equity, equityLow: equity }, capital, periodsPerYear),
    );
  return runs.map((run, place) => {
    const net = nets[place] as number;
    const wins = run.trades.filter((trade) => trade.net > 0).length;
    const placed = merged.runs[place] as (typeof merged.runs)[number];
    const own = evaluateMetrics(OWN_METRICS, { net, total, trades: run.trades.length, wins });
    const ownCurve = curve(placed.equity, run.capital);
    return {
      symbol: run.symbol,
      runId: run.runId,
      capital: run.capital,
      own: {
        values: { ...own.values, ...ownCurve.values },
        reasons: { ...own.reasons, ...ownCurve.reasons },
      } as Contribution['own'],
      without: withoutRun(facts, nets, place, curve),
    };
  });
}

function withoutRun(
  { merged, runs }: PortfolioFacts,
  nets: readonly number[],
  place: number,
  curve: (equity: Float64Array, capital: number) => MetricSet,
): Contribution['without'] {
  if (runs.length < 2) {
    return undefinedMetrics(
      [{ id: 'net_profit' as const }, ...CURVE_METRICS],
      'there is no other run',
    ) as Contribution['without'];
  }
  const equity = new Float64Array(merged.day.length);
  let capital = 0;
  let net = 0;
  // Added up anew instead of subtracted, so that rounding cannot leave a trace of the run.
  runs.forEach((run, other) => {
    if (other === place) return;
    capital += run.capital;
    net += nets[other] as number;
    const column = merged.runs[other]?.equity;
    for (let i = 0; i < equity.length; i++) {
      equity[i] = (equity[i] as number) + ((column?.[i] as number | undefined) ?? 0);
    }
  });
  const set = curve(equity, capital);
  return {
    values: { net_profit: net, ...set.values },
    reasons: set.reasons,
  } as Contribution['without'];
}
