import type { DirectiveRules } from '@assay/directive';
import { SIGNAL_FIELDS, uninterpretedBySignals } from '../signals/signal-rules.js';

/** Rule fields that the regime transition interprets itself. */
export const REGIME_FIELDS: readonly string[] = [...SIGNAL_FIELDS, 'regime_transition_rules'];

type Transition = NonNullable<DirectiveRules['regime_transition_rules']>;

/** How far each regime reaches from 0, and which lengths can be set. */
const REGIMES: Readonly<
  Record<Transition['entry']['type'], { readonly reach: number; readonly lengths: string }>
> = {
  volatility_regime: { reach: 1, lengths: 'period window' },
  trend_regime: { reach: 2, lengths: '' },
  trend_score: { reach: 5, lengths: '' },
  linreg_regime: { reach: 1, lengths: 'period' },
  ema_regime: { reach: 1, lengths: 'period' },
};

function refusedThresholds({ entry, exit }: Transition): string[] {
  const { reach } = REGIMES[entry.type];
  const found: string[] = [];
  const isLevel = (value: number): boolean => Number.isInteger(value) && Math.abs(value) <= reach;
  const usual = entry.type === 'trend_score' ? 3 : 1;
  const from = entry.threshold ?? usual;
  const hasSides = entry.type !== 'volatility_regime';
  if (!isLevel(from) || from === 0 || (hasSides && from < 0)) {
    const most = reach === 1 ? '' : ` to ${reach}`;
    const levels = hasSides ? `1${most}, mirrored for a short` : '-1 or 1';
    found.push(`regime_transition_rules.entry.threshold: ${from} (${entry.type} takes ${levels})`);
  }
  const to = exit.threshold;
  if (to !== undefined && (!isLevel(to) || to * Math.sign(from) >= Math.abs(from))) {
    found.push(
      `regime_transition_rules.exit.threshold: ${to} (not a level on the way back from ${from})`,
    );
  }
  return found;
}

function refusedLengths({ entry }: Transition): string[] {
  const { lengths } = REGIMES[entry.type];
  const found = (['period', 'window'] as const)
    .filter((key) => entry[key] !== undefined && !lengths.includes(key))
    .map((key) => `regime_transition_rules.entry.${key} (${entry.type} has none)`);
  if (entry.type === 'linreg_regime' && entry.period === 1) {
    found.push('regime_transition_rules.entry.period: 1 (a line needs two bars)');
  }
  return found;
}

/** Declared rules that the regime transition does not interpret, each with the reason. */
export function uninterpretedByRegime(rules: DirectiveRules): string[] {
  const transition = rules.regime_transition_rules;
  const exitIsOpposite = transition?.exit.type === 'reversal';
  const found = uninterpretedBySignals(
    rules,
    REGIME_FIELDS,
    exitIsOpposite ? 'regime_transition_rules.exit.type is reversal' : null,
  );
  if (!transition) return found;
  const side =
    transition.direction ?? rules.direction ?? rules.trade_management?.direction_restriction;
  if (transition.entry.type === 'volatility_regime' && side !== 'long' && side !== 'short') {
    found.push(
      `regime_transition_rules.direction: ${side ?? 'both'} (volatility has no side: state long or short)`,
    );
  }
  if (transition.exit.type === 'stop' && !hasStop(rules)) {
    found.push('regime_transition_rules.exit.type: stop (there is no execution_rules.stop_loss)');
  }
  return [...found, ...refusedThresholds(transition), ...refusedLengths(transition)];
}

function hasStop(rules: DirectiveRules): boolean {
  return (rules.execution_rules?.stop_loss?.type ?? 'none') !== 'none';
}
