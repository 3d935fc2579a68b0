import { ScratchArrays, simulate } from '@assay/engine/v1_0_0';
import type { StrategyDefinition } from '@assay/strategy/sdk';
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

/** What a bench did, in the units of its name. */
type Figures = Readonly<Record<string, number>>;

/** Shortest of the rounds, nanoseconds for each bar. */
function best(bars: number, job: () => number): number {
  let shortest = Infinity;
  let keep = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = process.hrtime.bigint();
    keep += job();
    shortest = Math.min(shortest, Number(process.hrtime.bigint() - begin) / bars);
  }
  if (keep === Infinity) throw new Error('A bench computed nothing.');
  return shortest;
}

const round2 = (value: number): number => Number(value.toFixed(2));

/** A million bars through one of the ways to run a strategy, against the plain loop. */
function crossOf(count: number, run: (scratch: ScratchArrays) => number, more: Figures): Figures {
  const scratch = new ScratchArrays();
  const measured = best(count, () => run(scratch));
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const bars = syntheticBars(count);
  const plain = best(count, () => plainLoop(bars, scratch));
  return {
    ns_per_bar: round2(measured),
    bars: count,
    ratio_to_plain_loop: round2(measured / plain),
    peak_rss_mb: peakRssMb,
    plain_loop_ns_per_bar: round2(plain),
    ...more,
  };
}

function hooked(make: () => StrategyDefinition): Figures {
  const bars = syntheticBars(1_000_000);
  const figures = crossOf(bars.length, (scratch) => simulateAndMeasure(bars, make(), scratch), {});
  const scratch = new ScratchArrays();
  const every = best(bars.length, () => simulateAndMeasure(bars, make(), scratch, 'every'));
  const trades = (): number => simulate(benchInput(bars, make()), undefined, scratch).table.count;
  return {
    ...figures,
    every_metric_ns_per_bar: round2(every),
    without_metrics_ns_per_bar: round2(best(bars.length, trades)),
    trades: trades(),
  };
}

function fused(): Figures {
  const bars = syntheticBars(1_000_000);
  const strategy = fusedStrategy();
  return crossOf(bars.length, (scratch) => simulateSignalsAndMeasure(bars, strategy, scratch), {});
}

/** 300 pairs of averages over 5,000 bars, one after the other. */
function sweep(): Figures {
  const bars = syntheticBars(5000);
  const strategies = Array.from({ length: 300 }, (_, k) =>
    fusedStrategy(5 + (k % 15), 25 + 5 * Math.floor(k / 15)),
  );
  const all = (scratch: ScratchArrays): number =>
    strategies.reduce(
      (sum, strategy) => sum + simulateSignalsAndMeasure(bars, strategy, scratch),
      0,
    );
  const figures = crossOf(bars.length, all, {});
  const { ns_per_bar: total = NaN, ratio_to_plain_loop: ratio = NaN } = figures;
  return {
    ...figures,
    sets: strategies.length,
    ms: round2((total * bars.length) / 1e6),
    ns_per_bar: round2(total / strategies.length),
    ratio_to_plain_loop: round2(ratio / strategies.length),
  };
}

const BENCHES: Readonly<Record<string, () => Figures>> = {
  'sma-cross/callback': () => hooked(callbackStrategy),
  'sma-cross/columns': () => hooked(columnsStrategy),
  'sma-cross/fused': fused,
  'sma-cross/sweep': sweep,
};

const [name = ''] = process.argv.slice(2);
const bench = BENCHES[name];
if (!bench)
  throw new Error(`There is no bench "${name}"; there are ${Object.keys(BENCHES).join(', ')}`);
process.stdout.write(`${JSON.stringify({ name, ...bench() })}\n`);
