import type { MetricTrade } from './metric-trade.js';

/** Sums over trades, taken once, in order of entry. A win is net > 0, a loss net < 0. */
export interface TradeSums {
  readonly count: number;
  readonly wins: number;
  readonly losses: number;
  readonly net: number;
  /** Σ of winning nets. */
  readonly won: number;
  /** −Σ of losing nets, ≥ 0. */
  readonly lost: number;
  readonly largestWin: number;
  /** As a positive amount. */
  readonly largestLoss: number;
  readonly winStreak: number;
  readonly lossStreak: number;
  readonly gross: number;
  /** Σ of gross results above zero. */
  readonly grossWon: number;
  readonly spreadCost: number;
  readonly commission: number;
  readonly slippage: number;
  readonly swap: number;
  readonly notional: number;
  readonly barsHeld: number;
  readonly barsHeldWins: number;
  readonly barsHeldLosses: number;
  /** Trades that had a stop, and Σ of their R, MFE and MAE. */
  readonly withRisk: number;
  readonly r: number;
  readonly mfeR: number;
  readonly maeR: number;
}

type Running = { -readonly [K in keyof TradeSums]: number };

/** The numbers of trades that sums need, a column each, in order of entry. */
export interface TradeColumns {
  /** Trades; the columns may be longer. */
  readonly count: number;
  readonly net: Float64Array;
  readonly gross: Float64Array;
  readonly spreadCost: Float64Array;
  readonly commission: Float64Array;
  readonly slippage: Float64Array;
  /** Null when no trade has any. */
  readonly swap: Float64Array | null;
  readonly notional: Float64Array;
  readonly barsHeld: Float64Array;
  /** In multiples of the initial risk, NaN without stop; null when no trade has one. */
  readonly risk: {
    readonly r: Float64Array;
    readonly mfeR: Float64Array;
    readonly maeR: Float64Array;
  } | null;
}

/** Trades with what is taken from all of them once. */
export interface SummedTrades {
  readonly trades: readonly MetricTrade[];
  readonly nets: Float64Array;
  readonly sums: TradeSums;
}

/** Adds trades up; a net of zero is neither win nor loss and ends both streaks. */
export function sumTrades(trades: readonly MetricTrade[]): SummedTrades {
  const columns = columnsOf(trades);
  return { trades, nets: columns.net, sums: sumColumns(columns) };
}

function columnsOf(trades: readonly MetricTrade[]): TradeColumns {
  const column = (value: (trade: MetricTrade) => number | null): Float64Array => {
    const out = new Float64Array(trades.length);
    for (let k = 0; k < out.length; k += 1) out[k] = value(trades[k] as MetricTrade) ?? NaN;
    return out;
  };
  return {
    count: trades.length,
    net: column((trade) => trade.net),
    gross: column((trade) => trade.gross),
    spreadCost: column((trade) => trade.spreadCost),
    commission: column((trade) => trade.commission),
    slippage: column((trade) => trade.slippage),
    swap: column((trade) => trade.swap),
    notional: column((trade) => trade.notional),
    barsHeld: column((trade) => trade.barsHeld),
    risk: {
      r: column((trade) => trade.r),
      mfeR: column((trade) => trade.mfeR),
      maeR: column((trade) => trade.maeR),
    },
  };
}

/** Adds columns up. */
export function sumColumns(columns: TradeColumns): TradeSums {
  const sums: Running = {
    ...resultSums(columns),
    gross: 0,
    grossWon: 0,
    spreadCost: sumOf(columns.spreadCost, columns.count),
    commission: sumOf(columns.commission, columns.count),
    slippage: sumOf(columns.slippage, columns.count),
    swap: columns.swap ? sumOf(columns.swap, columns.count) : 0,
    notional: sumOf(columns.notional, columns.count),
    withRisk: 0,
    r: 0,
    mfeR: 0,
    maeR: 0,
  };
  for (let k = 0; k < columns.count; k += 1) {
    const gross = columns.gross[k] as number;
    sums.gross += gross;
    if (gross > 0) sums.grossWon += gross;
  }
  if (columns.risk) addRisk(sums, columns.count, columns.risk);
  return sums;
}

function sumOf(column: Float64Array, count: number): number {
  let sum = 0;
  for (let k = 0; k < count; k += 1) sum += column[k] as number;
  return sum;
}

/** Wins, losses, their sizes and streaks. */
function resultSums({ count, net: nets, barsHeld }: TradeColumns) {
  let [wins, losses, won, lost, net] = [0, 0, 0, 0, 0];
  let [largestWin, largestLoss, winStreak, lossStreak] = [0, 0, 0, 0];
  let [held, heldWins, heldLosses, winning, losing] = [0, 0, 0, 0, 0];
  for (let k = 0; k < count; k += 1) {
    const value = nets[k] as number;
    const bars = barsHeld[k] as number;
    net += value;
    held += bars;
    winning = value > 0 ? winning + 1 : 0;
    losing = value < 0 ? losing + 1 : 0;
    if (value > 0) {
      wins += 1;
      won += value;
      heldWins += bars;
      if (value > largestWin) largestWin = value;
      if (winning > winStreak) winStreak = winning;
    } else if (value < 0) {
      losses += 1;
      lost -= value;
      heldLosses += bars;
      if (-value > largestLoss) largestLoss = -value;
      if (losing > lossStreak) lossStreak = losing;
    }
  }
  return {
    count,
    wins,
    losses,
    net,
    won,
    lost,
    largestWin,
    largestLoss,
    winStreak,
    lossStreak,
    barsHeld: held,
    barsHeldWins: heldWins,
    barsHeldLosses: heldLosses,
  };
}

function addRisk(sums: Running, count: number, risk: NonNullable<TradeColumns['risk']>): void {
  for (let k = 0; k < count; k += 1) {
    const r = risk.r[k] as number;
    if (r !== r) continue;
    const mfe = risk.mfeR[k] as number;
    const mae = risk.maeR[k] as number;
    sums.withRisk += 1;
    sums.r += r;
    if (mfe === mfe) sums.mfeR += mfe;
    if (mae === mae) sums.maeR += mae;
  }
}
