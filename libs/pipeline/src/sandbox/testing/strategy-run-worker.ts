import { copyBars, UTC_OFFSETS, type Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { simulate } from '@assay/engine/v1_0_0';
import type { BrokerSpec } from '@assay/instruments';
import { assertBarsUnchanged, proveNoLookahead } from '@assay/strategy';
import { signalsOf } from '@assay/strategy/sdk';
import { startAllocationBudget } from '../allocation-budget.js';
import { allocationBudget, loadContained } from '../load-strategy.js';
import { serveTasks } from '../serve-tasks.js';
import { assertSignalsAgree, type Trade } from '../../work/signals-agree.js';

const SPEC: BrokerSpec = {
  symbol: 'EURUSD',
  kind: 'currency_pair',
  base: 'EUR',
  quote: 'USD',
  contract_size: 100_000,
  min_lot: 0.01,
  lot_step: 0.01,
  max_lot: 50,
  tick_size: 0.00001,
  digits: 5,
};
const HOUR = 3_600_000;
const FIRST_BAR = 100;
const clock = performance.now.bind(performance);

/** A strategy bundle that is run by the real engine on a walk of prices. */
interface RunTask {
  readonly code: string;
  readonly rules: DirectiveRules;
  readonly bars: number;
}

function walk(length: number): Bars {
  const column = (): Float64Array => new Float64Array(length);
  const bars = {
    length,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
  };
  let state = 7;
  const next = (): number =>
    (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
  let price = 1.1;
  for (let i = 0; i < length; i += 1) {
    bars.time[i] = 1_704_672_000_000 + i * HOUR;
    bars.open[i] = price;
    price += (next() - 0.5) * 0.002;
    bars.close[i] = price;
    bars.high[i] = Math.max(price, bars.open[i] as number) + next() * 0.0005;
    bars.low[i] = Math.min(price, bars.open[i] as number) - next() * 0.0005;
  }
  return bars;
}

serveTasks({
  run: ({ code, rules, bars: length }: RunTask) => {
    const data = walk(length);
    const input = (strategy: ReturnType<typeof loadContained>, bars: Bars) => ({
      symbol: 'EURUSD',
      bars,
      firstBar: FIRST_BAR,
      barMs: HOUR,
      spec: SPEC,
      rules,
      zone: UTC_OFFSETS,
      conversions: [],
      strategy,
    });
    const started = clock();
    let proven: readonly Trade[] | undefined;
    const verdict = proveNoLookahead({
      bars: data,
      firstBar: FIRST_BAR,
      load: () => loadContained(code),
      beforeRun: () => {
        startAllocationBudget(allocationBudget(length));
      },
      simulate: (strategy, bars, recorder) => {
        const { trades } = simulate(input(strategy, bars), recorder);
        proven ??= trades;
        return trades.map(({ exitBar }) => exitBar);
      },
    });
    const proofMs = clock() - started;
    const strategy = loadContained(code);
    const own = copyBars(data, 0, length);
    const { trades, equity } = simulate(input(strategy, own));
    if (!verdict.finding && signalsOf(strategy)) assertSignalsAgree(trades, proven ?? []);
    assertBarsUnchanged(own, data);
    return {
      trades: trades.length,
      equity: equity.at(-1),
      cuts: verdict.cuts.length,
      simulated: verdict.simulatedCuts.length,
      finding: verdict.finding,
      proofMs,
    };
  },
});
