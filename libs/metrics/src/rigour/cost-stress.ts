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

/** What a change of costs needs of trades, one entry for each; account currency. */
export interface CostColumns {
  readonly net: Float64Array;
  readonly spread: Float64Array;
  readonly commission: Float64Array;
  /** Of one point on every side that can slip. */
  readonly slippagePoint: Float64Array;
}

/** Takes the costs out of trades, once for all levels. `pointSizeOf` is a trade's tick, price units. */
export function costColumns<Trade extends StressedTrade>(
  trades: readonly Trade[],
  pointSizeOf: (trade: Trade) => number,
): CostColumns {
  const of = (value: (trade: Trade) => number) => Float64Array.from(trades, value);
  return {
    net: of(({ net }) => net),
    spread: of(({ spreadCost }) => spreadCost),
    commission: of(({ commission }) => commission),
    slippagePoint: of((trade) => slippagePointCost(trade, pointSizeOf(trade))),
  };
}

/**
 * Net results at other costs. First order: the same trades at the same prices and sizes; a fill that
 * other costs would have prevented, and stops that they would have moved, are not seen.
 */
export function stressedNets(columns: CostColumns, level: CostLevel): Float64Array {
  const { net, spread, commission, slippagePoint } = columns;
  const moreSpread = level.spreadMultiple - 1;
  const moreCommission = level.commissionMultiple - 1;
  const points = level.extraSlippagePoints;
  const nets = new Float64Array(net.length);
  for (let i = 0; i < nets.length; i++) {
    nets[i] =
      (net[i] as number) -
      moreSpread * (spread[i] as number) -
      moreCommission * (commission[i] as number) -
      points * (slippagePoint[i] as number);
  }
  return nets;
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
  const columns = costColumns(trades, () => pointSize);
  return costLevels(grid).map((level) => {
    let won = 0;
    let lost = 0;
    let wins = 0;
    let netProfit = 0;
    for (const net of stressedNets(columns, level)) {
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
