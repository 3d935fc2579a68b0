import { ScratchArrays, simulate } from '@assay/engine/v1_0_0';
import type { StrategyDefinition } from '@assay/strategy/sdk';
import {
  benchInput,
  callbackStrategy,
  columnsStrategy,
  plainLoop,
  simulateAndMeasure,
} from './sma-cross.js';
import { syntheticBars } from './synthetic-bars.js';

const BARS = 1_000_000;
const ROUNDS = 15;

const STRATEGIES: Readonly<Record<string, () => StrategyDefinition>> = {
  'sma-cross/callback': callbackStrategy,
  'sma-cross/columns': columnsStrategy,
};

/** Shortest of the rounds, nanoseconds for each bar. */
function best(rounds: number, bars: number, job: () => number): number {
  let shortest = Infinity;
  let keep = 0;
  for (let round = 0; round < rounds; round += 1) {
    const begin = process.hrtime.bigint();
    keep += job();
    shortest = Math.min(shortest, Number(process.hrtime.bigint() - begin) / bars);
  }
  if (keep === Infinity) throw new Error('A bench computed nothing.');
  return shortest;
}

const [name = ''] = process.argv.slice(2);
const make = STRATEGIES[name];
if (!make)
  throw new Error(`There is no bench "${name}"; there are ${Object.keys(STRATEGIES).join(', ')}`);
const bars = syntheticBars(BARS);
const scratch = new ScratchArrays();
const simulated = (): number =>
  simulate(benchInput(bars, make()), undefined, scratch).trades.length;
const measured = best(ROUNDS, BARS, () => simulateAndMeasure(bars, make(), scratch));
const peakRssMb = process.resourceUsage().maxRSS / 1024;
const every = best(ROUNDS, BARS, () => simulateAndMeasure(bars, make(), scratch, 'every'));
const engineOnly = best(ROUNDS, BARS, simulated);
const plain = best(ROUNDS, BARS, () => plainLoop(bars, scratch));
const trades = simulated();
process.stdout.write(
  `${JSON.stringify({
    name,
    ns_per_bar: Number(measured.toFixed(2)),
    bars: BARS,
    ratio_to_plain_loop: Number((measured / plain).toFixed(2)),
    peak_rss_mb: Math.round(peakRssMb),
    every_metric_ns_per_bar: Number(every.toFixed(2)),
    without_metrics_ns_per_bar: Number(engineOnly.toFixed(2)),
    plain_loop_ns_per_bar: Number(plain.toFixed(2)),
    trades,
  })}\n`,
);
