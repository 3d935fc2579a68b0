import type { MetricTrade } from './metric-trade.js';

/** Sums over trades, taken once, in the order in which they closed. A win is net > 0, a loss net < 0. */
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

/** Numbers in rows of equal width: row k, place p is `rows[k · width + p]`. */
export interface NumberTable<Name extends string> {
  /** Rows in use; there may be room for more. */
  readonly count: number;
  readonly rows: Float64Array;
  readonly width: number;
  readonly places: Readonly<Record<Name, number>>;
}

/** What sums need of each trade; R, MFE and MAE are NaN where there was no stop. */
export type TradeNumber =
  | 'net'
  | 'gross'
  | 'spreadCost'
  | 'commission'
  | 'slippage'
  | 'swap'
  | 'notional'
  | 'barsHeld'
  | 'r'
  | 'mfeR'
  | 'maeR';

/** Trades in the order in which they closed, one row each. */
export type TradeTable = NumberTable<TradeNumber>;

const PLACES: TradeTable['places'] = {
  net: 0,
  gross: 1,
  spreadCost: 2,
  commission: 3,
  slippage: 4,
  swap: 5,
  notional: 6,
  barsHeld: 7,
  r: 8,
  mfeR: 9,
  maeR: 10,
};
const WIDTH = 11;

/** Trades with what is taken from all of them once. */
export interface SummedTrades {
  readonly trades: readonly MetricTrade[];
  readonly nets: Float64Array;
  readonly sums: TradeSums;
}

/** Adds trades up; a net of zero is neither win nor loss and ends both streaks. */
export function sumTrades(trades: readonly MetricTrade[]): SummedTrades {
  const table = tableOf(trades);
  return { trades, nets: netsOf(table), sums: sumTable(table) };
}

/** The net results of a table's trades. */
export function netsOf({ count, rows, width, places }: TradeTable): Float64Array {
  const nets = new Float64Array(count);
  for (let k = 0; k < count; k += 1) nets[k] = rows[k * width + places.net] as number;
  return nets;
}

function tableOf(trades: readonly MetricTrade[]): TradeTable {
  const rows = new Float64Array(trades.length * WIDTH);
  let at = 0;
  for (const trade of trades) {
    rows[at + PLACES.net] = trade.net;
    rows[at + PLACES.gross] = trade.gross;
    rows[at + PLACES.spreadCost] = trade.spreadCost;
    rows[at + PLACES.commission] = trade.commission;
    rows[at + PLACES.slippage] = trade.slippage;
    rows[at + PLACES.swap] = trade.swap;
    rows[at + PLACES.notional] = trade.notional;
    rows[at + PLACES.barsHeld] = trade.barsHeld;
    rows[at + PLACES.r] = trade.r ?? NaN;
    rows[at + PLACES.mfeR] = trade.mfeR ?? NaN;
    rows[at + PLACES.maeR] = trade.maeR ?? NaN;
    at += WIDTH;
  }
  return { count: trades.length, rows, width: WIDTH, places: PLACES };
}

/** Rows that are added up before the next ones: few enough to stay near the processor. */
const CHUNK = 256;

type Running = { -readonly [Name in keyof TradeSums]: number } & {
  /** Length of the streaks that the last trade belongs to. */
  winning: number;
  losing: number;
};

/** Adds the trades of a table up. */
export function sumTable(table: TradeTable): TradeSums {
  const running = emptySums();
  for (let from = 0; from < table.count; from += CHUNK) {
    const to = Math.min(from + CHUNK, table.count);
    addResults(running, table, from, to);
    addCosts(running, table, from, to);
    addRisk(running, table, from, to);
  }
  const { winning, losing, ...sums } = running;
  void [winning, losing];
  return sums;
}

function emptySums(): Running {
  return {
    count: 0,
    wins: 0,
    losses: 0,
    net: 0,
    won: 0,
    lost: 0,
    largestWin: 0,
    largestLoss: 0,
    winStreak: 0,
    lossStreak: 0,
    winning: 0,
    losing: 0,
    gross: 0,
    grossWon: 0,
    spreadCost: 0,
    commission: 0,
    slippage: 0,
    swap: 0,
    notional: 0,
    barsHeld: 0,
    barsHeldWins: 0,
    barsHeldLosses: 0,
    withRisk: 0,
    r: 0,
    mfeR: 0,
    maeR: 0,
  };
}

/** Wins, losses, their sizes and streaks. */
function addResults(sums: Running, table: TradeTable, from: number, to: number): void {
  const { rows, width, places } = table;
  let { net, won, lost, barsHeld, barsHeldWins, barsHeldLosses, winning, losing } = sums;
  for (let k = from, row = from * width; k < to; k += 1, row += width) {
    const value = rows[row + places.net] as number;
    const bars = rows[row + places.barsHeld] as number;
    net += value;
    barsHeld += bars;
    winning = value > 0 ? winning + 1 : 0;
    losing = value < 0 ? losing + 1 : 0;
    if (value > 0) {
      sums.wins += 1;
      won += value;
      barsHeldWins += bars;
      if (value > sums.largestWin) sums.largestWin = value;
      if (winning > sums.winStreak) sums.winStreak = winning;
    } else if (value < 0) {
      sums.losses += 1;
      lost -= value;
      barsHeldLosses += bars;
      if (-value > sums.largestLoss) sums.largestLoss = -value;
      if (losing > sums.lossStreak) sums.lossStreak = losing;
    }
  }
  sums.count += to - from;
  Object.assign(sums, { net, won, lost, barsHeld, barsHeldWins, barsHeldLosses, winning, losing });
}

function addCosts(sums: Running, table: TradeTable, from: number, to: number): void {
  const { rows, width, places } = table;
  let { gross, grossWon, spreadCost, commission, slippage, swap, notional } = sums;
  for (let k = from, row = from * width; k < to; k += 1, row += width) {
    const moved = rows[row + places.gross] as number;
    gross += moved;
    if (moved > 0) grossWon += moved;
    spreadCost += rows[row + places.spreadCost] as number;
    commission += rows[row + places.commission] as number;
    slippage += rows[row + places.slippage] as number;
    swap += rows[row + places.swap] as number;
    notional += rows[row + places.notional] as number;
  }
  Object.assign(sums, { gross, grossWon, spreadCost, commission, slippage, swap, notional });
}

function addRisk(sums: Running, table: TradeTable, from: number, to: number): void {
  const { rows, width, places } = table;
  for (let k = from, row = from * width; k < to; k += 1, row += width) {
    const own = rows[row + places.r] as number;
    if (own !== own) continue;
    const mfe = rows[row + places.mfeR] as number;
    const mae = rows[row + places.maeR] as number;
    sums.withRisk += 1;
    sums.r += own;
    if (mfe === mfe) sums.mfeR += mfe;
    if (mae === mae) sums.maeR += mae;
  }
}
