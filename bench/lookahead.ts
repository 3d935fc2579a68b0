import { MS_PER_HOUR, UTC_OFFSETS, type Bars } from '@assay/core';
import { ScratchArrays, simulate, type SimulationInput } from '@assay/engine/v1_0_0';
import { proveNoLookahead, type LookaheadVerdict, type StrategyDefinition } from '@assay/strategy';
import { sessionRangeBreakout } from '@assay/strategy/sdk';
import { inTurns, peakRssMb, rounded, shortest, type Figures } from './measure.js';
import { benchInput, callbackStrategy, plainLoop } from './sma-cross.js';
import { syntheticBars } from './synthetic-bars.js';

type InputOf = (bars: Bars, strategy: StrategyDefinition) => SimulationInput;

function prove(bars: Bars, load: () => StrategyDefinition, inputOf: InputOf): LookaheadVerdict {
  return proveNoLookahead({
    bars,
    firstBar: 0,
    load,
    simulate: (strategy, own, recorder) =>
      simulate(inputOf(own, strategy), recorder).trades.map((trade) => trade.exitBar),
  });
}

/** Warm rounds of a proof in turns with the plain loop; `bars` are those of the proof. */
async function measure(
  rounds: number,
  bars: Bars,
  proof: () => LookaheadVerdict,
): Promise<Figures> {
  const cold = await shortest(1, proof);
  const scratch = new ScratchArrays();
  let verdict: LookaheadVerdict | undefined;
  let cpuMs = Infinity;
  const { job, yardstick, ratio } = await inTurns(
    rounds,
    () => {
      const before = process.cpuUsage();
      verdict = proof();
      const { user, system } = process.cpuUsage(before);
      cpuMs = Math.min(cpuMs, (user + system) / 1000);
      return verdict;
    },
    () => plainLoop(bars, scratch),
  );
  if (!verdict || verdict.finding) throw new Error('The proof of an honest strategy failed.');
  return {
    ms: rounded(job),
    bars: bars.length,
    ratio: rounded(ratio),
    peak_rss_mb: peakRssMb(),
    plain_loop_ms: rounded(yardstick),
    cold_ms: rounded(cold),
    cpu_ms: rounded(cpuMs),
    cuts: verdict.cuts.length,
    more_cuts: verdict.moreCuts.length + verdict.alteredCuts.length,
    simulated_cuts: verdict.simulatedCuts.length,
  };
}

/** The proof of the SMA 10/30 cross through `ctx.col`, in the market at all times. */
function cross(): Promise<Figures> {
  const data = syntheticBars(1_000_000);
  return measure(3, data, () => prove(data, callbackStrategy, benchInput));
}

/** The proof of a session range breakout on hourly bars: session helpers at each bar. */
function session(): Promise<Figures> {
  const minutes = syntheticBars(34_000);
  const data = {
    ...minutes,
    time: minutes.time.map((_, i) => 1_262_304_000_000 + i * MS_PER_HOUR),
  };
  const rules: SimulationInput['rules'] = {
    range_definition: { window_start: '00:00', window_end: '07:00' },
    order_placement: {
      time: '07:00',
      type: 'stop',
      orders: [
        { direction: 'long', level: 'range_high' },
        { direction: 'short', level: 'range_low' },
      ],
    },
    execution_rules: {
      cancel_opposite_on_fill: true,
      stop_loss: { type: 'session_opposite_range' },
    },
    trade_management: { max_trades_per_session: 1 },
    exit_rules: { time_exit: { enabled: true, time: '17:00' } },
    sizing: { mode: 'fixed_lots', lots: 0.1 },
  };
  const load = (): StrategyDefinition =>
    sessionRangeBreakout({
      version: 1,
      strategy: 'Session_Range',
      timeframe: '1h',
      indicators: [],
      session_time_reference: 'UTC',
      rules,
    });
  const inputOf: InputOf = (own, strategy) => ({
    ...benchInput(own, strategy),
    barMs: MS_PER_HOUR,
    rules: { ...rules, costs: { swap: 'none' } },
    zone: UTC_OFFSETS,
  });
  return measure(15, data, () => prove(data, load, inputOf));
}

/** Proofs that a strategy sees nothing of later bars; compared with `plainLoop` over the same bars. */
export const lookaheadBenches: Readonly<Record<string, () => Promise<Figures>>> = {
  'lookahead/cross': cross,
  'lookahead/session': session,
};
