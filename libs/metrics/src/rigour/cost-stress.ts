import { ratio } from '../moments.js';

/** A closed trade as a change of costs needs it; a report's trade is assignable. */
export interface StressedTrade {
  readonly net: number;
  readonly spreadCost: number;
  readonly commission: number;
  readonly exitReason: string;
  readonly units: number;
  /** Quote currency → account currency at the exit. */
  readonly conversionRate: number;
}

/** Costs of a cell: multiples of what was charged, and slippage on top of it. */
export interface CostLevel {
  readonly spreadMultiple: number;
  readonly commissionMultiple: number;
  /** Per side that fills at the market. */
  readonly extraSlippagePoints: number;
}

/** What may be stressed: every combination is a cell. */
export interface CostGrid {
  readonly spreadMultiples: readonly number[];
  readonly commissionMultiples: readonly number[];
  readonly extraSlippagePoints: readonly number[];
}

/** Results at one level of costs. */
export interface CostCell extends CostLevel {
  readonly netProfit: number;
  /** Null without a losing trade. */
  readonly profitFactor: number | null;
  /** Null without a trade. */
  readonly expectancy: number | null;
  readonly winRate: number | null;
}

/** The grid of a run's own report. */
export const RUN_COST_GRID: CostGrid = {
  spreadMultiples: [1, 1.5, 2, 3],
  commissionMultiples: [1, 2],
  extraSlippagePoints: [0, 0.5, 1],
};

/** Exits that rest in the market as limits: they cannot slip. */
const LIMIT_EXIT = 'TAKE_PROFIT';

/** What one point of slippage costs a trade in account currency, over the sides that can slip. */
export function slippagePointCost(trade: StressedTrade, pointSize: number): number {
  const sides = trade.exitReason === LIMIT_EXIT ? 1 : 2;
  return sides * pointSize * Math.abs(trade.units) * trade.conversionRate;
}

/**
 * A trade's net result at other costs. First order: the same trades at the same prices and sizes; a fill
 * that other costs would have prevented, and stops that they would have moved, are not seen.
 */
export function stressedNet(trade: StressedTrade, level: CostLevel, pointSize: number): number {
  return (
    trade.net -
    (level.spreadMultiple - 1) * trade.spreadCost -
    (level.commissionMultiple - 1) * trade.commission -
    level.extraSlippagePoints * slippagePointCost(trade, pointSize)
  );
}

/** Every combination of a grid; spread varies slowest, slippage fastest. */
export function costLevels(grid: CostGrid): readonly CostLevel[] {
  return grid.spreadMultiples.flatMap((spreadMultiple) =>
    grid.commissionMultiples.flatMap((commissionMultiple) =>
      grid.extraSlippagePoints.map((extraSlippagePoints) => ({
        spreadMultiple,
        commissionMultiple,
        extraSlippagePoints,
      })),
    ),
  );
}

/** Results of the trades at every level of a grid. `pointSize` is one tick, price units. */
export function stressCosts(
  trades: readonly StressedTrade[],
  pointSize: number,
  grid: CostGrid,
): readonly CostCell[] {
  return costLevels(grid).map((level) => {
    let won = 0;
    let lost = 0;
    let wins = 0;
    let netProfit = 0;
    for (const trade of trades) {
      const net = stressedNet(trade, level, pointSize);
      netProfit += net;
      if (net > 0) {
        won += net;
        wins++;
      } else lost -= net;
    }
    return {
      ...level,
      netProfit,
      profitFactor: ratio(won, lost),
      expectancy: ratio(netProfit, trades.length),
      winRate: ratio(wins, trades.length),
    };
  });
}
