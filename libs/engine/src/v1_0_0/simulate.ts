import { signalsOf } from '@assay/strategy/sdk';
import { BarLoop } from './bar-loop.js';
import { prepareRun } from './prepare-run.js';
import { settingsRecord } from './settings-record.js';
import type { DecisionObserver, SimulationInput, SimulationResult } from './simulation.js';
import { ScratchArrays } from './scratch-arrays.js';

function checkInput({ bars, firstBar, barMs }: SimulationInput): void {
  const isBar = Number.isInteger(firstBar) && firstBar >= 0 && firstBar <= bars.length;
  if (!isBar) throw new RangeError(`firstBar ${firstBar} is not a bar of ${bars.length}`);
  if (!(barMs > 0)) throw new RangeError(`barMs ${barMs} is not a length`);
}

/**
 * Simulates a strategy over bars. Pure: equal inputs give equal bits; decisions at bar i depend on
 * bars up to i only. The order of events is in the package's README.
 *
 * @param observer hears every decision, for the look-ahead proof; costs nothing when absent.
 * @param scratch arrays to use again, for many simulations in a row; equity and trades of the result
 *   lie in it and are overwritten by the next simulation that gets the same scratch.
 * @throws AssayError STRATEGY_CRASH, STRATEGY_CONTRACT, CONVERSION_RATE_MISSING, COST_INPUT_MISSING,
 *   RULE_NOT_INTERPRETED, MISSING_KEY.
 */
export function simulate(
  input: SimulationInput,
  observer?: DecisionObserver,
  scratch: ScratchArrays = new ScratchArrays(),
): SimulationResult {
  checkInput(input);
  const run = prepareRun(input, observer, scratch);
  const { bars, firstBar, strategy, account, broker, settings, readiness } = run;
  // Whoever listens wants the hooks themselves, at every bar.
  const find = observer === undefined ? signalsOf(strategy) : null;
  const signals = find?.(bars, input.symbol) ?? null;
  const loop = new BarLoop(run, signals);
  loop.runAll();
  if (bars.length > firstBar) broker.closeAtEnd(bars.length - 1);
  account.curve.fill([], bars.length, account.cash);
  return {
    get trades() {
      return account.book.trades;
    },
    table: account.book.table,
    stretches: account.curve.pieces.stretches,
    capital: settings.capital,
    accountCurrency: settings.accountCurrency,
    get equity() {
      return account.curve.pieces.marks.equity;
    },
    get equityLow() {
      return account.curve.pieces.marks.equityLow;
    },
    rejections: broker.rejectionCounts(),
    get notReadyBars() {
      return readiness.notReadyBars(firstBar, bars.length) - loop.signalsNotReady;
    },
    settings: settingsRecord(settings, run.finer),
  };
}
