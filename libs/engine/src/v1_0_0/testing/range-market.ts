import { MS_PER_MINUTE, UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { SimulationResult } from '../index.js';
import { runRecipe } from './recipe-run.js';
import { barsOf, MONDAY, type Row } from './scenario.js';

/** Length of a bar, ms. */
export const QUARTER = 15 * MS_PER_MINUTE;

/** The bar index of a time of day on a day of 15-minute bars. */
export function at(time: string, day = 0): number {
  const [hours, minutes] = time.split(':').map(Number) as [number, number];
  return day * 96 + hours * 4 + minutes / 15;
}

/** Days of 15-minute bars at 100 ± 1; the range window 03:00–06:00 spans 95–105. */
export function market(shapes: Readonly<Record<number, Row>>, days = 1): Bars {
  const rows = Array.from({ length: days * 96 }, (_, i): Row => {
    const ofDay = i % 96;
    if (ofDay === at('04:00')) return [100, 105, 99, 100];
    if (ofDay === at('05:00')) return [100, 101, 95, 100];
    return [100, 101, 99, 100];
  });
  for (const [bar, row] of Object.entries(shapes)) rows[Number(bar)] = row;
  return barsOf(
    rows,
    rows.map((_, i) => MONDAY + i * QUARTER),
  );
}

/** A session range breakout with every field, 03:00–06:00, orders at 06:15, out at 18:00. */
export const BLOCKS: DirectiveRules = {
  range_definition: {
    window_start: '03:00',
    window_end: '06:00',
    freeze_at: '06:00',
    include_window_end_bar: true,
  },
  order_placement: {
    time: '06:15',
    type: 'stop',
    price_validation: { ignore_pre_breakouts: true },
    orders: [
      { direction: 'long', level: 'range_high' },
      { direction: 'short', level: 'range_low' },
    ],
  },
  execution_rules: { cancel_opposite_on_fill: true, stop_loss: { type: 'session_opposite_range' } },
  trade_management: {
    max_trades_per_session: 2,
    trade_counting_mode: 'filled_orders',
    reentry: {
      allowed: true,
      reuse_original_range: true,
      place_both_orders_on_reentry: true,
      allowed_until_trade_count: 2,
    },
    direction_restriction: 'none',
    no_reentry_after_second_trade: true,
  },
  exit_rules: { time_exit: { enabled: true, time: '18:00', execution: 'market' } },
};

/** Runs the breakout with some blocks replaced. */
export function run(
  bars: Bars,
  over: DirectiveRules = {},
  zone: ZoneOffsets = UTC_OFFSETS,
): SimulationResult {
  const setting = { zone, timeframe: '15m', barMs: QUARTER };
  return runRecipe('session_range_breakout', { ...BLOCKS, ...over }, bars, setting);
}

/** Trades with times of day instead of bar indices. */
export function trades(result: SimulationResult): string[] {
  const time = (bar: number): string => {
    const minutes = (bar % 96) * 15;
    const pad = (value: number): string => String(value).padStart(2, '0');
    return `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
  };
  return result.trades.map(
    (trade) =>
      `${trade.direction === 1 ? 'long' : 'short'} ${trade.entryPrice} ${time(trade.entryBar)} ` +
      `${trade.exitPrice} ${time(trade.exitBar)} ${trade.exitReason}`,
  );
}

/** A bar that breaks the high, and one that breaks the low. */
export const UP: Row = [100, 106, 99, 104];
export const DOWN: Row = [100, 101, 94, 96];
