import { describe, expect, test } from 'vitest';
import { DEFAULT_POLICY_TEXT } from './default-policy.js';
import { parsePolicy, policyHash } from './policy-reading.js';

const METRICS = [
  'net_profit',
  'sharpe_ratio',
  'return_dd_ratio',
  'max_drawdown_pct',
  'avg_correlation',
  'top_contributor_share',
  'p95_concurrent',
  'total_trades',
  'deflated_sharpe',
  'sharpe_ci_low',
  'worst_friction_net',
  'worst_without_symbol_net',
] as const;

function read(text: string, file = 'policies/default.yaml') {
  return parsePolicy({ file, bytes: new TextEncoder().encode(text) }, METRICS);
}

function changed(from: string, to: string) {
  expect(DEFAULT_POLICY_TEXT).toContain(from);
  return DEFAULT_POLICY_TEXT.replace(from, to);
}

describe('a policy', () => {
  test('that is shipped has no finding', () => {
    expect(read(DEFAULT_POLICY_TEXT).diagnostics).toEqual([]);
  });

  test('keeps its hash under comments and another order of keys, and loses it with a limit', () => {
    const hash = (text: string) => policyHash(read(text).policy ?? ({} as never));
    const first = hash(DEFAULT_POLICY_TEXT);
    expect(hash(`# more words\n${DEFAULT_POLICY_TEXT}`)).toBe(first);
    expect(
      hash(changed('version: 1\n', '').replace('policy: default', 'version: 1\npolicy: default')),
    ).toBe(first);
    expect(hash(changed('at_most: 0.1', 'at_most: 0.2'))).not.toBe(first);
  });

  test.each([
    ['a key that does not exist', 'friction:', 'frictions:', 'UNKNOWN_KEY', 'frictions'],
    [
      'a number that does not exist',
      'metric: sharpe_ratio, at_least: 0.5',
      'metric: sharp_ratio, at_least: 0.5',
      'VALUE_NOT_ALLOWED',
      'sharp_ratio',
    ],
    ['a threshold without a bound', ', at_least: 0.5', '', 'CONFLICTING_VALUES', 'not stated'],
    [
      'bounds that leave no room',
      'at_least: 0.5',
      'at_least: 0.5, at_most: 0.4',
      'CONFLICTING_VALUES',
      '0.4',
    ],
    [
      'verdicts out of order',
      'at_least_points: 6',
      'at_least_points: 11',
      'CONFLICTING_VALUES',
      '11',
    ],
    [
      'a last verdict that needs points',
      'at_least_points: 0',
      'at_least_points: 1',
      'CONFLICTING_VALUES',
      '1',
    ],
    [
      'a risk above its cap',
      'risk_fraction: 0.005',
      'risk_fraction: 0.5',
      'CONFLICTING_VALUES',
      '0.5',
    ],
    ['another name', 'policy: default', 'policy: strict', 'CONFLICTING_VALUES', 'strict'],
  ])('with %s is refused with its place', (_name, from, to, code, found) => {
    const { policy, diagnostics } = read(changed(from, to));
    expect(policy).toBeUndefined();
    const [first] = diagnostics.filter((d) => d.code === code);
    expect(first?.place?.line ?? 0).toBeGreaterThan(2);
    expect(first?.found).toContain(found);
  });

  test('that is no document at all is a finding, not an exception', () => {
    expect(read('- a\n- b').policy).toBeUndefined();
    expect(read('\u0000').diagnostics.length).toBeGreaterThan(0);
  });
});
