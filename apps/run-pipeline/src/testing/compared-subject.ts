import type { ComparedRun, Subject } from '../compare/subject.js';

/** A compared run that differs from others only in what a test says. */
export function comparedRun(more: Partial<ComparedRun> = {}): ComparedRun {
  return {
    symbol: 'EURUSD',
    runId: '0123456789abcdef',
    inputs: { directive: 'd1', strategy: 's1', engine: 'e1', data: 'b1', spec: 'c1' },
    settings: { spread: 0.0001, commission_rate: 0, sizing: '0.1 lots' },
    timeframe: '1h',
    start: '2024-01-01',
    end: '2024-06-30',
    warmupBars: 100,
    netProfit: 12.5,
    trades: 3,
    sources: [],
    ...more,
  };
}

/** A subject of one such run. */
export function comparedSubject(
  label: string,
  run: Partial<ComparedRun> = {},
  more: Partial<Subject> = {},
): Subject {
  return {
    label,
    kind: 'directive',
    id: `Directive_${label}`,
    directiveId: `Directive_${label}`,
    attempt: 1,
    strategy: 'Cross',
    engineVersion: 'v1_0_0',
    currency: 'USD',
    capital: 10_000,
    synthetic: false,
    verdict: 'REJECT',
    ownInputs: { policy: 'p1' },
    runs: [comparedRun(run)],
    metrics: { net_profit: 12.5, win_rate: 0.5 },
    reasons: { sharpe_ratio: 'too few days' },
    equity: {
      time: Float64Array.of(1704067200000, 1704153600000, 1704240000000),
      values: Float64Array.of(10_000, 10_020, 10_012.5),
    },
    ...more,
  };
}
