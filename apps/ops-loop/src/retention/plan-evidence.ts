import {
  planRetention,
  retentionItems,
  type EvidenceStock,
  type OrphanPiece,
  type PinLine,
  type RetentionDecision,
  type RetentionPolicy,
} from '@assay/evidence';
import type { EvidenceClass } from '../evidence/evidence-class.js';

/** What becomes of a class. */
export interface ClassPlan {
  readonly class: EvidenceClass;
  /** Newest first. */
  readonly decisions: readonly RetentionDecision[];
  readonly gone: readonly PinLine[];
  readonly orphans: readonly OrphanPiece[];
}

/** When and how a plan is made. */
export interface PlanRequest {
  readonly policies: ReadonlyMap<EvidenceClass, RetentionPolicy>;
  readonly withOrphans: boolean;
  readonly nowMs: number;
  readonly futureMs: number;
}

/**
 * Plans the classes together: what only evidence that goes itself speaks of is not kept for its sake, so
 * that doing it again finds nothing more to do.
 */
export function planEvidence(stock: EvidenceStock, request: PlanRequest): readonly ClassPlan[] {
  let left = stock;
  for (;;) {
    const plans = [...request.policies].map(([ofClass, policy]) =>
      planClass(stock, left, ofClass, policy, request),
    );
    const gone = new Set(plans.flatMap((plan) => plan.gone));
    const items = stock.items.filter((item) => !gone.has(item));
    if (items.length === left.items.length) return plans;
    left = { ...stock, items };
  }
}

function planClass(
  stock: EvidenceStock,
  left: EvidenceStock,
  ofClass: EvidenceClass,
  policy: RetentionPolicy,
  { withOrphans, nowMs, futureMs }: PlanRequest,
): ClassPlan {
  const speakers = new Set(left.items.flatMap(({ references }) => references));
  const items = retentionItems(stock, ofClass).map((item) => ({
    ...item,
    isReferenced: speakers.has(`${ofClass}/${item.key}`),
  }));
  const decisions = planRetention(items, policy, nowMs, futureMs).map((decision) =>
    withOrphans && decision.reasons[0] === 'future' ? { ...decision, reasons: [] } : decision,
  );
  const going = new Set(
    decisions.filter(({ reasons }) => reasons.length === 0).map(({ item }) => item.key),
  );
  return {
    class: ofClass,
    decisions,
    gone: stock.items.filter((item) => item.class === ofClass && going.has(item.name)),
    orphans: withOrphans ? stock.orphans.filter((orphan) => orphan.class === ofClass) : [],
  };
}
