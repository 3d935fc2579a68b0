/** The name that a policy has when a directive has none of its own. */
export const DEFAULT_POLICY_NAME = 'default';

/** The policy that is used when the workspace has none; `init` writes it into `policies/`. */
export const DEFAULT_POLICY_TEXT = `# How a directive's portfolio is tried and judged. It changes no run.
# policies/<DIRECTIVE_ID>.yaml takes its place for one directive. Numbers: docs/metrics-glossary.md.
policy: default
version: 1

# Capital model "fixed risk": every trade is sized by its own stop.
fixed_risk:
  risk_fraction: 0.005
  max_open_risk_fraction: 0.02

# Symbols that may fall together; the portfolio is tried without each cluster that it holds.
clusters:
  usd_majors: [EURUSD, GBPUSD, AUDUSD, NZDUSD, USDJPY, USDCHF, USDCAD]
  yen_crosses: [USDJPY, EURJPY, GBPJPY, AUDJPY, NZDJPY, CADJPY, CHFJPY]

# At most so many open positions.
concurrency_limits: [1, 2, 4, 8]

# Every combination of the three is a level of costs.
friction:
  spread_multiples: [1, 1.5, 2, 3]
  commission_multiples: [1, 2]
  extra_slippage_points: [0, 0.5, 1]

thresholds:
  - { metric: net_profit, above: 0, required: true }
  - { metric: sharpe_ratio, at_least: 0.5 }
  - { metric: sharpe_ratio, at_least: 1 }
  - { metric: return_dd_ratio, at_least: 1 }
  - { metric: return_dd_ratio, at_least: 2 }
  - { metric: max_drawdown_pct, at_most: 0.1 }
  - { metric: avg_correlation, at_most: 0.5 }
  - { metric: top_contributor_share, at_most: 0.3 }
  - { metric: p95_concurrent, at_most: 4 }
  - { metric: total_trades, at_least: 100, points: 0, required: true }
  - { metric: deflated_sharpe, at_least: 0.95, points: 2 }
  - { metric: sharpe_ci_low, above: 0 }
  - { metric: worst_friction_net, above: 0 }
  - { metric: worst_without_symbol_net, above: 0 }

verdicts:
  - verdict: PROMOTE
    at_least_points: 11
    meaning: worth being watched in shadow or paper operation
  - verdict: HOLD
    at_least_points: 6
    meaning: 'promising, but not borne out: more data or fewer trials'
  - { verdict: REJECT, at_least_points: 0, meaning: the evidence does not carry it }
`;
