import { copyBars, isAssayError, type AssayError, type Bars, type Diagnostic } from '@assay/core';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { compareWithPrefix, firstColumnDifference } from './compare-with-prefix.js';
import { barsOf, GrowingBars } from './growing-bars.js';
import { failureLeak, type Circumstances } from './lookahead-finding.js';
import type { FullRun, LookaheadProof } from './prove-no-lookahead.js';
import { RecordedStrategy } from './recorded-strategy.js';
import { TapedContext } from './taped-context.js';

/** Errors of a strategy's own; all others are of its surroundings, and say nothing of look-ahead. */
const OWN_ERRORS: readonly string[] = ['STRATEGY_CRASH', 'STRATEGY_CONTRACT'];

/** Runs of a strategy on the first bars, shortest first, each compared with the full run. */
export class PrefixRuns {
  private readonly growing: GrowingBars;
  /** Instance that all prefixes share; undefined once it carried something over. */
  private shared: StrategyDefinition | undefined;

  constructor(
    private readonly proof: LookaheadProof,
    private readonly full: FullRun,
  ) {
    this.growing = new GrowingBars(proof.bars);
    this.shared = proof.load();
  }

  /**
   * Asks the shared instance again, on memory that no later bar was ever in. False says nothing yet:
   * `simulate` decides.
   */
  agree(cut: number, tail?: Bars): boolean {
    const strategy = this.shared ?? this.proof.load();
    this.proof.beforeRun?.();
    try {
      return this.repeats(strategy, this.growing.first(cut, tail), cut);
    } catch {
      return false;
    }
  }

  /** The last word: a fresh instance, a copy of exactly these bars, and the engine. */
  simulate(cut: number, tail?: Bars): Diagnostic | undefined {
    const { bars, load, simulate, beforeRun } = this.proof;
    const made: Circumstances = {
      cut,
      time: bars.time,
      ...(tail ? { alteredBars: tail.length } : {}),
    };
    const strategy = load();
    beforeRun?.();
    const own = tail ? joined(bars, cut, tail) : copyBars(bars, 0, cut);
    const prefix = new RecordedStrategy(strategy);
    try {
      simulate(prefix, own, prefix.decisions);
    } catch (error) {
      const own = ownError(error);
      if (!own && !tail) throw error;
      if (own && !tail) return failureLeak(made, prefix, `${own.code}: ${own.message}`);
      // Another future may be what neither strategies nor engines have to bear: what was decided
      // up to there counts, and nothing when it did not get there.
      if (prefix.hook === 'prepareIndicators' || (!own && prefix.bar < cut)) return undefined;
    }
    return compareWithPrefix({ ...made, full: this.full.evaluation, prefix });
  }

  /** From now on every prefix has an instance of its own: the shared one carries something over. */
  shareNoLonger(): void {
    this.shared = undefined;
  }

  private repeats(strategy: StrategyDefinition, bars: Bars, cut: number): boolean {
    const { evaluation, tape } = this.full;
    const columns = strategy.prepareIndicators(bars);
    if (tape.live) {
      const parts = { bars, columns, live: tape.live, tape: tape.account, mode: 'replay' as const };
      const replay = tape.replay(strategy, new TapedContext(parts));
      if (replay.firstDisagreement(this.proof.firstBar, cut) < cut) return false;
    }
    const expected = { cut, length: bars.length };
    return firstColumnDifference(evaluation.columns, columns, expected) === undefined;
  }
}

/** The error when it is the strategy's own; what an engine took for a crash may be another. */
function ownError(error: unknown): AssayError | undefined {
  if (!isAssayError(error) || !OWN_ERRORS.includes(error.code)) return undefined;
  return isAssayError(error.cause) && !OWN_ERRORS.includes(error.cause.code) ? undefined : error;
}

/** A copy of the first `cut` bars with other bars after them. */
function joined(bars: Bars, cut: number, tail: Bars): Bars {
  const length = cut + tail.length;
  return barsOf(length, bars, (name) => {
    const column = new Float64Array(length);
    column.set((bars[name] as Float64Array).subarray(0, cut));
    column.set(tail[name] as Float64Array, cut);
    return column;
  });
}
