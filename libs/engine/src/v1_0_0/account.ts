import type { RateSource } from '@assay/instruments';
import type { BarPrices } from './bar-prices.js';
import { DayTradeCount } from './day-trades.js';
import type { EntryMoment } from './entry-moment.js';
import { EquityCurve } from './equity-curve.js';
import type { Fill } from './fill.js';
import type { MarketStates } from './market-state.js';
import { OpenPosition } from './open-position.js';
import type { Order, RejectionReason } from './order.js';
import { protectiveLevels, type PartLevel } from './protective-levels.js';
import type { ScratchArrays } from './scratch-arrays.js';
import type { EngineSettings } from './settings.js';
import type { SimulationInput } from './simulation.js';
import { TradeSizer, type TradeSize } from './sizing.js';
import { moveStopFirst } from './stop-moves.js';
import type { SwapNights } from './swap-nights.js';
import { PositionClosing, TradeBook } from './trade-book.js';
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

/** The money side of a part of a position. */
interface PositionShare extends TradeSize {
  readonly entryCommission: number;
  readonly entrySpreadCost: number;
  readonly swap: number;
}

/** Cash, the open positions, closed trades and the equity curve. It trusts the fills it is given. */
export class Account {
  /** The oldest open position; null when none is open. */
  position: OpenPosition | null = null;
  /** True when something besides rules of time may close a position inside a bar. */
  isProtected = false;
  /** Everything open, in order of entry; all of one side. */
  readonly positions: OpenPosition[] = [];
  /** Realised money, account currency; what open positions have cost so far is not in it. */
  cash: number;
  readonly book: TradeBook;
  readonly curve: EquityCurve;
  readonly dayTrades: DayTradeCount;
  private readonly sizer: TradeSizer;
  /** Objects of closed positions, to be used again. */
  private readonly unused: OpenPosition[] = [];
  /** Positions opened so far. */
  entries = 0;
  /** What the book is told of a trade that closes; filled anew by each. */
  private readonly closing = new PositionClosing();
  /** False when no instant matters: nothing is converted, charged overnight or closed by the clock. */
  private readonly watchesTime: boolean;

  constructor(private readonly inputs: AccountInputs) {
    const { input, settings, prices, markRates, nights } = inputs;
    const shortSpread = prices.spreadAt(0);
    this.book = new TradeBook(input.bars, shortSpread, inputs.states, inputs.scratch);
    this.cash = settings.capital;
    this.watchesTime =
      !inputs.rates.isUnity ||
      !inputs.commissionRates.isUnity ||
      nights !== null ||
      settings.timeExitMinute !== null;
    this.dayTrades = new DayTradeCount(inputs.zone, input.bars.time);
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

  /** Equity at the close of the current bar, marks of open positions included. */
  equityAtClose(bar: number): number {
    return this.position ? this.curve.equityAtClose(this.positions, bar, this.cash) : this.cash;
  }

  /**
   * Opens a position with a fill; a reason when the trade is refused, and nothing happens.
   * @param step the count of bars tested, by which the position knows its entry bar.
   */
  open(
    order: Order,
    fill: Fill,
    bar: number,
    moment: EntryMoment,
    step: number,
  ): RejectionReason | null {
    const { settings, input, states, rates } = this.inputs;
    const { maxTradesPerSession: limit } = settings;
    if (limit !== Infinity && this.dayTrades.tradesOnDayOf(bar) >= limit) {
      return 'MAX_TRADES_PER_SESSION';
    }
    const levels = protectiveLevels(order, fill.price, settings, input.spec.tick_size, states);
    if (typeof levels === 'string') return levels;
    const eventMs = this.eventMs(bar, moment === 'close');
    const rate = rates.at(eventMs);
    const riskPrice = Math.abs(fill.price - levels.stopLoss);
    const size = this.sizer.size(this.equityAt(fill.bid, rate), riskPrice, rate);
    if (typeof size === 'string') return size;
    this.curve.fill(this.positions, bar, this.cash);
    const position = this.unused.pop() ?? new OpenPosition();
    const exitSide = order.direction === 1 ? fill.bid : fill.bid + this.inputs.prices.spread;
    position.begin(order, fill, bar, moment, exitSide);
    position.protect(levels);
    position.isUnwatched = moment === 'open' && !position.isProtected && this.curve.isPlain;
    if (settings.trailing !== null) moveStopFirst(position, exitSide, settings.trailing.update);
    position.id = this.entries;
    position.entryStep = step;
    position.lots = size.lots;
    position.entryLots = size.lots;
    position.units = size.units;
    position.entryRate = rate;
    position.entryCommission = this.commission(size.lots, size.units, fill.price, eventMs, rate);
    position.entrySpreadCost = settings.costs.spreadRate * fill.price * size.units * rate;
    position.timeExitMs = this.timeExitAfter(eventMs);
    position.nextRollover = this.inputs.nights?.nextAfter(eventMs) ?? Infinity;
    this.entries += 1;
    this.positions.push(position);
    this.position = this.positions[0] ?? null;
    if (position.isProtected) this.isProtected = true;
    this.dayTrades.add(bar, order.direction);
    return null;
  }

  /** Closes a position with a fill, or some lots of it, and records the trade. */
  close(
    position: OpenPosition,
    fill: Fill,
    bar: number,
    reason: string,
    moment: ExitMoment,
    lots: number = position.lots,
  ): void {
    const { curve, positions } = this;
    const { settings, rates, input } = this.inputs;
    const eventMs = this.eventMs(bar, moment === 'close');
    curve.fill(positions, bar, this.cash);
    // A fill inside a bar comes after a rollover at its open; a fill at the open comes before it.
    curve.accrueSwap(position, moment === 'intrabar' ? eventMs + 1 : eventMs);
    const rate = rates.at(eventMs);
    if (moment === 'close') {
      const worst = curve.experienceLastBar(position, bar);
      curve.noteLow(bar, curve.markAll(positions, worst, rate, this.cash));
    } else if (moment === 'intrabar' && bar > position.entryBar) {
      const open = (input.bars.open[bar] as number) + curve.exitSpread(position, bar);
      position.experience(open, open);
      curve.noteLow(bar, curve.markAll(positions, open, rate, this.cash));
    }
    const exitSide = position.direction === 1 ? fill.bid : fill.bid + fill.spread;
    position.experience(exitSide, exitSide);
    const rest = lots < position.lots ? this.splitOff(position, lots) : null;
    const { units } = position;
    const { closing } = this;
    closing.fill = fill;
    closing.bar = bar;
    closing.reason = reason;
    closing.rate = rate;
    closing.commission = this.commission(position.lots, units, fill.price, eventMs, rate);
    closing.spreadCost = settings.costs.spreadRate * fill.price * units * rate;
    this.cash += this.book.add(position, closing);
    if (rest) this.keep(position, rest);
    else this.remove(position);
    curve.noteLow(bar, curve.markAll(positions, exitSide, rate, this.cash));
  }

  /** Lots of a part that leaves at its level, or why it does not. */
  partLots(position: OpenPosition, part: PartLevel): number | RejectionReason {
    if (part.isLast) return position.lots;
    return this.sizer.part(part.fraction, position.entryLots, position.lots);
  }

  /** Lots of a share of what is open, or why that share does not leave. */
  shareOf(position: OpenPosition, fraction: number): number | RejectionReason {
    if (fraction === 1) return position.lots;
    return this.sizer.part(fraction, position.lots, position.lots);
  }

  /** Reduces a position to what leaves; returns what stays. Costs so far are shared by units. */
  private splitOff(position: OpenPosition, lots: number): PositionShare {
    const { units, entryCommission, entrySpreadCost, swap } = position;
    const stays = this.sizer.sizeOf(position.lots - lots);
    position.lots = lots;
    position.units = this.sizer.sizeOf(lots).units;
    const share = position.units / units;
    position.entryCommission *= share;
    position.entrySpreadCost *= share;
    position.swap *= share;
    return {
      ...stays,
      entryCommission: entryCommission - position.entryCommission,
      entrySpreadCost: entrySpreadCost - position.entrySpreadCost,
      swap: swap - position.swap,
    };
  }

  /** Makes a position what stayed of it. */
  private keep(position: OpenPosition, rest: PositionShare): void {
    position.lots = rest.lots;
    position.units = rest.units;
    position.entryCommission = rest.entryCommission;
    position.entrySpreadCost = rest.entrySpreadCost;
    position.swap = rest.swap;
    position.partsLeft += 1;
  }

  private remove(position: OpenPosition): void {
    const { positions } = this;
    if (positions.length === 1) {
      positions.pop();
      this.position = null;
      this.isProtected = false;
    } else {
      positions.splice(positions.indexOf(position), 1);
      this.position = positions[0] ?? null;
      this.isProtected = positions.some((open) => open.isProtected);
    }
    this.unused.push(position);
  }

  /** Equity at a fill: what is open is marked at its bid. */
  private equityAt(bid: number, rate: number): number {
    const { position, positions, cash } = this;
    if (position === null) return cash;
    const exitSide = position.direction === 1 ? bid : bid + this.inputs.prices.spread;
    return this.curve.markAll(positions, exitSide, rate, cash);
  }

  /** True when the time exit of a position is due at the open of a bar. */
  isTimeExitDue(position: OpenPosition, bar: number): boolean {
    const due = position.timeExitMs;
    return due !== Infinity && (this.inputs.input.bars.time[bar] as number) >= due;
  }

  /** NaN when no instant matters: the time of a bar is one more line of memory to wait for. */
  private eventMs(bar: number, atClose: boolean): number {
    if (!this.watchesTime) return NaN;
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

  /** Instant of the first time exit after another: a local time that the clock repeats comes once. */
  private timeExitAfter(ms: number): number {
    const minute = this.inputs.settings.timeExitMinute;
    if (minute === null) return Infinity;
    const { zone } = this.inputs;
    const day = zone.dayOf(ms);
    const today = zone.instantOf(day, minute);
    return today > ms ? today : zone.instantOf(day + 1, minute);
  }
}
