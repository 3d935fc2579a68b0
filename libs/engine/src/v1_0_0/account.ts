import { MS_PER_DAY, MS_PER_MINUTE } from '@assay/core';
import type { RateSource } from '@assay/instruments';
import type { Direction } from '@assay/strategy/sdk';
import type { BarPrices } from './bar-prices.js';
import { EquityCurve } from './equity-curve.js';
import type { Fill } from './fill.js';
import type { MarketStates } from './market-state.js';
import { OpenPosition } from './open-position.js';
import type { Order, RejectionReason } from './order.js';
import type { EntryMoment } from './protective-fill.js';
import { protectiveLevels } from './protective-levels.js';
import type { ScratchArrays } from './scratch-arrays.js';
import type { EngineSettings } from './settings.js';
import type { SimulationInput } from './simulation.js';
import { TradeSizer } from './sizing.js';
import type { SwapNights } from './swap-nights.js';
import { TradeBook } from './trade-book.js';
import type { ZoneTime } from './zone-time.js';

/** When in a bar a position is left. */
export type ExitMoment = 'open' | 'intrabar' | 'close';

/** What an account needs to know; the rates convert into its currency. */
export interface AccountInputs {
  readonly input: SimulationInput;
  readonly settings: EngineSettings;
  readonly prices: BarPrices;
  readonly states: MarketStates;
  readonly zone: ZoneTime;
  readonly nights: SwapNights | null;
  /** Quote → account, for fills. */
  readonly rates: RateSource;
  /** Quote → account, for marks: they lag behind, and each source remembers its place. */
  readonly markRates: RateSource;
  /** Commission currency → account. */
  readonly commissionRates: RateSource;
  readonly scratch: ScratchArrays;
}

/** Cash, the open position, closed trades and the equity curve. It trusts the fills it is given. */
export class Account {
  position: OpenPosition | null = null;
  /** Realised money, account currency; what an open position has cost so far is not in it. */
  cash: number;
  readonly book: TradeBook;
  readonly curve: EquityCurve;
  private readonly sizer: TradeSizer;
  private readonly slot = new OpenPosition();
  private tradeDay = NaN;
  private tradesOfDay = 0;
  private lastDirection: Direction | 0 = 0;

  constructor(private readonly inputs: AccountInputs) {
    const { input, settings, prices, markRates, nights } = inputs;
    this.book = new TradeBook(input.bars.time, inputs.states, inputs.scratch);
    this.cash = settings.capital;
    this.sizer = new TradeSizer(settings.sizing, input.spec);
    this.curve = new EquityCurve({
      bars: input.bars,
      firstBar: input.firstBar,
      barMs: input.barMs,
      prices,
      rates: markRates,
      costs: settings.costs,
      nights,
      scratch: inputs.scratch,
    });
  }

  /** Trades filled in the local day in which a bar opens. */
  tradesOnDayOf(bar: number): number {
    const day = this.inputs.zone.dayOf(this.inputs.input.bars.time[bar] as number);
    return day === this.tradeDay ? this.tradesOfDay : 0;
  }

  /** Side of the last trade filled in the local day in which a bar opens; 0 when there is none. */
  lastDirectionOnDayOf(bar: number): Direction | 0 {
    return this.tradesOnDayOf(bar) > 0 ? this.lastDirection : 0;
  }

  /** Equity at the close of the current bar, marks of the open position included. */
  equityAtClose(bar: number): number {
    return this.position ? this.curve.equityAtClose(this.position, bar, this.cash) : this.cash;
  }

  /** Opens a position with a fill; a reason when the trade is refused, and nothing happens. */
  open(order: Order, fill: Fill, bar: number, moment: EntryMoment): RejectionReason | null {
    const { settings, input, states, rates } = this.inputs;
    const { maxTradesPerSession: limit } = settings;
    if (limit !== Infinity && this.tradesOnDayOf(bar) >= limit) return 'MAX_TRADES_PER_SESSION';
    const levels = protectiveLevels(order, fill.price, settings, input.spec.tick_size, states);
    if (typeof levels === 'string') return levels;
    const eventMs = this.eventMs(bar, moment === 'close');
    const rate = rates.at(eventMs);
    const riskPrice = Math.abs(fill.price - levels.stopLoss);
    const size = this.sizer.size(this.cash, riskPrice, rate);
    if (typeof size === 'string') return size;
    const { lots, units } = size;
    this.curve.fillFlat(bar, this.cash);
    const position = this.slot;
    const exitSide = order.direction === 1 ? fill.bid : fill.bid + this.inputs.prices.spread;
    position.begin(order, fill, bar, moment, exitSide);
    position.protect(levels.stopLoss, levels.takeProfit);
    position.lots = lots;
    position.units = units;
    position.entryRate = rate;
    position.entryCommission = this.commission(lots, units, fill.price, eventMs, rate);
    position.entrySpreadCost = settings.costs.spreadRate * fill.price * units * rate;
    position.timeExitLocalMs = this.timeExitAfter(eventMs);
    position.nextRollover = this.inputs.nights?.nextAfter(eventMs) ?? Infinity;
    this.position = position;
    this.countTrade(bar, order.direction);
    return null;
  }

  /** Closes the open position with a fill and records the trade. */
  close(fill: Fill, bar: number, reason: string, moment: ExitMoment): void {
    const { position, curve } = this;
    if (!position) return;
    const { settings, rates, input } = this.inputs;
    const { lots, units } = position;
    const openMs = input.bars.time[bar] as number;
    const eventMs = this.eventMs(bar, moment === 'close');
    curve.markOpen(position, bar, this.cash);
    // A fill inside a bar comes after a rollover at its open; a fill at the open comes before it.
    curve.accrueSwap(position, moment === 'intrabar' ? openMs + 1 : eventMs);
    const rate = rates.at(eventMs);
    if (moment === 'close') {
      const worst = curve.experienceLastBar(position, bar);
      curve.noteLow(bar, curve.markAt(position, worst, rate, this.cash));
    } else if (moment === 'intrabar' && bar > position.entryBar) {
      const open = (input.bars.open[bar] as number) + curve.exitSpread(position, bar);
      position.experience(open, open);
      curve.noteLow(bar, curve.markAt(position, open, rate, this.cash));
    }
    const exitSide = position.direction === 1 ? fill.bid : fill.bid + fill.spread;
    position.experience(exitSide, exitSide);
    const closing = {
      fill,
      bar,
      reason,
      rate,
      commission: this.commission(lots, units, fill.price, eventMs, rate),
      spreadCost: settings.costs.spreadRate * fill.price * units * rate,
    };
    this.cash += this.book.add(position, closing);
    curve.noteLow(bar, this.cash);
    this.position = null;
  }

  /** True when the time exit of the open position is due at the open of a bar. */
  isTimeExitDue(bar: number): boolean {
    const due = this.position?.timeExitLocalMs ?? Infinity;
    if (due === Infinity) return false;
    return this.inputs.zone.localMs(this.inputs.input.bars.time[bar] as number) >= due;
  }

  private eventMs(bar: number, atClose: boolean): number {
    const { bars, barMs } = this.inputs.input;
    return (bars.time[bar] as number) + (atClose ? barMs : 0);
  }

  private commission(
    lots: number,
    units: number,
    price: number,
    eventMs: number,
    rate: number,
  ): number {
    const { commissionPerLot, commissionRate } = this.inputs.settings.costs;
    const perLot =
      commissionPerLot === 0
        ? 0
        : commissionPerLot * lots * this.inputs.commissionRates.at(eventMs);
    return perLot + commissionRate * price * units * rate;
  }

  /** Local ms of the first time exit after an instant. */
  private timeExitAfter(ms: number): number {
    const minute = this.inputs.settings.timeExitMinute;
    if (minute === null) return Infinity;
    const local = this.inputs.zone.localMs(ms);
    const today = Math.floor(local / MS_PER_DAY) * MS_PER_DAY + minute * MS_PER_MINUTE;
    return today > local ? today : today + MS_PER_DAY;
  }

  private countTrade(bar: number, direction: Direction): void {
    const day = this.inputs.zone.dayOf(this.inputs.input.bars.time[bar] as number);
    this.tradesOfDay = day === this.tradeDay ? this.tradesOfDay + 1 : 1;
    this.tradeDay = day;
    this.lastDirection = direction;
  }
}
