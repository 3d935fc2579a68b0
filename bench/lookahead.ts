import { MS_PER_HOUR, UTC_OFFSETS, type Bars } from '@assay/core';
import { simulate, type SimulationInput } from '@assay/engine/v1_0_0';
import { proveNoLookahead, type LookaheadVerdict, type StrategyDefinition } from '@assay/strategy';
import { sessionRangeBreakout } from '@assay/strategy/sdk';
import { benchInput, callbackStrategy } from './sma-cross.js';
import { syntheticBars } from './synthetic-bars.js';

/** How long proofs took, and what they consisted of. */
export interface LookaheadFigures {
  readonly bars: number;
  /** Shortest of the warm rounds. */
  readonly proof_ms: number;
  /** The first round of the process. */
  readonly cold_proof_ms: number;
  /** CPU of all threads of the process in the best of the warm rounds, compilers and collectors included. */
  readonly proof_cpu_ms: number;
  readonly cuts: number;
  /** Further prefixes, other futures included. */
  readonly more_cuts: number;
  /** Prefixes that the engine simulated itself. */
  readonly simulated_cuts: number;
}

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

function measure(rounds: number, proof: () => LookaheadVerdict, bars: number): LookaheadFigures {
  const times: number[] = [];
  const cpu: number[] = [];
  let verdict: LookaheadVerdict | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const begin = process.hrtime.bigint();
    verdict = proof();
    times.push(Number(process.hrtime.bigint() - begin) / 1e6);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  if (!verdict || verdict.finding) throw new Error('The proof of an honest strategy failed.');
  return {
    bars,
    proof_ms: Number(Math.min(...times.slice(1)).toFixed(1)),
    cold_proof_ms: Number((times[0] ?? NaN).toFixed(1)),
    proof_cpu_ms: Number(Math.min(...cpu.slice(1)).toFixed(1)),
    cuts: verdict.cuts.length,
    more_cuts: verdict.moreCuts.length + verdict.alteredCuts.length,
    simulated_cuts: verdict.simulatedCuts.length,
  };
}

/** The look-ahead proof of the SMA 10/30 cross through `ctx.col`, in the market at all times. */
export function measureLookahead(bars = 1_000_000, rounds = 4): LookaheadFigures {
  const data = syntheticBars(bars);
  return measure(rounds, () => prove(data, callbackStrategy, benchInput), bars);
}

/** The look-ahead proof of a session range breakout on hourly bars: session helpers at each bar. */
export function measureSessionLookahead(bars = 34_000, rounds = 6): LookaheadFigures {
  const minutes = syntheticBars(bars);
  const data = {
    ...minutes,
    time: minutes.time.map((_, i) => 1_262_304_000_000 + i * MS_PER_HOUR),
  };
  const rules = {
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
  } as const;
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
  return measure(rounds, () => prove(data, load, inputOf), bars);
}
