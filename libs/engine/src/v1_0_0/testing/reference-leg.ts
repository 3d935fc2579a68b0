import type { EntryIntent, ExitIntent } from '@assay/strategy/sdk';

/** Rules of a reference run; distances in price units, prices and lots whole numbers. */
export interface ReferenceRules {
  readonly spread: number;
  readonly slippage: number;
  readonly lots: number;
  readonly stop: number | null;
  readonly target: number | null;
  readonly trail: {
    readonly distance: number;
    readonly update: 'close' | 'intrabar';
    readonly fromR: number | null;
  } | null;
  readonly breakEven: { readonly triggerR: number; readonly offset: number } | null;
  readonly parts: readonly { readonly distance: number; readonly fraction: number }[];
  readonly limit: number;
  readonly reverses: boolean;
  readonly leavesOnOpposite: boolean;
  readonly maxBars: number;
  readonly atClose: boolean;
}

/** What is decided at the close of each bar. */
export interface ReferenceScript {
  readonly entries: Readonly<Record<number, readonly EntryIntent[]>>;
  readonly exits: Readonly<Record<number, ExitIntent>>;
}

/** An order with the bar that decided it. */
export type Waiting = EntryIntent & { readonly signalBar: number };

/** An open leg. `gain` prices: as it leaves, negated for a short, so that more is always better. */
export interface Leg {
  readonly id: number;
  readonly dir: 1 | -1;
  readonly entryBar: number;
  readonly entry: number;
  /** Worth of leaving at the very fill. */
  readonly entryGain: number;
  readonly entryLots: number;
  readonly target: number;
  readonly risk: number;
  lots: number;
  part: number;
  stop: number;
  why: string;
  trigger: number;
  parts: readonly { readonly at: number; readonly lots: number }[];
  /** How it entered in the bar at hand; '' for an earlier bar. */
  fresh: '' | 'open' | 'stop' | 'limit';
}

/** The leg that a filled order opens, or why it does not. */
export function legOf(
  order: Waiting,
  entry: number,
  fresh: Leg['fresh'],
  at: { readonly id: number; readonly bar: number; readonly entryGain: number },
  rules: ReferenceRules,
): Leg | string {
  const { id, bar, entryGain } = at;
  const { lots } = rules;
  const { stop, target, trail, breakEven, parts } = rules;
  const dir = order.direction;
  const base = dir * entry;
  const ownTrail = trail && trail.fromR === null ? trail.distance : null;
  const away = stop ?? ownTrail;
  const stopAt =
    order.stopLoss !== undefined ? dir * order.stopLoss : away === null ? NaN : base - away;
  const risk = base - stopAt;
  if (risk <= 0) return 'STOP_BEYOND_FILL';
  const targetAt =
    order.takeProfit !== undefined ? dir * order.takeProfit : target === null ? NaN : base + target;
  if (targetAt <= base) return 'TARGET_BEYOND_FILL';
  if ((breakEven || (trail && trail.fromR !== null)) && Number.isNaN(risk)) {
    return 'STOP_REQUIRED';
  }
  if (breakEven && breakEven.triggerR * risk <= breakEven.offset) {
    return 'BREAK_EVEN_BEYOND_TRIGGER';
  }
  const sorted = [...parts].sort((a, b) => a.distance - b.distance);
  const sum = (until: number): number =>
    sorted.slice(0, until + 1).reduce((total, part) => total + part.fraction, 0);
  return {
    id,
    dir,
    entryBar: bar,
    entry,
    entryGain,
    entryLots: lots,
    target: targetAt,
    risk,
    lots,
    part: 0,
    stop: stopAt,
    why: 'STOP_LOSS',
    trigger: breakEven ? base + breakEven.triggerR * risk : NaN,
    parts: sorted.map(({ distance, fraction }, at) => ({
      at: base + distance,
      lots: sum(at) > 0.999 ? Infinity : Math.floor(fraction * lots),
    })),
    fresh,
  };
}

/** Moves the stop of a leg to its entry. */
export function breakEven(leg: Leg, rules: ReferenceRules): void {
  leg.trigger = NaN;
  const at = leg.dir * leg.entry + (rules.breakEven?.offset ?? 0);
  if (!(leg.stop >= at)) Object.assign(leg, { stop: at, why: 'BREAK_EVEN' });
}

/** Moves the stop of a leg to its distance behind a price. */
export function follow(leg: Leg, gain: number, rules: ReferenceRules): void {
  const { trail } = rules;
  if (!trail) return;
  if (trail.fromR !== null && gain < leg.dir * leg.entry + trail.fromR * leg.risk) return;
  const at = gain - trail.distance;
  if (!(leg.stop >= at)) Object.assign(leg, { stop: at, why: 'TRAILING_STOP' });
}

/** The part or target that comes next; Infinity for none. */
export function aheadOf({ parts, target }: Leg): number {
  return Math.min(parts[0]?.at ?? Infinity, Number.isNaN(target) ? Infinity : target);
}
