import { AssayError, type Bars } from '@assay/core';
import { rateSource, type RateColumns } from '@assay/instruments';
import {
  hasSignals,
  type EntryDecision,
  type ExitDecision,
  type SignalTable,
  type StrategyDefinition,
} from '@assay/strategy/sdk';
import { Account } from './account.js';
import { BarContext } from './bar-context.js';
import { BarPrices } from './bar-prices.js';
import { BarSession } from './bar-session.js';
import { Broker } from './broker.js';
import { strategyCrash } from './contract-breach.js';
import { entryText, exitText } from './decision-text.js';
import { readEntryDecision, type EntryPlan } from './entry-decision.js';
import { EXIT_ON_SIGNAL, readExitDecision, type ExitPlan } from './exit-decision.js';
import { FinerBars } from './finer-bars.js';
import { MarketStates } from './market-state.js';
import { Readiness } from './readiness.js';
import { RegimeFilters } from './regime-filters.js';
import { resolveSettings, type EngineSettings } from './settings.js';
import { settingsRecord } from './settings-record.js';
import type { DecisionObserver, SimulationInput, SimulationResult } from './simulation.js';
import { ScratchArrays } from './scratch-arrays.js';
import { prepareColumns } from './strategy-columns.js';
import { SwapNights } from './swap-nights.js';
import { ZoneTime } from './zone-time.js';

/** The parts of one run that its loop uses. */
interface Run {
  readonly bars: Bars;
  readonly firstBar: number;
  readonly settings: EngineSettings;
  readonly strategy: StrategyDefinition;
  readonly account: Account;
  readonly broker: Broker;
  readonly finer: FinerBars | null;
  readonly context: BarContext;
  readonly readiness: Readiness;
  readonly observer: DecisionObserver | undefined;
}

/** Series that conversions may use: the given ones, and the instrument's own when it is a pair. */
function conversionSeries(input: SimulationInput): readonly RateColumns[] {
  const { spec, bars, barMs, conversions } = input;
  if (spec.kind !== 'currency_pair' || spec.base === undefined) return conversions;
  const own = { base: spec.base, quote: spec.quote, time: bars.time, close: bars.close, barMs };
  return [...conversions, own];
}

function prepareRun(
  input: SimulationInput,
  observer: DecisionObserver | undefined,
  scratch: ScratchArrays,
): Run {
  const resolved = resolveSettings(input.rules, input.spec);
  if (!resolved.ok) throw AssayError.of(resolved.error);
  const settings = resolved.value;
  const { bars, barMs, firstBar, spec, strategy } = input;
  const columns = prepareColumns(strategy, bars);
  const zone = new ZoneTime(input.zone);
  const states = new MarketStates(bars);
  const prices = new BarPrices(bars, settings.costs);
  const series = conversionSeries(input);
  const { accountCurrency, costs } = settings;
  const { swap } = costs;
  const account = new Account({
    input,
    settings,
    prices,
    states,
    zone,
    nights: swap === null ? null : new SwapNights(swap, input.rolloverZone),
    rates: rateSource(spec.quote, accountCurrency, series),
    markRates: rateSource(spec.quote, accountCurrency, series),
    commissionRates: rateSource(costs.commissionCurrency, accountCurrency, series),
    scratch,
  });
  const finer = settings.resolvesIntrabar ? new FinerBars(bars, barMs, input.finer) : null;
  const broker = new Broker(account, settings, bars, prices, finer);
  const context = new BarContext(bars, columns, {
    account,
    settings,
    symbol: input.symbol,
    tickSize: spec.tick_size,
    pendingOrders: () => broker.pendingOrders,
    session: (currentBar) => new BarSession(bars, barMs, zone, currentBar, account.dayTrades),
    filters: (currentBar) => new RegimeFilters(settings, states, currentBar),
  });
  const readiness = new Readiness(columns, bars.length);
  return {
    bars,
    firstBar,
    settings,
    strategy,
    account,
    broker,
    finer,
    context,
    readiness,
    observer,
  };
}

/** What reading a decision depends on, made once. */
const rulesFor = (marketOrdersOnly: boolean) => ({
  ready: { columnsReady: true, marketOrdersOnly },
  notReady: { columnsReady: false, marketOrdersOnly },
});
const ALL_ORDERS = rulesFor(false);
const MARKET_ORDERS = rulesFor(true);

/** Puts an entry decision into one shape and tells the observer. */
function readPlan(run: Run, decision: EntryDecision, bar: number): EntryPlan {
  const { settings, readiness, observer } = run;
  const { marketOrdersOnly } = settings;
  const columnsReady = readiness.isReady(bar);
  const rules = marketOrdersOnly ? MARKET_ORDERS : ALL_ORDERS;
  const plan = readEntryDecision(decision, bar, columnsReady ? rules.ready : rules.notReady);
  observer?.decided(bar, 'entry', entryText(plan));
  return plan;
}

/** What is to be left at the close of a bar; null when everything stays. */
function readExit(run: Run, decision: ExitDecision | undefined, bar: number): ExitPlan | null {
  const exit = decision === undefined ? null : readExitDecision(decision, bar);
  if (exit !== null) run.observer?.decided(bar, 'exit', exitText(exit));
  return exit;
}

/**
 * Carries out what was decided at a close. While a position stays open, orders count only where rules
 * take them: a market order of the other side to leave by, an order that adds, one that reverses.
 */
function carryOut(
  run: Run,
  decidedExit: ExitPlan | null,
  stays: boolean,
  decision: EntryDecision | undefined,
  bar: number,
): boolean {
  const { account, broker, settings } = run;
  let exit = decidedExit;
  const plan = decision === undefined || decision === null ? null : readPlan(run, decision, bar);
  let taken = plan;
  if (stays && plan !== null) {
    const direction = account.position?.direction;
    const isOpposite = plan.orders.some(
      (order) => order.kind === 'market' && order.direction !== direction,
    );
    if (isOpposite && (settings.exitOnOppositeSignal || settings.reverses)) {
      exit = EXIT_ON_SIGNAL;
    } else if (!settings.reverses && settings.maxPositions === 1) {
      broker.refuse(plan);
      taken = null;
    }
  }
  broker.decide(exit, taken, bar);
  return plan !== null && plan.orders.length > 0;
}

/**
 * Runs all bars that may trade; returns how many of the bars that are not ready had a signal. With a
 * table of signals the hooks are asked only at its bars: at the others they have nothing to say.
 */
function runBars(run: Run, signals: SignalTable | null): number {
  const { bars, firstBar, settings, strategy, account, broker, context, readiness } = run;
  const leavesAtClose = settings.entryTiming === 'bar_close' && settings.maxBars !== Infinity;
  const asksForOpposite = settings.exitOnOppositeSignal || settings.reverses;
  const { maxPositions } = settings;
  const asksMore = asksForOpposite || maxPositions > 1;
  let signalsNotReady = 0;
  let asked = 0;
  // Which hook is running: what is thrown meanwhile is the strategy's. One handler around all bars.
  let asking = '';
  try {
    for (let bar = firstBar; bar < bars.length; bar += 1) {
      if (broker.isWaiting) broker.openBar(bar);
      if (signals !== null && !leavesAtClose) {
        while (asked < signals.count && (signals.bars[asked] as number) < bar) asked += 1;
        const next = asked < signals.count ? (signals.bars[asked] as number) : bars.length;
        if (next > bar) {
          if (!broker.isWaiting) bar = next - 1;
          continue;
        }
      }
      context.i = bar;
      let exit: ExitPlan | null = null;
      let isDue = false;
      let stays = false;
      if (account.position !== null) {
        asking = 'checkExit';
        const decision: ExitDecision | undefined = strategy.checkExit(context);
        asking = '';
        const wants = decision !== false && decision !== null;
        if (!wants && !leavesAtClose && !asksMore) continue;
        if (wants) exit = readExit(run, decision, bar);
        isDue = leavesAtClose && broker.isDueAtClose(bar);
        const leaves = exit !== null || isDue;
        stays = !leaves || !broker.leavesAll(exit, bar);
        if (stays && !asksForOpposite && account.positions.length >= maxPositions) {
          if (leaves) broker.decide(exit, null, bar);
          continue;
        }
      }
      asking = 'checkEntry';
      const decision: EntryDecision | undefined = strategy.checkEntry(context);
      asking = '';
      const isIdle = exit === null && !isDue;
      if (isIdle && (decision === null || decision === undefined)) continue;
      if (carryOut(run, exit, stays, decision, bar) && !readiness.isReady(bar)) {
        signalsNotReady += 1;
      }
    }
  } catch (error) {
    throw asking === '' ? error : strategyCrash(asking, context.i, error);
  }
  return signalsNotReady;
}

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
  const asksAll = observer !== undefined || !hasSignals(strategy);
  const signals = asksAll ? null : strategy.signals(bars, input.symbol);
  const signalsNotReady = runBars(run, signals);
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
    notReadyBars: readiness.notReadyBars(firstBar, bars.length) - signalsNotReady,
    settings: settingsRecord(settings, run.finer),
  };
}
