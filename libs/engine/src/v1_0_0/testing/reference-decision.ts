import type { EntryIntent, ExitIntent } from '@assay/strategy/sdk';
import type { Leg, ReferenceRules, ReferenceScript } from './reference-leg.js';

/** What a close decides: what is to be left, what is to be entered, and how many orders are refused. */
export interface ReferenceDecision {
  readonly exit: ExitIntent | null;
  readonly orders: readonly EntryIntent[];
  readonly refused: number;
}

/** Reads the script at a close, as far as the rules ask for it. */
export function decisionAt(
  bar: number,
  legs: readonly Leg[],
  rules: ReferenceRules,
  script: ReferenceScript,
): ReferenceDecision {
  const [first] = legs;
  const exit = first ? (script.exits[bar] ?? null) : null;
  const goes = (leg: Leg): boolean =>
    (exit !== null &&
      (exit.fraction ?? 1) === 1 &&
      (exit.position === undefined || exit.position === leg.id)) ||
    (rules.atClose && bar - leg.entryBar >= rules.maxBars);
  const stays = legs.some((leg) => !goes(leg));
  const asks = !stays || rules.reverses || rules.leavesOnOpposite || legs.length < rules.limit;
  const orders = asks ? (script.entries[bar] ?? []) : [];
  if (!stays || orders.length === 0) return { exit, orders, refused: 0 };
  const opposite = orders.some(
    (order) => (order.order ?? 'market') === 'market' && order.direction !== first?.dir,
  );
  if (opposite && (rules.reverses || rules.leavesOnOpposite))
    return { exit: {}, orders, refused: 0 };
  if (rules.reverses || rules.limit > 1) return { exit, orders, refused: 0 };
  return { exit, orders: [], refused: orders.length };
}
