import { expect, test } from 'vitest';
import { JUDGED_METRIC_IDS, metricsGlossary } from './glossary.js';
import { RISK_FLAG_RULES, raiseRiskFlags } from './risk-flags.js';

test('every rule looks at a number that exists, and has one bound', () => {
  const known = new Set([...JUDGED_METRIC_IDS, ...metricsGlossary().map((row) => row.metricKey)]);
  for (const { metric, below, above } of RISK_FLAG_RULES) {
    expect(known).toContain(metric);
    expect([below, above].filter((bound) => bound !== undefined)).toHaveLength(1);
  }
});

test('a number at its bound raises nothing, beyond it the flag says what was measured', () => {
  expect(raiseRiskFlags({ trade_count: 30, max_drawdown_pct: 0.2 })).toEqual([]);
  expect(raiseRiskFlags({ max_drawdown_pct: 0.21, trade_count: 29 })).toMatchObject([
    { metric: 'trade_count', measured: 29, below: 30 },
    { metric: 'max_drawdown_pct', measured: 0.21, above: 0.2 },
  ]);
});

test('a number without a value raises nothing', () => {
  expect(raiseRiskFlags({ net_profit: null })).toEqual([]);
});
