import { AssayError, type Bars } from '@assay/core';
import { rateSource, type RateColumns } from '@assay/instruments';
import type { StrategyDefinition } from '@assay/strategy/sdk';
import { Account } from './account.js';
import { BarContext } from './bar-context.js';
import { BarPrices } from './bar-prices.js';
import { BarSession } from './bar-session.js';
import { Broker } from './broker.js';
import { FinerBars } from './finer-bars.js';
import { MarketStates } from './market-state.js';
import { Readiness } from './readiness.js';
import { RegimeFilters } from './regime-filters.js';
import { resolveSettings, type EngineSettings } from './settings.js';
import type { DecisionObserver, SimulationInput } from './simulation.js';
import type { ScratchArrays } from './scratch-arrays.js';
import { prepareColumns } from './strategy-columns.js';
import { SwapNights } from './swap-nights.js';
import { ZoneTime } from './zone-time.js';

/** The parts of one run that its loop uses. */
export interface Run {
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

/** Makes the parts of a run from its input. @throws AssayError as `simulate` does. */
export function prepareRun(
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
  const readiness = new Readiness(columns);
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
