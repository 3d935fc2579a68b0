import { copyBars, type Bars, type Diagnostic } from '@assay/core';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { assertBarsUnchanged } from './bars-unchanged.js';
import { alteredFuture } from './altered-future.js';
import type { Evaluation } from './compare-with-prefix.js';
import { TapingStrategy, type DecisionTape } from './decision-tape.js';
import { planCuts, type CutRequest } from './plan-cuts.js';
import { outstandingBars, planMoreCuts } from './plan-more-cuts.js';
import { PrefixRuns } from './prefix-runs.js';
import { RecordedStrategy, type DecisionRecorder } from './recorded-strategy.js';
import { scoutPeeks } from './scout-peeks.js';

/** How the proof runs a strategy. */
export interface LookaheadProof {
  /** Bars of the full run, warm-up included. Strategies get copies only. */
  readonly bars: Bars;
  /** First bar that may trade. */
  readonly firstBar: number;
  /** Loads the strategy anew: an instance that has seen nothing yet. */
  readonly load: () => StrategyDefinition;
  /**
   * Simulates a strategy on bars, its decisions told to the recorder; returns the bars at which it
   * left positions, ascending.
   */
  readonly simulate: (
    strategy: StrategyDefinition,
    bars: Bars,
    recorder: DecisionRecorder,
  ) => readonly number[];
  /** Called before a strategy computes anew on some bars. */
  readonly beforeRun?: () => void;
}

/** What the proof did, and what it found. */
export interface LookaheadVerdict {
  /** The 64 prefix lengths that were tried, ascending; it ends with the one that failed. */
  readonly cuts: readonly number[];
  /** Prefix lengths beyond these. */
  readonly moreCuts: readonly number[];
  /** Cuts after which another future was tried. */
  readonly alteredCuts: readonly number[];
  /** Cuts that the engine simulated from the start, as the last word. */
  readonly simulatedCuts: readonly number[];
  /** LOOKAHEAD_DETECTED; absent when every prefix agrees with the full run. */
  readonly finding?: Diagnostic;
}

/** The full run and what is known of it. */
export interface FullRun {
  readonly evaluation: Evaluation;
  readonly tape: DecisionTape;
  readonly exitBars: readonly number[];
}

/** A prefix to be tried. */
interface Trial {
  readonly cut: number;
  /** Another future follows. */
  readonly altered: boolean;
}

/** Of the planned prefixes every so many is simulated by the engine in any case. */
const SIMULATED_EVERY = 64;

/**
 * The look-ahead proof of stage 0.75: runs a strategy on the full data and on truncated copies, and
 * stops at the first disagreement. Honest recursive indicators agree exactly, because a prefix computes
 * the same operations in the same order.
 *
 * Beyond the 64 cuts it tries prefixes after suspicious and unusual bars, and prefixes that another
 * future follows instead of nothing: a strategy that enters unless the next bar is bad looks honest
 * where the data end.
 *
 * The full run has an instance of its own. The prefixes share one, shortest first, so that its code
 * is compiled once: whatever state it carries over comes from shorter prefixes and knows nothing of
 * the future, so that its agreement proves as much. They are asked again without the engine: as long as
 * decisions agree, so does the account (see `DecisionTape`). A disagreement counts only when the engine
 * confirms it with a fresh instance on a copy of exactly these bars.
 * @throws what `simulate` throws for the full run.
 */
export function proveNoLookahead(proof: LookaheadProof): LookaheadVerdict {
  const full = runInFull(proof);
  const { cuts, trials } = planTrials(proof, full);
  const runs = new PrefixRuns(proof, full);
  const tried: Trial[] = [];
  const simulatedCuts: number[] = [];
  let finding: Diagnostic | undefined;
  for (const trial of trials) {
    tried.push(trial);
    const place = trial.altered ? -1 : cuts.indexOf(trial.cut);
    const isSample = place >= 0 && place % SIMULATED_EVERY === SIMULATED_EVERY - 1;
    const tail = trial.altered ? alteredFuture(proof.bars, trial.cut) : undefined;
    const agrees = runs.agree(trial.cut, tail);
    if (agrees && !isSample) continue;
    simulatedCuts.push(trial.cut);
    finding = runs.simulate(trial.cut, tail);
    if (finding) break;
    if (!agrees) runs.shareNoLonger();
  }
  const truncated = tried.filter(({ altered }) => !altered).map(({ cut }) => cut);
  return {
    cuts: truncated.filter((cut) => cuts.includes(cut)),
    moreCuts: truncated.filter((cut) => !cuts.includes(cut)),
    alteredCuts: tried.filter(({ altered }) => altered).map(({ cut }) => cut),
    simulatedCuts,
    ...(finding ? { finding } : {}),
  };
}

function runInFull({ bars, load, simulate, beforeRun }: LookaheadProof): FullRun {
  const own = copyBars(bars, 0, bars.length);
  const taping = new TapingStrategy(load(), bars.length);
  beforeRun?.();
  const evaluation = new RecordedStrategy(taping);
  const exitBars = simulate(evaluation, own, evaluation.decisions);
  assertBarsUnchanged(own, bars);
  return { evaluation, tape: taping.tape, exitBars };
}

function planTrials(
  { bars, firstBar, load, beforeRun }: LookaheadProof,
  { evaluation, tape, exitBars }: FullRun,
): { readonly cuts: readonly number[]; readonly trials: readonly Trial[] } {
  const { decisions } = evaluation;
  const request: CutRequest = {
    length: bars.length,
    firstBar,
    signalBars: decisions.barsOf('entry'),
    exitBars: [...decisions.barsOf('exit'), ...exitBars].sort((a, b) => a - b),
  };
  const cuts = planCuts(request);
  const suspects = scoutPeeks(bars, load(), tape, beforeRun);
  const outstanding = outstandingBars(bars, evaluation.columns, firstBar);
  const more = planMoreCuts(request, cuts, suspects, outstanding);
  const trials = [
    ...[...cuts, ...more.truncated].map((cut) => ({ cut, altered: false })),
    ...more.altered.map((cut) => ({ cut, altered: true })),
  ];
  return {
    cuts,
    trials: trials.sort((a, b) => a.cut - b.cut || Number(a.altered) - Number(b.altered)),
  };
}
