import { MS_PER_DAY } from '@assay/core';
import { accountFacts } from '../account-facts.js';
import type { AccountFacts } from '../account-facts.js';
import { ACCOUNT_METRICS } from '../account-metrics.js';
import { evaluateMetrics } from '../metric-definition.js';
import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { ratio } from '../moments.js';
import { costColumns, costLevels, stressedNets } from '../rigour/cost-stress.js';
import type { CostGrid, CostLevel } from '../rigour/cost-stress.js';
import { compound, fixRisk, throttle } from './capital-models.js';
import type { Allocation, FixedRisk } from './capital-models.js';
import type { PortfolioFacts } from './portfolio-facts.js';
import { positionSteps } from './position-walk.js';

/** What a portfolio is tried against. */
export interface ScenarioPlan {
  readonly fixedRisk: FixedRisk;
  /** Symbols by the name of their cluster; symbols that are not in the portfolio count for nothing. */
  readonly clusters: Readonly<Record<string, readonly string[]>>;
  /** Most positions that may be open together, one scenario for each. */
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
  /** Net result of each trade taken. */
  readonly nets: Float64Array;
}

const sum = ({ nets }: ScenarioFacts, sign: 1 | -1): number =>
  nets.reduce((total, net) => (net * sign > 0 ? total + net * sign : total), 0);

const TRADE_METRICS = [
  {
    id: 'net_profit',
    name: 'Net profit',
    unit: 'money',
    formula: 'sum of net results of the trades taken',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ nets }) => nets.reduce((total, net) => total + net, 0),
  },
  {
    id: 'trade_count',
    name: 'Trades',
    unit: 'count',
    formula: 'trades taken',
    undefinedWhen: null,
    source: 'trading convention',
    compute: ({ nets }) => nets.length,
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
  const walked = { trades: facts.trades, steps: positionSteps(facts.trades) };
  const days = exitDays(facts);
  const all = days.map((_, place) => place);
  const costs = costColumns(facts.trades, ({ run }) => facts.runs[run]?.pointSize ?? NaN);
  const allocated = (group: ScenarioGroup, id: string, allocation: Allocation): Scenario => {
    const { taken, net, skipped } = allocation;
    return scenario(group, id, settledFacts(facts, days, taken, net), { skipped });
  };
  const symbols = facts.runs.map((run) => run.symbol);
  const whole = { account: facts.account, nets: costs.net };
  return [
    scenario('capital_model', 'fixed_per_run', whole),
    allocated('capital_model', 'compounding', compound(walked, capital)),
    allocated('capital_model', 'fixed_risk', fixRisk(walked, capital, plan.fixedRisk)),
    ...symbols.flatMap((symbol) => withoutSymbols(facts, 'without_symbol', symbol, [symbol])),
    ...Object.keys(plan.clusters)
      .sort()
      .flatMap((name) => withoutSymbols(facts, 'without_cluster', name, plan.clusters[name] ?? [])),
    ...plan.concurrencyLimits.map((limit) =>
      allocated('concurrency', String(limit), throttle(walked, limit)),
    ),
    ...costLevels(plan.friction).map((level) =>
      scenario(
        'friction',
        `spread ×${level.spreadMultiple}, commission ×${level.commissionMultiple}, slippage +${level.extraSlippagePoints}`,
        settledFacts(facts, days, all, stressedNets(costs, level)),
        { costs: level },
      ),
    ),
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

/** Day on the portfolio's calendar on which each trade ended. */
function exitDays({ merged: { day }, trades }: PortfolioFacts): Int32Array {
  const first = day[0] ?? 0;
  return Int32Array.from(trades, ({ exitTime }) =>
    Math.min(Math.floor((exitTime - first) / MS_PER_DAY), day.length - 1),
  );
}

/** An account that changes at exits only: what other sizes would have held in between is not known. */
function settledFacts(
  facts: PortfolioFacts,
  days: Int32Array,
  taken: ArrayLike<number>,
  nets: Float64Array,
): ScenarioFacts {
  const { day, capital } = facts.merged;
  const change = new Float64Array(day.length);
  for (let i = 0; i < nets.length; i++) {
    const at = days[taken[i] as number] as number;
    change[at] = (change[at] as number) + (nets[i] as number);
  }
  let held = capital;
  const equity = change.map((net) => (held += net));
  return { account: accountOf(facts, equity, capital), nets };
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
  const left = facts.trades.filter(({ run }) => kept.includes(run));
  const nets = Float64Array.from(left, ({ net }) => net);
  return [scenario(group, id, { account: accountOf(facts, equity, capital), nets })];
}
