import type { StrategyContext } from '../../contract/context.js';
import type { IndicatorColumns } from '../../contract/define-strategy.js';
import type { Direction, EntryDecision, EntryIntent } from '../../contract/intents.js';
import type { StrategyRules } from '../../contract/strategy-rules.js';

const GO_LONG: EntryIntent = { direction: 1 };
const GO_SHORT: EntryIntent = { direction: -1 };

/** Bits of the column `leave`. */
export const LONGS = 1;
export const SHORTS = 2;

/** What becomes of the signals of a strategy whose orders are market orders. */
export interface SignalPlan {
  readonly takesLong: boolean;
  readonly takesShort: boolean;
  /** The opposite state leaves the position. */
  readonly leavesOnOpposite: boolean;
  /** The opposite signal takes the other side at the fill that leaves. */
  readonly reverses: boolean;
  /** A further signal of the open side adds to it. */
  readonly pyramids: boolean;
  /** Every bar of a state is a signal, not only the first. */
  readonly repeats: boolean;
  /** Symbols, in capitals, that trade the other way round. */
  readonly inverted: readonly string[];
}

/** Reads the rules that all signal strategies share; `leavesOnOpposite` is what holds unless declared. */
export function planSignals(rules: StrategyRules, leavesOnOpposite: boolean): SignalPlan {
  const side =
    rules.regime_transition_rules?.direction ??
    rules.direction ??
    rules.trade_management?.direction_restriction;
  const mode = rules.position_management?.mode;
  return {
    takesLong: side !== 'short',
    takesShort: side !== 'long',
    leavesOnOpposite:
      rules.exit_rules?.on_opposite_signal ?? (leavesOnOpposite || mode === 'stop_and_reverse'),
    reverses: mode !== 'single',
    pyramids: rules.position_management?.pyramiding ?? false,
    repeats: rules.trade_management?.reentry?.allowed ?? false,
    inverted: (rules.polarity_override?.symbols ?? []).map((symbol) => symbol.toUpperCase()),
  };
}

/** What a signal strategy looks at. */
export type SignalColumns = IndicatorColumns & Readonly<Record<'signal' | 'leave', Float64Array>>;

/**
 * Columns of the decisions. `state` is 1 where the rules say long, −1 where they say short, 0 where
 * neither and NaN where nothing is known; `ends` says where longs (1), shorts (2) or both (3) are over
 * for a reason of its own. A signal is the first bar of a state, or each one when it repeats.
 */
export function signalColumns(
  plan: SignalPlan,
  state: Float64Array,
  ends?: Float64Array,
): SignalColumns {
  const signal = new Float64Array(state.length);
  const leave = new Float64Array(state.length);
  let before = NaN;
  for (let i = 0; i < state.length; i += 1) {
    const now = state[i] as number;
    const isFirst = before === before && before !== now;
    signal[i] = now !== now || plan.repeats || isFirst ? now : 0;
    const opposite = now === -1 ? LONGS : now === 1 ? SHORTS : 0;
    leave[i] = (plan.leavesOnOpposite ? opposite : 0) | (ends?.[i] ?? 0);
    before = now;
  }
  return { signal, leave };
}

function isInverted(plan: SignalPlan, ctx: StrategyContext): boolean {
  return plan.inverted.length > 0 && plan.inverted.includes(ctx.symbol.toUpperCase());
}

/** A market order where a signal stands; of the other side only when the position is to be reversed. */
export function enterSignal(plan: SignalPlan, ctx: StrategyContext): EntryDecision {
  const signal = ctx.col('signal');
  if (signal !== 1 && signal !== -1) return null;
  const isLong = (signal === 1) !== isInverted(plan, ctx);
  if (isLong ? !plan.takesLong : !plan.takesShort) return null;
  const direction: Direction = isLong ? 1 : -1;
  const { position } = ctx;
  if (position && !(position.direction === direction ? plan.pyramids : plan.reverses)) return null;
  if (!ctx.filters.allows(direction)) return null;
  return isLong ? GO_LONG : GO_SHORT;
}

/** True where the open position is over. */
export function leaveSignal(plan: SignalPlan, ctx: StrategyContext): boolean {
  const leave = ctx.col('leave');
  if (leave === 0 || !ctx.position) return false;
  const isLong = (ctx.position.direction === 1) !== isInverted(plan, ctx);
  return (leave & (isLong ? LONGS : SHORTS)) !== 0;
}
