import { MS_PER_DAY } from '@assay/core';
import type { MetricDefinition } from './metric-definition.js';
import { ratio } from './moments.js';
import { barsInMarket, longestFlatMs } from './trade-facts.js';
import type { TradeFacts } from './trade-facts.js';

const NO_TRADE = 'there is no trade';
const NO_BAR = 'there is no bar';
const CONVENTION = 'trading convention';

/** Counts, streaks and time in the market. */
export const ACTIVITY_METRICS = [
  {
    id: 'trade_count',
    name: 'Trades',
    unit: 'count',
    formula: 'closed trades; a partial exit is a trade of its own',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.count,
  },
  {
    id: 'winning_trades',
    name: 'Winning trades',
    unit: 'count',
    formula: 'trades with a net result above zero',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.wins,
  },
  {
    id: 'losing_trades',
    name: 'Losing trades',
    unit: 'count',
    formula: 'trades with a net result below zero',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.losses,
  },
  {
    id: 'win_rate',
    name: 'Win rate',
    unit: 'fraction',
    formula: 'winning trades ÷ trades',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.wins, sums.count),
  },
  {
    id: 'longest_win_streak',
    name: 'Longest win streak',
    unit: 'count',
    formula: 'most consecutive wins in order of exit; a zero result ends a streak',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.winStreak,
  },
  {
    id: 'longest_loss_streak',
    name: 'Longest loss streak',
    unit: 'count',
    formula: 'most consecutive losses in order of exit; a zero result ends a streak',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.lossStreak,
  },
  {
    id: 'trades_per_month',
    name: 'Trades per month',
    unit: 'ratio',
    formula: 'trades ÷ (calendar days ÷ 30.4375)',
    undefinedWhen: NO_BAR,
    source: CONVENTION,
    compute: ({ sums, calendarDays }) => ratio(sums.count, calendarDays / 30.4375),
  },
  {
    id: 'exposure',
    name: 'Time in market',
    unit: 'fraction',
    formula: 'bars on which a position was open at some moment ÷ bars that could trade',
    undefinedWhen: NO_BAR,
    source: 'backtesting.py, exposure time',
    compute: ({ trades, barCount }) => ratio(barsInMarket(trades), barCount),
  },
  {
    id: 'longest_flat_days',
    name: 'Longest time without a position',
    unit: 'days',
    formula: 'longest wait before, between or after trades',
    undefinedWhen: NO_BAR,
    source: CONVENTION,
    compute: (facts) => (facts.barCount === 0 ? null : longestFlatMs(facts) / MS_PER_DAY),
  },
  {
    id: 'average_bars_held',
    name: 'Average bars in a trade',
    unit: 'bars',
    formula: 'mean of exit bar − entry bar',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.barsHeld, sums.count),
  },
  {
    id: 'average_bars_held_wins',
    name: 'Average bars in a winning trade',
    unit: 'bars',
    formula: 'mean of exit bar − entry bar over wins',
    undefinedWhen: 'there is no winning trade',
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.barsHeldWins, sums.wins),
  },
  {
    id: 'average_bars_held_losses',
    name: 'Average bars in a losing trade',
    unit: 'bars',
    formula: 'mean of exit bar − entry bar over losses',
    undefinedWhen: 'there is no losing trade',
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.barsHeldLosses, sums.losses),
  },
] as const satisfies readonly MetricDefinition<TradeFacts>[];
