import { copyBars, type Bars } from '@assay/core';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { VEILS, type Veil } from './altered-future.js';
import type { DecisionReplay, DecisionTape } from './decision-tape.js';
import { columnNames } from './growing-bars.js';
import { TapedContext } from './taped-context.js';

/** Bars that are looked at together; beyond a third of them not every value is under every veil. */
const SCOUTED_BARS = 100_000;
/** Bars that one pass may name; a strategy that peeks everywhere need not be named everywhere. */
const SUSPECTS_MAX = 8;

/** An array that a strategy can reach, and what is in it. */
interface Veiled {
  readonly shown: Float64Array;
  readonly truth: Float64Array;
}

/**
 * Looks for bars at which decisions depend on what a strategy can see of the future: asks it again over
 * all bars while everything later than the current bar is hidden in the arrays that it holds, up to
 * three times, so that each value is under each veil once. One pass costs one run and looks at every
 * bar, however rare the peek.
 *
 * A suspicion only, good for choosing cuts: an honest strategy that fills a cache from a whole column
 * when it is first asked looks the same.
 */
export function scoutPeeks(
  bars: Bars,
  strategy: StrategyDefinition,
  tape: DecisionTape,
  beforeRun: () => void = () => undefined,
): readonly number[] {
  const { live } = tape;
  if (!live) return [];
  const suspects = new Set<number>();
  const affordable = Math.floor(SCOUTED_BARS / Math.max(1, bars.length));
  const passes = Math.max(1, Math.min(VEILS.length, affordable));
  for (let pass = 0; pass < passes; pass += 1) {
    beforeRun();
    const own = copyBars(bars, 0, bars.length);
    const columns = strategy.prepareIndicators(own);
    const veiled: Veiled[] = columnNames(bars).map((name) => ({
      shown: own[name] as Float64Array,
      truth: bars[name] as Float64Array,
    }));
    for (const column of Object.values(columns)) {
      if (!veiled.some(({ shown }) => shown === column)) {
        veiled.push({ shown: column, truth: column.slice() });
      }
    }
    for (const array of veiled) cover(array, pass);
    const context = new TapedContext({
      bars: own,
      columns,
      live,
      tape: tape.account,
      mode: 'replay',
    });
    const replay = tape.replay(strategy, context);
    let found = 0;
    for (let bar = 0; bar < bars.length && found < SUSPECTS_MAX; bar += 1) {
      reveal(veiled, bar);
      if (agrees(replay, bar)) continue;
      suspects.add(bar);
      found += 1;
    }
  }
  return [...suspects].sort((a, b) => a - b);
}

function reveal(veiled: readonly Veiled[], bar: number): void {
  for (let at = 0; at < veiled.length; at += 1) {
    const { shown, truth } = veiled[at] as Veiled;
    shown[bar] = truth[bar] as number;
  }
}

/** Veils take turns from value to value, and from pass to pass. */
function cover({ shown, truth }: Veiled, pass: number): void {
  for (let turn = 0; turn < VEILS.length; turn += 1) {
    const veil = VEILS[(turn + pass) % VEILS.length] as Veil;
    for (let at = turn; at < truth.length; at += VEILS.length) shown[at] = veil(truth, at);
  }
}

/** What throws under a veil is suspicious as well. */
function agrees(replay: DecisionReplay, bar: number): boolean {
  try {
    return replay.firstDisagreement(bar, bar + 1) > bar;
  } catch {
    return false;
  }
}
