import type { MetricTrade } from './metric-trade.js';

/** What the metrics of a set of trades are computed from. */
export interface TradeFacts {
  /** In order of entry. */
  readonly trades: readonly MetricTrade[];
  /** Starting capital, account currency. */
  readonly capital: number;
  /** Bars on which trading was possible. */
  readonly barCount: number;
  /** Calendar days from the first to the last bar, both included. */
  readonly calendarDays: number;
  /** Open time of the first and the last bar, ms UTC; NaN without bars. */
  readonly firstTime: number;
  readonly lastTime: number;
  readonly sums: TradeSums;
}

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

/** Adds trades up; a net of zero is neither win nor loss and ends both streaks. */
export function sumTrades(trades: readonly MetricTrade[]): TradeSums {
  const sums: Running = {
    count: trades.length,
    wins: 0,
    losses: 0,
    net: 0,
    won: 0,
    lost: 0,
    largestWin: 0,
    largestLoss: 0,
    winStreak: 0,
    lossStreak: 0,
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
  let winning = 0;
  let losing = 0;
  for (const trade of trades) {
    winning = trade.net > 0 ? winning + 1 : 0;
    losing = trade.net < 0 ? losing + 1 : 0;
    if (winning > sums.winStreak) sums.winStreak = winning;
    if (losing > sums.lossStreak) sums.lossStreak = losing;
    addResult(sums, trade);
    addCosts(sums, trade);
    if (trade.r === null) continue;
    sums.withRisk++;
    sums.r += trade.r;
    sums.mfeR += trade.mfeR ?? 0;
    sums.maeR += trade.maeR ?? 0;
  }
  return sums;
}

function addResult(sums: Running, { net, barsHeld }: MetricTrade): void {
  sums.net += net;
  sums.barsHeld += barsHeld;
  if (net > 0) {
    sums.wins++;
    sums.won += net;
    sums.barsHeldWins += barsHeld;
    if (net > sums.largestWin) sums.largestWin = net;
  } else if (net < 0) {
    sums.losses++;
    sums.lost -= net;
    sums.barsHeldLosses += barsHeld;
    if (-net > sums.largestLoss) sums.largestLoss = -net;
  }
}

function addCosts(sums: Running, trade: MetricTrade): void {
  sums.gross += trade.gross;
  if (trade.gross > 0) sums.grossWon += trade.gross;
  sums.spreadCost += trade.spreadCost;
  sums.commission += trade.commission;
  sums.slippage += trade.slippage;
  sums.swap += trade.swap;
  sums.notional += trade.notional;
}

/** Bars on which a position was open at some moment; a bar with two positions counts once. */
export function barsInMarket(trades: readonly MetricTrade[]): number {
  const byEntry = [...trades].sort((a, b) => a.entryBar - b.entryBar);
  let covered = 0;
  let next = -Infinity;
  for (const { entryBar, exitBar } of byEntry) {
    const from = Math.max(entryBar, next);
    if (exitBar < from) continue;
    covered += exitBar - from + 1;
    next = exitBar + 1;
  }
  return covered;
}

/** Longest time without a position, ms, the waits before the first and after the last included. */
export function longestFlatMs(facts: TradeFacts): number {
  const byEntry = [...facts.trades].sort((a, b) => a.entryTime - b.entryTime);
  let flatFrom = facts.firstTime;
  let longest = 0;
  for (const { entryTime, exitTime } of byEntry) {
    longest = Math.max(longest, entryTime - flatFrom);
    flatFrom = Math.max(flatFrom, exitTime);
  }
  return Math.max(longest, facts.lastTime - flatFrom);
}
