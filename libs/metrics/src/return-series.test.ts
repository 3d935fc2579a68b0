import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as series from './return-series.js';

const VECTORS = resolve(
  fileURLToPath(new URL('.', import.meta.url)),
  '../../../../shared/vectors/empyrical_cases.json',
);

type Sample = readonly (number | 'NaN')[];
interface Case {
  readonly test: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const PERIODS: Readonly<Record<string, number>> = {
  daily: 252,
  weekly: 52,
  monthly: 12,
  yearly: 1,
};

function numbers(sample: Sample): Float64Array {
  return Float64Array.from(sample, (value) => (value === 'NaN' ? NaN : value));
}

/** Columns of an argument: one for a series, several for a frame. */
function columns(argument: unknown): Float64Array[] {
  const { series: one, frame } = argument as {
    readonly series?: Sample;
    readonly frame?: Readonly<Record<string, Sample>>;
  };
  return one ? [numbers(one)] : Object.values(frame ?? {}).map(numbers);
}

function option(args: Case['args']): series.ReturnOptions {
  const period = typeof args['period'] === 'string' ? args['period'] : 'daily';
  return { periodsPerYear: PERIODS[period] ?? NaN };
}

/** A required return may be one number or one for each period. */
function excess(returns: Float64Array, required: unknown): Float64Array {
  if (typeof required === 'number') return returns.map((value) => value - required);
  const each = columns(required)[0] ?? new Float64Array(0);
  return returns.map((value, i) => value - (each[i] ?? NaN));
}

type Subject = (returns: Float64Array, args: Case['args']) => number | null | Float64Array;

const SUBJECTS: Readonly<Record<string, Subject>> = {
  test_annual_ret: (returns, args) => series.annualReturn(returns, option(args)),
  test_cagr: (returns, args) => series.annualReturn(returns, option(args)),
  test_annual_volatility: (returns, args) => series.annualVolatility(returns, option(args)),
  test_calmar: (returns, args) => series.calmarRatio(returns, option(args)),
  test_cum_returns: (returns, args) =>
    series.cumulativeReturns(returns, Number(args['starting_value'])),
  test_cum_returns_final: (returns) => series.totalReturn(returns),
  test_downside_risk: (returns, args) =>
    series.downsideRisk(excess(returns, args['required_return']), option(args)),
  test_excess_sharpe: (returns, args) =>
    series.excessSharpe(
      returns,
      excess(
        returns.map(() => 0),
        args['factor_returns'],
      ),
    ),
  test_max_drawdown: (returns) => {
    const drawdown = series.maxDrawdownOfReturns(returns);
    // Ours is a positive amount.
    return drawdown === null ? null : -drawdown;
  },
  test_omega: (returns, args) =>
    series.omegaRatio(returns, {
      requiredReturn: Number(args['required_return']),
      riskFree: Number(args['risk_free']),
    }),
  test_sharpe_ratio: (returns, args) =>
    series.sharpeRatio(excess(returns, args['risk_free']), option(args)),
  test_sortino: (returns, args) =>
    series.sortinoRatio(excess(returns, args['required_return']), option(args)),
  test_stability_of_timeseries: (returns) => series.stabilityOfReturns(returns),
  test_beta: (returns, args) =>
    series.beta(returns, columns(args['benchmark'])[0] ?? new Float64Array(0)),
};

/** The source states these to fewer digits. */
const DIGITS: Readonly<Record<string, number>> = {
  test_cum_returns: 4,
  test_cum_returns_final: 4,
  test_beta: 2,
};

function expectNumber(found: number | null | undefined, wanted: unknown, digits: number): void {
  if (wanted === 'NaN' || wanted === 'Inf') expect(found).toBeNull();
  else expect(found).toBeCloseTo(wanted as number, digits);
}

function check({ test: name, args }: Case, subject: Subject): void {
  const digits = DIGITS[name] ?? 8;
  const wanted = args['expected'];
  columns(args['returns']).forEach((returns, column) => {
    const found = subject(returns, args);
    if (found instanceof Float64Array) {
      const list = wanted as readonly number[];
      expect(found).toHaveLength(list.length);
      list.forEach((value, i) => expectNumber(found[i], value, digits));
    } else {
      const each = (wanted as { readonly series?: readonly unknown[] }).series;
      const one = each ? each[column] : Array.isArray(wanted) ? wanted[column] : wanted;
      expectNumber(found, one, digits);
    }
  });
}

describe.skipIf(!existsSync(VECTORS))('empyrical cases (skipped without ../shared)', () => {
  const cases = existsSync(VECTORS)
    ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as { readonly cases: readonly Case[] }).cases
    : [];
  const offered = cases.filter(({ test: name }) => name in SUBJECTS);

  test('every function offered has a case', () => {
    expect(new Set(offered.map(({ test: name }) => name))).toEqual(new Set(Object.keys(SUBJECTS)));
  });

  test.each(offered.map((item, i) => [`${item.test} ${i}`, item] as const))('%s', (_name, item) => {
    check(item, SUBJECTS[item.test] as Subject);
  });
});

describe('return series', () => {
  test('a constant series has no Sharpe ratio, whatever rounding does to its mean', () => {
    expect(series.sharpeRatio(new Float64Array(9).fill(0.01))).toBeNull();
  });

  test('a series without a loss has no Sortino, Calmar or omega ratio', () => {
    const gains = [0.01, 0.02, 0.03];
    expect(series.sortinoRatio(gains)).toBeNull();
    expect(series.calmarRatio(gains)).toBeNull();
    expect(series.omegaRatio(gains)).toBeNull();
  });

  test('losing everything leaves no annual return', () => {
    expect(series.annualReturn([0.1, -1])).toBeNull();
    expect(series.maxDrawdownOfReturns([0.1, -1])).toBe(1);
  });

  test('daily numbers are annualised by 252 unless stated', () => {
    const returns = [0.01, -0.02, 0.03];
    const daily = series.sharpeRatio(returns, { periodsPerYear: 1 }) ?? NaN;
    expect(series.sharpeRatio(returns)).toBeCloseTo(daily * Math.sqrt(252), 12);
  });
});
