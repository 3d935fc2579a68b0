import { signalsOf } from '@assay/strategy/sdk';
import { BarPrices } from '../bar-prices.js';
import { ScratchArrays } from '../scratch-arrays.js';
import { resolveSettings } from '../settings.js';
import { simulate } from '../simulate.js';
import type { SimulationInput, SimulationResult, Trade } from '../simulation.js';
import { TradeSizer } from '../sizing.js';
import { areSettingsPlain } from './plain-settings.js';
import { SignalAccount, type SignalTrades } from './signal-trades.js';

/**
 * A run as a table of its trades: enough for most metrics, and made without marking every bar. What
 * takes longer is simulated when it is asked for, with the same bits.
 */
export interface SignalResult {
  readonly capital: number;
  readonly accountCurrency: string;
  /** The trades' numbers; lies in the scratch. */
  readonly table: SignalTrades['table'];
  /** The equity that follows from the trades and the prices. */
  readonly stretches: SignalTrades['stretches'];
  readonly trades: readonly Trade[];
  readonly equity: Float64Array;
  readonly equityLow: Float64Array;
  /** The run as `simulate` tells it. */
  full(): SimulationResult;
}

/**
 * Simulates a strategy that can name its signals, in an account where nothing happens between them: no
 * protective orders, limits, swap, conversion, spread column or filters. Null for any other, and for
 * rules that `simulate` refuses.
 * @param scratch as for `simulate`.
 */
export function simulateSignals(
  input: SimulationInput,
  scratch: ScratchArrays = new ScratchArrays(),
): SignalResult | null {
  const { strategy, bars, firstBar, spec, symbol } = input;
  const resolved = resolveSettings(input.rules, spec);
  const find = signalsOf(strategy);
  if (!resolved.ok || find === null) return null;
  const settings = resolved.value;
  const { capital, accountCurrency, costs, sizing } = settings;
  const isConverted =
    spec.quote !== accountCurrency || costs.commissionCurrency !== accountCurrency;
  if (isConverted || !areSettingsPlain(settings)) return null;
  const size = new TradeSizer(sizing, spec).size(capital, NaN, 1);
  const signals = find(bars, symbol);
  if (typeof size === 'string' || signals === null) return null;
  const prices = new BarPrices(bars, costs);
  const account = new SignalAccount({ bars, firstBar, settings, prices, size, signals, scratch });
  const { table, stretches } = account.trade();
  let simulated: SimulationResult | undefined;
  const full = (): SimulationResult => (simulated ??= simulate(input));
  return {
    capital,
    accountCurrency,
    table,
    stretches,
    get trades() {
      return full().trades;
    },
    get equity() {
      return full().equity;
    },
    get equityLow() {
      return full().equityLow;
    },
    full,
  };
}
