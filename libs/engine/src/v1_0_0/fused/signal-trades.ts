import type { Bars } from '@assay/core';
import { SIGNAL, type SignalTable } from '@assay/strategy/sdk';
import type { BarPrices } from '../bar-prices.js';
import { EquityPieces, type EquityStretches } from '../equity-pieces.js';
import type { ScratchArrays } from '../scratch-arrays.js';
import type { EngineSettings } from '../settings.js';
import type { TradeSize } from '../sizing.js';

/** What the trades of a signal table follow from. */
export interface SignalRun {
  readonly bars: Bars;
  readonly firstBar: number;
  readonly settings: EngineSettings;
  readonly prices: BarPrices;
  readonly size: TradeSize;
  readonly signals: SignalTable;
  readonly scratch: ScratchArrays;
}

/** Places of a trade's numbers in its row. Bars are those of the run. */
const PLACES = {
  direction: 0,
  entryBar: 1,
  exitBar: 2,
  entryPrice: 3,
  net: 4,
  gross: 5,
  spreadCost: 6,
  commission: 7,
  slippage: 8,
  notional: 9,
  barsHeld: 10,
  swap: 11,
  r: 12,
  mfeR: 12,
  maeR: 12,
} as const;
const WIDTH = 13;

/** Trades in order of entry, a row each, and the equity that follows; money in account currency. */
export interface SignalTrades {
  readonly table: {
    readonly count: number;
    readonly rows: Float64Array;
    readonly width: number;
    readonly places: typeof PLACES;
  };
  readonly stretches: EquityStretches;
}

/** Signals whose opens are read together. */
const GATHERED = 64;

/**
 * Reads the opens after the next signals at once. They lie far apart: asked one by one, each is waited
 * for; asked together, the memory answers them together.
 */
function gatherOpens(
  open: Float64Array,
  signals: SignalTable,
  from: number,
  into: Float64Array,
): void {
  const count = Math.min(GATHERED, signals.count - from);
  for (let k = 0; k < count; k += 1) {
    into[k] = open[(signals.bars[from + k] as number) + 1] as number;
  }
}

/**
 * Carries out signals as market orders at the opens that follow them, one position at a time, in an
 * account without currency conversion, swap, protective orders or limits: in the arithmetic of the
 * account, operation by operation, but only at the bars where something happens.
 */
export class SignalAccount {
  private readonly rows: Float64Array;
  private readonly pieces: EquityPieces;
  /** First bar that no piece has. */
  private told: number;
  private count = 0;
  private side = 0;
  private cash: number;
  private entryBar = 0;
  private bid = 0;
  private spread = 0;
  private price = 0;
  private entryCommission = 0;
  private entrySpreadCost = 0;

  constructor(private readonly run: SignalRun) {
    this.rows = run.scratch.atLeast('signal trades', (run.signals.count + 1) * WIDTH);
    const { bars, firstBar, prices, scratch, settings } = run;
    this.pieces = new EquityPieces(bars, firstBar, prices.spreadAt(0), scratch);
    this.told = firstBar;
    this.cash = settings.capital;
  }

  /** Trades all signals; what is open at the end leaves at the last close. */
  trade(): SignalTrades {
    const { bars, firstBar, signals, prices } = this.run;
    const { length } = bars;
    const opens = this.run.scratch.atLeast('signal opens', GATHERED);
    for (let k = 0; k < signals.count; k += 1) {
      if (k % GATHERED === 0) gatherOpens(bars.open, signals, k, opens);
      const bar = signals.bars[k] as number;
      if (bar < firstBar) continue;
      if (bar + 1 >= length) break;
      const bits = signals.bits[k] as number;
      const wanted = this.wanted(bits);
      const leaves = this.leaves(bits);
      if (!leaves && (this.side !== 0 || wanted === 0)) continue;
      const bid = opens[k % GATHERED] as number;
      const spread = prices.spreadAt(bar + 1);
      if (leaves) this.leave(bar + 1, bid, spread);
      this.side = wanted;
      if (wanted !== 0) this.enter(bar + 1, bid, spread);
    }
    this.leaveAtEnd();
    if (this.told < length) this.pieces.add(this.told, length, this.cash, 0, 0);
    const { rows, count } = this;
    const table = { count, rows, width: WIDTH, places: PLACES };
    return { table, stretches: this.pieces.stretches };
  }

  /** Leaves at the last close, after the worst of that bar. */
  private leaveAtEnd(): void {
    if (this.side === 0) return;
    const { bars, prices, size } = this.run;
    const { side } = this;
    const last = bars.length - 1;
    const spread = prices.spreadAt(last);
    const worst = side === 1 ? (bars.low[last] as number) : (bars.high[last] as number) + spread;
    const mark = this.base + (worst - this.price) * (side * size.units);
    this.leave(last, bars.close[last] as number, spread);
    this.pieces.mark(last, this.cash, Math.min(this.cash, mark));
    this.told = last + 1;
  }

  /** What the marks of the open position start from. */
  private get base(): number {
    return this.cash - (this.entryCommission + this.entrySpreadCost) + 0;
  }

  /** The side that a signal enters: none that the direction forbids or an open position does. */
  private wanted(bits: number): number {
    const { side } = this;
    if (side !== 0 && !this.run.signals.reverses) return 0;
    const { direction } = this.run.settings;
    if ((bits & SIGNAL.enterLong) !== 0 && side !== 1) return direction === 'short' ? 0 : 1;
    if ((bits & SIGNAL.enterShort) !== 0 && side !== -1) return direction === 'long' ? 0 : -1;
    return 0;
  }

  /** True when the open position is to be left. */
  private leaves(bits: number): boolean {
    const { side } = this;
    if (side === 0) return false;
    const { exitOnOppositeSignal, reverses } = this.run.settings;
    const takesOpposite = this.run.signals.reverses && (exitOnOppositeSignal || reverses);
    const { leaveLong, leaveShort, enterLong, enterShort } = SIGNAL;
    const reasons =
      side === 1
        ? leaveLong | (takesOpposite ? enterShort : 0)
        : leaveShort | (takesOpposite ? enterLong : 0);
    return (bits & reasons) !== 0;
  }

  private enter(bar: number, bid: number, spread: number): void {
    const { side } = this;
    const { settings, size } = this.run;
    const { costs } = settings;
    const { slippage } = costs;
    const { units } = size;
    if (this.told < bar) this.pieces.add(this.told, bar, this.cash, 0, 0);
    this.told = bar;
    this.entryBar = bar;
    this.bid = bid;
    this.spread = side === 1 ? spread : 0;
    this.price = side === 1 ? bid + spread + slippage : bid - slippage;
    this.entryCommission = this.commission(this.price);
    this.entrySpreadCost = costs.spreadRate * this.price * units;
  }

  private commission(price: number): number {
    const { settings, size } = this.run;
    const { commissionPerLot, commissionRate } = settings.costs;
    const perLot = commissionPerLot === 0 ? 0 : commissionPerLot * size.lots;
    return perLot + commissionRate * price * size.units;
  }

  private leave(bar: number, bid: number, spread: number): void {
    const { rows, side } = this;
    const { settings, size } = this.run;
    const { slippage: slip, spreadRate } = settings.costs;
    const { units } = size;
    const exitSpread = side === 1 ? 0 : spread;
    const price = side === 1 ? bid - slip : bid + spread + slip;
    const gross = side * (bid - this.bid) * units;
    const spreadCost =
      (this.spread + exitSpread) * units + this.entrySpreadCost + spreadRate * price * units;
    const commission = this.entryCommission + this.commission(price);
    const slippage = (slip + slip) * units;
    const net = gross - spreadCost - commission - slippage + 0;
    const row = this.count * WIDTH;
    this.count += 1;
    rows[row + PLACES.direction] = side;
    rows[row + PLACES.entryBar] = this.entryBar;
    rows[row + PLACES.exitBar] = bar;
    rows[row + PLACES.entryPrice] = this.price;
    rows[row + PLACES.net] = net;
    rows[row + PLACES.gross] = gross;
    rows[row + PLACES.spreadCost] = spreadCost;
    rows[row + PLACES.commission] = commission;
    rows[row + PLACES.slippage] = slippage;
    rows[row + PLACES.notional] = units * this.price;
    rows[row + PLACES.barsHeld] = bar - this.entryBar;
    rows[row + PLACES.swap] = 0;
    rows[row + PLACES.r] = NaN;
    if (bar > this.entryBar) {
      this.pieces.add(this.entryBar, bar, this.base, this.price, side * units);
      this.told = bar;
    }
    this.cash += net;
  }
}
