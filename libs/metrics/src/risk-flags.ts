/** A limit of a number beyond which a reader should be careful. No verdict: that is the policy's. */
export interface RiskFlagRule {
  /** Id of the number that is looked at. */
  readonly metric: string;
  /** Raised below this bound … */
  readonly below?: number;
  /** … or above this one. */
  readonly above?: number;
  /** What it means for the reader; one clause. */
  readonly meaning: string;
}

/** A rule that was broken, with what was measured. */
export interface RiskFlag extends RiskFlagRule {
  readonly measured: number;
}

/** Conventions of the trade: a run and a portfolio are held against those whose numbers they have. */
export const RISK_FLAG_RULES: readonly RiskFlagRule[] = [
  { metric: 'trade_count', below: 30, meaning: 'so few trades say little about the next ones' },
  { metric: 'total_trades', below: 30, meaning: 'so few trades say little about the next ones' },
  { metric: 'net_profit', below: 0, meaning: 'it loses money after costs' },
  {
    metric: 'sharpe_ci_low',
    below: 0,
    meaning: 'the 95 % interval of the Sharpe ratio reaches below zero: luck may explain it',
  },
  {
    metric: 'expectancy_ci_low',
    below: 0,
    meaning: 'the 95 % interval of the result of a trade reaches below zero',
  },
  {
    metric: 'deflated_sharpe',
    below: 0.95,
    meaning: 'after all trials of the family a skill is not shown',
  },
  {
    metric: 'top_5_wins_share',
    above: 0.5,
    meaning: 'five trades made more than half of all gains',
  },
  {
    metric: 'costs_share',
    above: 0.5,
    meaning: 'costs take more than half of what was gained before them',
  },
  {
    metric: 'break_even_spread_multiple',
    below: 2,
    meaning: 'a spread twice as wide takes everything',
  },
  {
    metric: 'top_contributor_share',
    above: 0.7,
    meaning: 'one symbol makes most of the result',
  },
  { metric: 'worst_friction_net', below: 0, meaning: 'higher costs turn it into a loss' },
  {
    metric: 'worst_without_symbol_net',
    below: 0,
    meaning: 'without its best symbol it loses money',
  },
  { metric: 'max_drawdown_pct', above: 0.2, meaning: 'equity fell by more than a fifth' },
  { metric: 'ruin_probability', above: 0.01, meaning: 'half of the capital is lost too often' },
  {
    metric: 'drawdown_luck',
    below: 0.1,
    meaning: 'other orders of the same trades nearly always fall deeper',
  },
  {
    metric: 'longest_flat_days',
    above: 180,
    meaning: 'half a year without a position: the market it needs may be gone',
  },
];

/** The rules that these numbers break, in the order of the rules; a number without a value breaks none. */
export function raiseRiskFlags(
  values: Readonly<Record<string, number | null | undefined>>,
): readonly RiskFlag[] {
  return RISK_FLAG_RULES.flatMap((rule) => {
    const measured = values[rule.metric];
    if (measured === null || measured === undefined) return [];
    const isLow = rule.below !== undefined && measured < rule.below;
    const isHigh = rule.above !== undefined && measured > rule.above;
    return isLow || isHigh ? [{ ...rule, measured }] : [];
  });
}
