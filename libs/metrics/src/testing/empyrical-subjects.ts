import { aggregateReturns } from '../aggregate-returns.js';
import type { ReturnPeriod } from '../aggregate-returns.js';
import * as relative from '../benchmark-relative.js';
import { extremeLosses } from '../extreme-losses.js';
import * as series from '../return-series.js';
import { rolling } from '../rolling-statistics.js';
import { tailRatio } from '../tail-risk.js';

/** A case as the vectors have it. */
export interface EmpyricalCase {
  readonly test: string;
  readonly args: Readonly<Record<string, unknown>>;
}

type Value = number | null;
/** What a function of ours answers: a number, a list, or a list of pairs. */
export type Answer = Value | ArrayLike<Value | readonly Value[]>;

type Arguments = EmpyricalCase['args'];
type Subject = (returns: Float64Array, args: Arguments) => Answer;

type Sample = readonly (number | 'NaN')[];
interface SeriesArgument {
  readonly series?: Sample;
  readonly frame?: Readonly<Record<string, Sample>>;
  readonly index?: readonly string[];
}

function numbers(sample: Sample): Float64Array {
  return Float64Array.from(sample, (value) => (value === 'NaN' ? NaN : value));
}

/** Columns of an argument: one for a series, several for a frame. */
export function columnsOf(argument: unknown): Float64Array[] {
  const { series: one, frame } = argument as SeriesArgument;
  return one ? [numbers(one)] : Object.values(frame ?? {}).map(numbers);
}

/** Days of an argument, ms UTC. */
function daysOf(argument: unknown): number[] {
  const { index = [] } = argument as SeriesArgument;
  return index.map((text) => Date.parse(`${text.replace(' ', 'T')}Z`));
}

function option(args: Arguments): series.ReturnOptions {
  const periods = new Map([
    ['daily', 252],
    ['weekly', 52],
    ['monthly', 12],
    ['yearly', 1],
  ]);
  const period = typeof args['period'] === 'string' ? args['period'] : 'daily';
  return { periodsPerYear: periods.get(period) ?? NaN };
}

/** A required return may be one number or one for each period. */
function excess(returns: Float64Array, required: unknown): Float64Array {
  if (typeof required === 'number') return returns.map((value) => value - required);
  const each = columnsOf(required)[0] ?? new Float64Array(0);
  return returns.map((value, i) => value - (each[i] ?? NaN));
}

/** Both series on the days that either has; ours take series of one length. */
function aligned(returns: Float64Array, args: Arguments): readonly [Float64Array, Float64Array] {
  const other = args['benchmark'] ?? args['factor_returns'];
  const own = daysOf(args['returns']);
  const others = daysOf(other);
  const days = [...new Set([...own, ...others])].sort((a, b) => a - b);
  const column = columnsOf(other)[0] ?? new Float64Array(0);
  const place = (values: Float64Array, index: readonly number[]) =>
    Float64Array.from(days, (day) => values[index.indexOf(day)] ?? NaN);
  return [place(returns, own), place(column, others)];
}

type Statistic = (returns: Float64Array, benchmark: Float64Array) => Value;
type PairStatistic = (returns: Float64Array, benchmark: Float64Array) => relative.AlphaBeta;

function paired(statistic: Statistic): Subject {
  return (returns, args) => statistic(...aligned(returns, args));
}

function pairOf({ alpha, beta }: relative.AlphaBeta): readonly Value[] {
  return [alpha, beta];
}

function pair(statistic: PairStatistic): Subject {
  return (returns, args) => pairOf(statistic(...aligned(returns, args)));
}

function rolled(
  statistic: (...part: readonly Float64Array[]) => Value | readonly Value[],
): Subject {
  return (returns, args) => {
    const two = args['benchmark'] ?? args['factor_returns'];
    const columns = two === undefined ? [returns] : aligned(returns, args);
    return rolling(columns, Number(args['window']), statistic);
  };
}

const up = (a: Float64Array, b: Float64Array) => relative.sidedCaptureRatio(a, b, 'up');
const down = (a: Float64Array, b: Float64Array) => relative.sidedCaptureRatio(a, b, 'down');
const none = new Float64Array(0);

/** What of ours answers the cases of a test; every case with inputs and an expectation goes through here. */
export const EMPYRICAL_SUBJECTS: Readonly<Record<string, Subject>> = {
  test_aggregate_returns: (returns, args) => {
    const period = args['convert_to'] as ReturnPeriod;
    return aggregateReturns(daysOf(args['returns']), returns, period);
  },
  test_alpha: paired((a, b) => relative.alphaBeta(a, b).alpha),
  test_alpha_beta: pair((a, b) => relative.alphaBeta(a, b)),
  test_annual_ret: (returns, args) => series.annualReturn(returns, option(args)),
  test_annual_volatility: (returns, args) => series.annualVolatility(returns, option(args)),
  test_beta: paired(series.beta),
  test_beta_fragility_heuristic: paired(relative.betaFragility),
  test_cagr: (returns, args) => series.annualReturn(returns, option(args)),
  test_calmar: (returns, args) => series.calmarRatio(returns, option(args)),
  test_capture_ratio: paired((a, b) => relative.captureRatio(a, b)),
  test_cum_returns: (returns, args) =>
    series.cumulativeReturns(returns, Number(args['starting_value'])),
  test_cum_returns_final: (returns, args) => {
    const total = series.totalReturn(returns);
    const start = Number(args['starting_value']);
    return total === null || start === 0 ? total : (1 + total) * start;
  },
  test_down_alpha_beta: pair((a, b) => relative.sidedAlphaBeta(a, b, 'down')),
  test_down_capture: paired(down),
  test_downside_risk: (returns, args) =>
    series.downsideRisk(excess(returns, args['required_return']), option(args)),
  test_excess_sharpe: (returns, args) => {
    const zeros = returns.map(() => 0);
    return series.excessSharpe(returns, excess(zeros, args['factor_returns']));
  },
  test_gpd_risk_estimates: (returns) => {
    const fit = extremeLosses(returns);
    if (fit === null) return [0, 0, 0, 0, 0];
    return [fit.threshold, fit.scale, fit.shape, fit.valueAtRisk, fit.expectedShortfall];
  },
  test_max_drawdown: (returns) => {
    const drawdown = series.maxDrawdownOfReturns(returns);
    // Ours is a positive amount.
    return drawdown === null ? null : 0 - drawdown;
  },
  test_omega: (returns, args) =>
    series.omegaRatio(returns, {
      requiredReturn: Number(args['required_return']),
      riskFree: Number(args['risk_free']),
    }),
  test_roll_alpha_beta: rolled((a = none, b = none) => pairOf(relative.alphaBeta(a, b))),
  test_roll_down_capture: rolled((a = none, b = none) => down(a, b)),
  test_roll_max_drawdown: rolled((a = none) => series.maxDrawdownOfReturns(a)),
  test_roll_sharpe_ratio: rolled((a = none) => series.sharpeRatio(a)),
  test_roll_up_capture: rolled((a = none, b = none) => up(a, b)),
  test_roll_up_down_capture: rolled((a = none, b = none) => relative.upDownCapture(a, b)),
  test_sharpe_ratio: (returns, args) =>
    series.sharpeRatio(excess(returns, args['risk_free']), option(args)),
  test_sortino: (returns, args) =>
    series.sortinoRatio(excess(returns, args['required_return']), option(args)),
  test_stability_of_timeseries: (returns) => series.stabilityOfReturns(returns),
  // What the source expects is the ratio of the series with its missing first return counted as zero.
  test_tail_ratio: (returns) =>
    tailRatio(returns.map((value) => (Number.isNaN(value) ? 0 : value))),
  test_up_alpha_beta: pair((a, b) => relative.sidedAlphaBeta(a, b, 'up')),
  test_up_capture: paired(up),
  test_up_down_capture: paired((a, b) => relative.upDownCapture(a, b)),
};
