import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededNormal, seededRandom } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { alphaBeta } from './benchmark-relative.js';
import { beta, downsideRisk, sharpeRatio } from './return-series.js';
import { columnsOf, EMPYRICAL_SUBJECTS } from './testing/empyrical-subjects.js';
import type { Answer, EmpyricalCase } from './testing/empyrical-subjects.js';

const VECTORS = resolve(
  fileURLToPath(new URL('.', import.meta.url)),
  '../../../../shared/vectors/empyrical_cases.json',
);
const HERE = existsSync(VECTORS);

/** The source states these to fewer digits than the eight of all others. */
const DIGITS: Readonly<Record<string, number>> = {
  test_cum_returns: 4,
  test_cum_returns_final: 4,
  test_beta: 2,
};

function expectAnswer(found: unknown, wanted: unknown, digits: number): void {
  if (Array.isArray(wanted)) {
    const list = Array.from(found as ArrayLike<unknown>);
    // The source's own list for a series without losses has four of its five zeros.
    expect(list.length).toBeGreaterThanOrEqual(wanted.length);
    wanted.forEach((value, i) => expectAnswer(list[i], value, digits));
  } else if (wanted === 'NaN' || wanted === 'Inf') expect(found).toBeNull();
  else expect(found).toBeCloseTo(wanted as number, digits);
}

function check({ test: name, args }: EmpyricalCase): void {
  const digits = DIGITS[name] ?? 8;
  const subject = EMPYRICAL_SUBJECTS[name] as (typeof EMPYRICAL_SUBJECTS)[string];
  const columns = columnsOf(args['returns']);
  columns.forEach((returns, column) => {
    const found: Answer = subject(returns, args);
    const wanted = args['expected'];
    const perColumn = (wanted as { readonly series?: readonly unknown[] }).series;
    const of = perColumn ?? (columns.length > 1 && Array.isArray(wanted) ? wanted : undefined);
    expectAnswer(found, of ? of[column] : wanted, digits);
  });
}

function noise(seed: string, deviation: number, mean = 0): Float64Array {
  const normal = seededNormal(seededRandom(seed));
  return Float64Array.from({ length: 1000 }, () => mean + deviation * normal());
}

/** Tests of the source that state a relation instead of a number. */
const RELATIONS: Readonly<Record<string, (args: EmpyricalCase['args']) => void>> = {
  test_alpha_beta_correlation: ({ corr_less, corr_more }) => {
    const benchmark = noise('benchmark', 0.001, 0.001);
    const own = noise('own', 0.01, 0.01);
    const correlated = (share: unknown) =>
      own.map((value, i) => {
        const c = Number(share);
        const moved = c * 10 * ((benchmark[i] ?? NaN) - 0.001);
        return 0.01 + moved + Math.sqrt(1 - c * c) * (value - 0.01);
      });
    const less = alphaBeta(correlated(corr_less), benchmark);
    const more = alphaBeta(correlated(corr_more), benchmark);
    expect(less.alpha ?? NaN).toBeGreaterThan(more.alpha ?? NaN);
    expect(less.beta ?? NaN).toBeLessThan(more.beta ?? NaN);
  },
  test_alpha_beta_equality: ({ returns, benchmark }) => {
    const [own = new Float64Array(0)] = columnsOf(returns);
    const [other = new Float64Array(0)] = columnsOf(benchmark);
    // The benchmark of one case begins a day later.
    const late = own.length - other.length;
    const padded = own.map((_, i) => (i < late ? NaN : (other[i - late] ?? NaN)));
    expect(alphaBeta(own, padded).beta).toBe(beta(own, padded));
  },
  test_alpha_beta_translation: ({ mean_returns, translation }) => {
    const benchmark = noise('benchmark', 0.001, 0.001);
    const own = noise('own', 0.01, Number(mean_returns));
    const at = (shift: number) =>
      alphaBeta(
        own.map((value) => value + shift),
        benchmark,
      );
    const shift = Number(translation);
    const [low, middle, high] = [at(0 - shift), at(0), at(shift)];
    expect(high.alpha ?? NaN).toBeGreaterThan(middle.alpha ?? NaN);
    expect(middle.alpha ?? NaN).toBeGreaterThan(low.alpha ?? NaN);
    expect(high.beta).toBeCloseTo(middle.beta ?? NaN, 10);
    expect(low.beta).toBeCloseTo(middle.beta ?? NaN, 10);
  },
  test_downside_risk_std: ({ smaller_std, larger_std }) => {
    const risk = (deviation: unknown) => downsideRisk(noise('noise', Number(deviation))) ?? NaN;
    expect(risk(smaller_std)).toBeLessThan(risk(larger_std));
  },
  test_sharpe_noise: ({ small, large }) => {
    const ratio = (deviation: unknown) =>
      sharpeRatio(noise('noise', Number(deviation), 0.01)) ?? NaN;
    expect(ratio(small)).toBeGreaterThan(ratio(large));
  },
};

describe.skipIf(!HERE)('empyrical cases (skipped without ../shared)', () => {
  const cases = HERE
    ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as { readonly cases: readonly EmpyricalCase[] })
        .cases
    : [];

  test('all 94 of 94 are answered, none is excepted', () => {
    const answered = cases.filter(
      ({ test: name }) => name in EMPYRICAL_SUBJECTS || name in RELATIONS,
    );
    expect([answered.length, cases.length]).toEqual([94, 94]);
    const names = new Set(cases.map(({ test: name }) => name));
    const offered = [...Object.keys(EMPYRICAL_SUBJECTS), ...Object.keys(RELATIONS)];
    expect(new Set(offered)).toEqual(names);
  });

  test.each(cases.map((item, i) => [`${item.test} ${i}`, item] as const))('%s', (_name, item) => {
    const relation = RELATIONS[item.test];
    if (relation) relation(item.args);
    else check(item);
  });
});
