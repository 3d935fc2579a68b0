import type { Diagnostic } from '@assay/core';
import { compareWithPrefix, type Evaluation } from './compare-with-prefix.js';
import { planCuts } from './plan-cuts.js';

/** How the proof runs a strategy; `Instance` is whatever a fresh load of its bundle gives. */
export interface LookaheadProof<Instance> {
  /** Bars of the full run, warm-up included. */
  readonly length: number;
  /** First bar that may trade. */
  readonly firstBar: number;
  /** Loads the strategy anew: an instance that has seen nothing yet. */
  readonly load: () => Instance;
  /** Runs an instance on copies of the first `bars` bars; the rest must be out of its reach. */
  readonly evaluate: (bars: number, instance: Instance) => Evaluation;
  /** Bars at which the full run closed positions; bars of exit decisions count anyway. */
  readonly exitBars?: (full: Evaluation) => readonly number[];
  /** Prefixes to be tried; 64 unless stated. */
  readonly total?: number;
}

/** What the proof did, and what it found. */
export interface LookaheadVerdict {
  /** Prefix lengths that were tried, ascending; it ends with the one that failed. */
  readonly cuts: readonly number[];
  /** LOOKAHEAD_DETECTED; absent when every prefix agrees with the full run. */
  readonly finding?: Diagnostic;
}

/**
 * The prefix test of stage 0.75: runs a strategy on the full data and on truncated copies, and stops
 * at the first disagreement. Honest recursive indicators agree exactly, because a prefix computes the
 * same operations in the same order.
 *
 * The full run has an instance of its own. The prefixes share one, shortest first, so that its code
 * is compiled once: whatever state it carries over comes from shorter prefixes and knows nothing of
 * the future, so that its agreement proves as much. A disagreement counts only when a fresh instance
 * disagrees as well; a strategy that does carry state over gets fresh ones from there on.
 * @throws what `evaluate` throws for a fresh instance.
 */
export function proveNoLookahead<Instance>(proof: LookaheadProof<Instance>): LookaheadVerdict {
  const { load, evaluate } = proof;
  const full = evaluate(proof.length, load());
  const cuts = cutsOf(proof, full);
  let shared: Instance | undefined = load();
  for (const [index, cut] of cuts.entries()) {
    if (shared !== undefined && agrees(proof, shared, full, cut)) continue;
    shared = undefined;
    const finding = compareWithPrefix({ full, prefix: evaluate(cut, load()), cut });
    if (finding) return { cuts: cuts.slice(0, index + 1), finding };
  }
  return { cuts };
}

function cutsOf<Instance>(proof: LookaheadProof<Instance>, full: Evaluation): readonly number[] {
  const { length, firstBar, total } = proof;
  const barsOf = (kind: 'entry' | 'exit'): number[] =>
    full.decisions.filter((decision) => decision.kind === kind).map(({ bar }) => bar);
  const exitBars = [...barsOf('exit'), ...(proof.exitBars?.(full) ?? [])].sort((a, b) => a - b);
  const request = { length, firstBar, signalBars: barsOf('entry'), exitBars };
  return planCuts(total === undefined ? request : { ...request, total });
}

/** True when a used instance agrees; when it fails, the fresh one has the last word. */
function agrees<Instance>(
  { evaluate }: LookaheadProof<Instance>,
  instance: Instance,
  full: Evaluation,
  cut: number,
): boolean {
  try {
    return compareWithPrefix({ full, prefix: evaluate(cut, instance), cut }) === undefined;
  } catch {
    return false;
  }
}
