import { MS_PER_MINUTE, type ZoneOffsets } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { at, DOWN, market, run, trades, UP } from './testing/range-market.js';
import { MONDAY, type Row } from './testing/scenario.js';

describe('session range breakout', () => {
  it('buys the break of the high with the stop at the low, and leaves at the time exit', () => {
    const result = run(market({ [at('09:00')]: UP }));
    expect(trades(result)).toEqual(['long 105 09:00 100 18:00 TIME_EXIT']);
    expect(result.trades[0]).toMatchObject({
      initialStop: 95,
      riskPrice: 10,
      signalBar: at('06:00'),
    });
  });

  it('sells the break of the low with the stop at the high', () => {
    const result = run(market({ [at('09:00')]: DOWN }));
    expect(trades(result)).toEqual(['short 95 09:00 100 18:00 TIME_EXIT']);
    expect(result.trades[0]?.initialStop).toBe(105);
  });

  it('has its orders live from the first bar that opens at the placement time, not before', () => {
    expect(trades(run(market({ [at('06:15')]: UP })))[0]).toMatch(/^long 105 06:15/);
    // The 06:00 bar belongs to the range: its high becomes the level.
    expect(trades(run(market({ [at('06:00')]: UP })))).toEqual([]);
  });

  it('leaves the bar at window_end out of the range unless it is included', () => {
    const range_definition = { window_start: '03:00', window_end: '06:00', freeze_at: '06:00' };
    const bars = market({ [at('06:00')]: UP, [at('09:00')]: [100, 105.5, 99, 104] });
    expect(trades(run(bars, { range_definition }))[0]).toMatch(/^long 105 09:00/);
    expect(trades(run(bars))).toEqual([]);
  });

  it('cancels the opposite order on a fill', () => {
    const result = run(
      market({ [at('09:00')]: [100, 106, 99, 104], [at('10:00')]: [100, 101, 96, 97] }),
    );
    expect(trades(result)).toEqual(['long 105 09:00 100 18:00 TIME_EXIT']);
    expect(result.rejections).toEqual({});
  });

  it('places both orders again after a stop, and no third time', () => {
    const bars = market({
      [at('09:00')]: UP,
      [at('10:00')]: DOWN,
      [at('11:00')]: UP,
      [at('12:00')]: DOWN,
      [at('13:00')]: UP,
    });
    expect(trades(run(bars))).toEqual([
      'long 105 09:00 95 10:00 STOP_LOSS',
      'long 105 11:00 95 12:00 STOP_LOSS',
    ]);
  });

  it.each<[string, DirectiveRules['trade_management']]>([
    ['re-entry is not allowed', { max_trades_per_session: 5, reentry: { allowed: false } }],
    ['no re-entry is declared', {}],
    [
      're-entry is allowed until one trade only',
      { reentry: { allowed: true, allowed_until_trade_count: 1 } },
    ],
    [
      'one trade is the limit of a session',
      { max_trades_per_session: 1, reentry: { allowed: true } },
    ],
  ])('trades once when %s', (_, trade_management) => {
    const bars = market({ [at('09:00')]: UP, [at('10:00')]: DOWN, [at('11:00')]: UP });
    expect(trades(run(bars, { trade_management }))).toHaveLength(1);
  });

  it('re-enters without limit when only re-entry is allowed, and twice with the second-trade rule', () => {
    const bars = market({
      [at('09:00')]: UP,
      [at('10:00')]: DOWN,
      [at('11:00')]: UP,
      [at('12:00')]: DOWN,
      [at('13:00')]: UP,
    });
    const reentry = { allowed: true };
    expect(trades(run(bars, { trade_management: { reentry } }))).toHaveLength(3);
    const limited = { reentry, no_reentry_after_second_trade: true };
    expect(trades(run(bars, { trade_management: limited }))).toHaveLength(2);
  });

  it('without cancelling reverses where the stop and the opposite order lie at one level', () => {
    const execution_rules = {
      cancel_opposite_on_fill: false,
      stop_loss: { type: 'session_opposite_range' as const },
    };
    const bars = market({ [at('09:00')]: UP, [at('10:00')]: DOWN });
    expect(trades(run(bars, { execution_rules }))).toEqual([
      'long 105 09:00 95 10:00 STOP_LOSS',
      'short 95 10:00 100 18:00 TIME_EXIT',
    ]);
  });

  it('keeps the level of a side that price left before the placement, and fills it at the open', () => {
    const bars = market({
      [at('06:00')]: [100, 101, 99, 100],
      [at('06:15')]: [107, 108, 106, 107],
    });
    expect(trades(run(bars))[0]).toMatch(/^long 107 06:15/);
  });

  it('leaves out a side that price already left when pre-breakouts are not ignored', () => {
    const later: DirectiveRules = {
      order_placement: {
        time: '08:00',
        type: 'stop',
        price_validation: { ignore_pre_breakouts: false },
        orders: [
          { direction: 'long', level: 'range_high' },
          { direction: 'short', level: 'range_low' },
        ],
      },
    };
    const bars = market({ [at('07:00')]: UP, [at('09:00')]: UP, [at('10:00')]: DOWN });
    expect(trades(run(bars, later))).toEqual(['short 95 10:00 100 18:00 TIME_EXIT']);
  });

  it('lets its orders expire at the time exit, or at the end of the local day without one', () => {
    expect(trades(run(market({ [at('18:00')]: UP })))).toEqual([]);
    expect(trades(run(market({ [at('17:45')]: UP })))).toEqual([
      'long 105 17:45 100 18:00 TIME_EXIT',
    ]);
    const open = { exit_rules: { time_exit: { enabled: false } } };
    expect(trades(run(market({ [at('23:45')]: UP }), open))).toHaveLength(1);
    expect(trades(run(market({ [at('00:15', 1)]: [100, 110, 99, 100] }, 2), open))).toEqual([]);
  });

  it('makes a new range each day', () => {
    const bars = market(
      { [at('04:00', 1)]: [100, 103, 99, 100], [at('09:00', 1)]: [100, 104, 99, 102] },
      2,
    );
    expect(trades(run(bars))).toEqual(['long 103 09:00 100 18:00 TIME_EXIT']);
  });

  it('places fewer orders where a direction or a filter forbids it', () => {
    const bars = market({ [at('09:00')]: UP, [at('19:00')]: UP });
    const shortOnly = { trade_management: { direction_restriction: 'short' as const } };
    expect(trades(run(bars, shortOnly))).toEqual([]);
    expect(run(bars, shortOnly).rejections).toEqual({});
    const filtered: DirectiveRules = { volatility_filter: { enabled: true, required_regime: 0 } };
    expect(trades(run(bars, filtered))).toEqual([]);
  });

  it('fades the range with limit orders', () => {
    const fading: DirectiveRules = {
      order_placement: {
        time: '06:15',
        type: 'limit',
        orders: [
          { direction: 'short', level: 'range_high' },
          { direction: 'long', level: 'range_low' },
        ],
      },
      execution_rules: { cancel_opposite_on_fill: true, stop_loss: { type: 'points', value: 3 } },
    };
    const result = run(market({ [at('09:00')]: UP }), fading);
    expect(trades(result)).toEqual(['short 105 09:00 100 18:00 TIME_EXIT']);
    expect(result.trades[0]?.initialStop).toBe(108);
  });

  it('follows the local clock through a change to daylight saving', () => {
    // New York jumps from −5 to −4 hours at 07:00 UTC of the first day.
    const zone: ZoneOffsets = {
      zone: 'America/New_York',
      startsMs: [0, MONDAY + 7 * 60 * MS_PER_MINUTE],
      offsetsMinutes: [-300, -240],
    };
    const local = { range_definition: { window_start: '03:00', window_end: '06:00' } };
    // From then on 03:00–06:00 local is 07:00–10:00 UTC, 06:15 is 10:15 and 18:00 is 22:00.
    const wide: Row = [100, 120, 80, 100];
    const bars = market(
      {
        [at('09:00')]: wide,
        [at('06:45', 1)]: wide,
        [at('09:45', 1)]: [100, 110, 90, 100],
        [at('10:15', 1)]: [100, 112, 99, 100],
      },
      2,
    );
    expect(trades(run(bars, local, zone))).toEqual(['long 110 10:15 100 22:00 TIME_EXIT']);
  });
});
