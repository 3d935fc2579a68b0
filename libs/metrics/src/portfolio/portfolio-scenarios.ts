import { MS_PER_DAY } from '@assay/core';
import { accountFacts } from '../account-facts.js';
import type { AccountFacts } from '../account-facts.js';
import { ACCOUNT_METRICS } from '../account-metrics.js';
import { evaluateMetrics } from '../metric-definition.js';
import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { ratio } from '../moments.js';
import { costLevels, stressedNet } from '../rigour/cost-stress.js';
import type { CostGrid, CostLevel } from '../rigour/cost-stress.js';
import { compound, fixRisk, throttle } from './capital-models.js';
import type { Allocation, FixedRisk, SizedTrade } from './capital-models.js';
import type { PortfolioFacts } from './portfolio-facts.js';

/** What a portfolio is tried against. */
export interface ScenarioPlan {
  readonly fixedRisk: FixedRisk;
  /** Symbols by the name of their cluster; symbols that are not in the portfolio count for nothing. */
  readonly clusters: Readonly<Record<string, readonly string[]>>;
  /** Most trades that may be open together, one scenario for each. */
  readonly concurrencyLimits: readonly number[];
  readonly friction: CostGrid;
}

/** What is changed in a scenario. */
export type ScenarioGroup =
  'capital_model' | 'without_symbol' | 'without_cluster' | 'concurrency' | 'friction';

/** The portfolio under one change. */
export interface Scenario {
  readonly group: ScenarioGroup;
  /** Names the change within its group: a model, a symbol, a cluster, a limit. */
  readonly id: string;
  readonly metrics: MetricSet<ScenarioMetricId>;
  /** Trades not taken, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
  /** Costs of a friction scenario; null for the others. */
  readonly costs: CostLevel | null;
}

interface ScenarioFacts {
  readonly account: AccountFacts;
  readonly trades: readonly { readonly net: number }[];
}

const sum = ({ trades }: ScenarioFacts, sign: 1 | -1): number =>
  trades.reduce((total, { net }) => (net * sign > 0 ? total + net * sign : total), 0);

const TRADE_METRICS = [
  {
    id: 'net_profit',
    name: 'Net profit',
    unit: 'money',
    formula: 'sum of net results of the trades taken',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ trades }) => trades.reduce((total, { net }) => total + net, 0),
  },
  {
    id: 'trade_count',
    name: 'Trades',
    unit: 'count',
    formula: 'trades taken',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ trades }) => trades.length,
  },
  {
    id: 'profit_factor',
    name: 'Profit factor',
    unit: 'ratio',
    formula: 'sum of net results above zero ÷ sum of those below',
    undefinedWhen: 'there is no losing trade',
    source: 'trading convention',
    compute: (facts) => ratio(sum(facts, 1), sum(facts, -1)),
  },
] as const satisfies readonly MetricDefinition<ScenarioFacts>[];

const CURVE_IDS = [
  'cagr',
  'sharpe_ratio',
  'max_drawdown',
  'max_drawdown_pct',
  'return_dd_ratio',
] as const;
const CURVE_METRICS = ACCOUNT_METRICS.filter(({ id }) =>
  (CURVE_IDS as readonly string[]).includes(id),
);

export type ScenarioMetricId = (typeof TRADE_METRICS)[number]['id'] | (typeof CURVE_IDS)[number];

/** Every scenario of a plan, by group in the order of {@link ScenarioGroup}. */
export function portfolioScenarios(facts: PortfolioFacts, plan: ScenarioPlan): readonly Scenario[] {
  const { capital } = facts.merged;
  const settled = (allocation: Allocation) => settledFacts(facts, allocation.trades);
  const allocated = (group: ScenarioGroup, id: string, allocation: Allocation): Scenario =>
    scenario(group, id, settled(allocation), { skipped: allocation.skipped });
  const symbols = facts.runs.map((run) => run.symbol);
  const whole = { account: facts.account, trades: facts.trades };
  return [
    scenario('capital_model', 'fixed_per_run', whole),
    allocated('capital_model', 'compounding', compound(facts.trades, capital)),
    allocated('capital_model', 'fixed_risk', fixRisk(facts.trades, capital, plan.fixedRisk)),
    ...symbols.flatMap((symbol) => withoutSymbols(facts, 'without_symbol', symbol, [symbol])),
    ...Object.keys(plan.clusters)
      .sort()
      .flatMap((name) => withoutSymbols(facts, 'without_cluster', name, plan.clusters[name] ?? [])),
    ...plan.concurrencyLimits.map((limit) =>
      allocated('concurrency', String(limit), throttle(facts.trades, limit)),
    ),
    ...costLevels(plan.friction).map((costs) => {
      const id = `spread ×${costs.spreadMultiple}, commission ×${costs.commissionMultiple}, slippage +${costs.extraSlippagePoints}`;
      return scenario('friction', id, settledFacts(facts, stressed(facts, costs)), { costs });
    }),
  ];
}

function scenario(
  group: ScenarioGroup,
  id: string,
  facts: ScenarioFacts,
  rest: Partial<Pick<Scenario, 'skipped' | 'costs'>> = {},
): Scenario {
  const trades = evaluateMetrics(TRADE_METRICS, facts);
  const curve = evaluateMetrics(CURVE_METRICS, facts.account);
  const metrics = {
    values: { ...trades.values, ...curve.values },
    reasons: { ...trades.reasons, ...curve.reasons },
  } as Scenario['metrics'];
  return { group, id, metrics, skipped: {}, costs: null, ...rest };
}

function stressed(facts: PortfolioFacts, costs: CostLevel): readonly SizedTrade[] {
  return facts.trades.map((trade) => ({
    exitTime: trade.exitTime,
    net: stressedNet(trade, costs, facts.runs[trade.run]?.pointSize ?? NaN),
  }));
}

/** An account that changes at exits only: what other sizes would have held in between is not known. */
function settledFacts(facts: PortfolioFacts, trades: readonly SizedTrade[]): ScenarioFacts {
  const { day, capital } = facts.merged;
  const change = new Float64Array(day.length);
  const first = day[0] ?? 0;
  for (const { exitTime, net } of trades) {
    const at = Math.min(Math.floor((exitTime - first) / MS_PER_DAY), day.length - 1);
    change[at] = (change[at] as number) + net;
  }
  let held = capital;
  const equity = change.map((net) => (held += net));
  return { account: accountOf(facts, equity, capital), trades };
}

function accountOf(facts: PortfolioFacts, equity: Float64Array, capital: number): AccountFacts {
  const marks = { time: facts.merged.day, equity, equityLow: equity };
  return accountFacts(marks, capital, facts.account.periodsPerYear);
}

/**
 * The portfolio without some of its symbols, marked at the end of each day as the whole is; none when
 * that leaves all of it, or nothing.
 */
function withoutSymbols(
  facts: PortfolioFacts,
  group: ScenarioGroup,
  id: string,
  symbols: readonly string[],
): readonly Scenario[] {
  const { runs, merged } = facts;
  const kept = runs.flatMap((run, place) => (symbols.includes(run.symbol) ? [] : [place]));
  if (kept.length === 0 || kept.length === runs.length) return [];
  // Added up anew instead of subtracted, so that rounding cannot leave a trace of what is left out.
  const equity = new Float64Array(merged.day.length);
  for (const place of kept) {
    const column = merged.runs[place]?.equity ?? equity;
    for (let i = 0; i < equity.length; i++) {
      equity[i] = (equity[i] as number) + (column[i] as number);
    }
  }
  const capital = kept.reduce((total, place) => total + (runs[place]?.capital ?? 0), 0);
  const trades = facts.trades.filter(({ run }) => kept.includes(run));
  return [scenario(group, id, { account: accountOf(facts, equity, capital), trades })];
}
