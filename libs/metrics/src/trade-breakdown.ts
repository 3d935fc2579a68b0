import { MS_PER_DAY, MS_PER_HOUR, civilFromDays, weekday } from '@assay/core';
import { ACTIVITY_METRICS } from './activity-metrics.js';
import { EXCURSION_METRICS } from './excursion-metrics.js';
import { evaluateMetrics } from './metric-definition.js';
import type { MetricSet } from './metric-definition.js';
import type { MetricTrade } from './metric-trade.js';
import { PROFIT_METRICS } from './profit-metrics.js';
import type { TradeFacts } from './trade-facts.js';
import { sumTrades } from './trade-sums.js';
import { TRADING_SESSIONS, tradingSessionAt } from './trading-session.js';
import type { SessionZones } from './trading-session.js';

/** What is shown for each group of trades, by the same definitions as for all of them. */
export const GROUP_METRIC_IDS = [
  'trade_count',
  'net_profit',
  'win_rate',
  'profit_factor',
  'expectancy',
  'average_r',
] as const;
export type GroupMetricId = (typeof GROUP_METRIC_IDS)[number];

/** The trades that share a key. */
export interface TradeGroup {
  readonly key: string;
  readonly metrics: MetricSet<GroupMetricId>;
}

/** Trades grouped in every way a report shows; fixed keys always all present, in a fixed order. */
export interface TradeBreakdowns {
  /** long, short. */
  readonly direction: readonly TradeGroup[];
  /** low, normal, high, unknown: at the signal bar. */
  readonly volatilityRegime: readonly TradeGroup[];
  /** strong_up … strong_down, unknown: at the signal bar. */
  readonly trend: readonly TradeGroup[];
  /** asia, london, ny: by time of entry. */
  readonly session: readonly TradeGroup[];
  /** 01–12, by time of entry, UTC; so are the next two. */
  readonly month: readonly TradeGroup[];
  readonly weekday: readonly TradeGroup[];
  /** 00–23. */
  readonly hour: readonly TradeGroup[];
  /** Only reasons that occurred, by name. */
  readonly exitReason: readonly TradeGroup[];
}

/** Directions, in the order of reports. */
export const DIRECTION_KEYS = ['long', 'short'] as const;
/** Labels of the volatility regime, in the order of reports. */
export const VOLATILITY_KEYS = ['low', 'normal', 'high', 'unknown'] as const;
/** Labels of the trend, in the order of reports. */
export const TREND_KEYS = [
  'strong_up',
  'weak_up',
  'neutral',
  'weak_down',
  'strong_down',
  'unknown',
] as const;
const WEEKDAY_KEYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;

const GROUP_METRICS = [...PROFIT_METRICS, ...ACTIVITY_METRICS, ...EXCURSION_METRICS].filter(
  ({ id }) => (GROUP_METRIC_IDS as readonly string[]).includes(id),
);

/** Two digits from `from` to `to`. */
function numbered(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i).padStart(2, '0'));
}

/** A group's metrics look at its trades alone, so the account around them may be anything. */
function factsOf(trades: readonly MetricTrade[]): TradeFacts {
  const around = { capital: 1, barCount: 0, calendarDays: 0, firstTime: NaN, lastTime: NaN };
  return { ...sumTrades(trades), ...around };
}

/**
 * Groups trades by a key. Keys of `order` come first and are present even without trades; others
 * follow by code unit.
 */
export function groupTrades<Trade extends MetricTrade>(
  trades: readonly Trade[],
  order: readonly string[],
  keyOf: (trade: Trade) => string,
): TradeGroup[] {
  const groups = new Map<string, Trade[]>(order.map((key) => [key, []]));
  for (const trade of trades) {
    const key = keyOf(trade);
    const group = groups.get(key);
    if (group) group.push(trade);
    else groups.set(key, [trade]);
  }
  const others = [...groups.keys()].slice(order.length).sort();
  return [...order, ...others].map((key) => {
    const metrics = evaluateMetrics(GROUP_METRICS, factsOf(groups.get(key) ?? []));
    return { key, metrics: metrics as MetricSet<GroupMetricId> };
  });
}

/** All groupings of a run's trades. */
export function breakDownTrades(
  trades: readonly MetricTrade[],
  zones: SessionZones,
): TradeBreakdowns {
  const month = (ms: number) => civilFromDays(Math.floor(ms / MS_PER_DAY)).month;
  const hour = (ms: number) => Math.floor(ms / MS_PER_HOUR) % 24;
  const pad = (value: number) => String(value).padStart(2, '0');
  return {
    direction: groupTrades(trades, DIRECTION_KEYS, (trade) =>
      trade.direction === 1 ? 'long' : 'short',
    ),
    volatilityRegime: groupTrades(
      trades,
      VOLATILITY_KEYS,
      ({ marketState }) => marketState.volatilityRegime,
    ),
    trend: groupTrades(trades, TREND_KEYS, ({ marketState }) => marketState.trendLabel),
    session: groupTrades(trades, TRADING_SESSIONS, ({ entryTime }) =>
      tradingSessionAt(entryTime, zones),
    ),
    month: groupTrades(trades, numbered(1, 12), ({ entryTime }) => pad(month(entryTime))),
    weekday: groupTrades(
      trades,
      WEEKDAY_KEYS,
      ({ entryTime }) => WEEKDAY_KEYS[weekday(entryTime)] ?? '',
    ),
    hour: groupTrades(trades, numbered(0, 23), ({ entryTime }) => pad(hour(entryTime))),
    exitReason: groupTrades(trades, [], ({ exitReason }) => exitReason),
  };
}
