import type { Diagnostic } from '@assay/core';
import { compareWithPrefix, type Evaluation } from './compare-with-prefix.js';
import { planCuts } from './plan-cuts.js';

/** How the proof runs a strategy. */
export interface LookaheadProof {
  /** Bars of the full run, warm-up included. */
  readonly length: number;
  /** First bar that may trade. */
  readonly firstBar: number;
  /**
   * Runs a fresh instance of the strategy on copies of the first `bars` bars, out of whose reach the
   * rest must be. State or buffers kept from an earlier call would be mistaken for a leak, or hide one.
   */
  readonly evaluate: (bars: number) => Evaluation;
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
 */
export function proveNoLookahead(proof: LookaheadProof): LookaheadVerdict {
  const { length, firstBar, evaluate } = proof;
  const full = evaluate(length);
  const barsOf = (kind: 'entry' | 'exit'): number[] =>
    full.decisions.filter((decision) => decision.kind === kind).map(({ bar }) => bar);
  const exitBars = [...barsOf('exit'), ...(proof.exitBars?.(full) ?? [])].sort((a, b) => a - b);
  const request = { length, firstBar, signalBars: barsOf('entry'), exitBars };
  const cuts = planCuts(proof.total === undefined ? request : { ...request, total: proof.total });
  for (const [index, cut] of cuts.entries()) {
    const finding = compareWithPrefix({ full, prefix: evaluate(cut), cut });
    if (finding) return { cuts: cuts.slice(0, index + 1), finding };
  }
  return { cuts };
}
