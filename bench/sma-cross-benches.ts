import { ScratchArrays, simulate } from '@assay/engine/v1_0_0';
import type { StrategyDefinition } from '@assay/strategy/sdk';
import { inTurns, nsPerBar, peakRssMb, rounded, shortest, type Figures } from './measure.js';
import {
  benchInput,
  callbackStrategy,
  columnsStrategy,
  fusedStrategy,
  plainLoop,
  simulateAndMeasure,
  simulateSignalsAndMeasure,
} from './sma-cross.js';
import { syntheticBars } from './synthetic-bars.js';

const ROUNDS = 15;
const BARS = 1_000_000;
const SWEEP_BARS = 5000;
const SWEEP_SETS = 300;

/** A strategy of hooks over a million bars: one instance, as one symbol after another has. */
async function hooked(strategy: StrategyDefinition): Promise<Figures> {
  const bars = syntheticBars(BARS);
  const scratch = new ScratchArrays();
  const turns = await inTurns(
    ROUNDS,
    () => simulateAndMeasure(bars, strategy, scratch),
    () => plainLoop(bars, scratch),
  );
  const peak = peakRssMb();
  const every = await shortest(ROUNDS, () => simulateAndMeasure(bars, strategy, scratch, 'every'));
  const trades = (): number => simulate(benchInput(bars, strategy), undefined, scratch).table.count;
  return {
    ns_per_bar: nsPerBar(turns.job, BARS),
    bars: BARS,
    ratio_to_plain_loop: rounded(turns.ratio),
    peak_rss_mb: peak,
    ratio: rounded(turns.ratio),
    plain_loop_ns_per_bar: nsPerBar(turns.yardstick, BARS),
    every_metric_ns_per_bar: nsPerBar(every, BARS),
    without_metrics_ns_per_bar: nsPerBar(await shortest(ROUNDS, trades), BARS),
    trades: trades(),
  };
}

/** The recipe over a million bars: its signals without a hook. */
async function fused(): Promise<Figures> {
  const bars = syntheticBars(BARS);
  const scratch = new ScratchArrays();
  const strategy = fusedStrategy();
  const { job, yardstick, ratio } = await inTurns(
    ROUNDS,
    () => simulateSignalsAndMeasure(bars, strategy, scratch),
    () => plainLoop(bars, scratch),
  );
  return {
    ns_per_bar: nsPerBar(job, BARS),
    bars: BARS,
    ratio_to_plain_loop: rounded(ratio),
    peak_rss_mb: peakRssMb(),
    ratio: rounded(ratio),
    plain_loop_ns_per_bar: nsPerBar(yardstick, BARS),
  };
}

/** The recipe with 300 pairs of averages over 5,000 bars, one after the other. */
async function sweep(): Promise<Figures> {
  const bars = syntheticBars(SWEEP_BARS);
  const scratch = new ScratchArrays();
  const strategies = Array.from({ length: SWEEP_SETS }, (_, k) =>
    fusedStrategy(5 + (k % 15), 25 + 5 * Math.floor(k / 15)),
  );
  const { job, yardstick, ratio } = await inTurns(
    ROUNDS,
    () => strategies.reduce((sum, one) => sum + simulateSignalsAndMeasure(bars, one, scratch), 0),
    () => strategies.reduce((sum) => sum + plainLoop(bars, scratch), 0),
  );
  const bars300 = SWEEP_BARS * SWEEP_SETS;
  return {
    ns_per_bar: nsPerBar(job, bars300),
    bars: SWEEP_BARS,
    ratio_to_plain_loop: rounded(ratio),
    peak_rss_mb: peakRssMb(),
    ratio: rounded(ratio),
    plain_loop_ns_per_bar: nsPerBar(yardstick, bars300),
    sets: SWEEP_SETS,
    ms: rounded(job),
  };
}

/** SMA 10/30 cross with indicators, orders, equity and headline metrics; compared with `plainLoop`. */
export const crossBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'sma-cross/callback': () => hooked(callbackStrategy()),
  'sma-cross/columns': () => hooked(columnsStrategy()),
  'sma-cross/fused': fused,
  'sma-cross/sweep': sweep,
};
