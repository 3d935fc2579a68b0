import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { ScratchArrays, simulate } from '@assay/engine/v1_0_0';
import { benchInput, fusedStrategy } from './sma-cross.js';
import { syntheticBars } from './synthetic-bars.js';

/** One job of a thread. */
export interface WorkerTask {
  readonly kind: 'simulate' | 'arithmetic';
  /** 0-based; decides the parameters. */
  readonly index: number;
}

const BARS = 200_000;
const STEPS = 6_000_000;
const bars = syntheticBars(BARS);
const scratch = new ScratchArrays();

/** A run through the hooks; a hash of all trades and of the equity at each bar. */
function simulated(index: number): string {
  const result = simulate(
    benchInput(bars, fusedStrategy(5 + index, 40 + index)),
    undefined,
    scratch,
  );
  const { equity } = result;
  const hash = createHash('sha256');
  for (const { entryBar, exitBar, entryPrice, exitPrice, net } of result.trades) {
    hash.update(`${entryBar} ${exitBar} ${entryPrice} ${exitPrice} ${net}\n`);
  }
  return hash
    .update(new Uint8Array(equity.buffer, equity.byteOffset, equity.byteLength))
    .digest('hex');
}

/** Steps of a linear congruence: nothing but registers. */
function arithmetic(index: number): string {
  let state = index >>> 0;
  for (let step = 0; step < STEPS; step += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  }
  return String(state);
}

parentPort?.on('message', ({ kind, index }: WorkerTask) => {
  parentPort?.postMessage(kind === 'simulate' ? simulated(index) : arithmetic(index));
});
