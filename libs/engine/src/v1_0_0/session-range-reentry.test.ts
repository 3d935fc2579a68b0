import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { at, DOWN, market, run, trades, UP } from './testing/range-market.js';
import type { Row } from './testing/scenario.js';

type Management = NonNullable<DirectiveRules['trade_management']>;

const reentry = (over: Management['reentry'] & object, more: Management = {}): DirectiveRules => ({
  trade_management: { ...more, reentry: over },
});

describe('a re-entry', () => {
  // Long at 105, stopped at 95; then both ways again.
  const down = { [at('09:00')]: UP, [at('10:00')]: DOWN, [at('11:00')]: DOWN };
  const both = { ...down, [at('12:00')]: UP };

  it('places both orders again unless it is told otherwise', () => {
    expect(trades(run(market(both), reentry({ allowed: true })))).toEqual([
      'long 105 09:00 95 10:00 STOP_LOSS',
      'short 95 11:00 105 12:00 STOP_LOSS',
    ]);
  });

  it('places the side of the last trade only with place_both_orders_on_reentry: false', () => {
    const again = { allowed: true, place_both_orders_on_reentry: false };
    expect(trades(run(market(both), reentry(again)))).toEqual([
      'long 105 09:00 95 10:00 STOP_LOSS',
      'long 105 12:00 100 18:00 TIME_EXIT',
    ]);
  });

  it('breaks the old range again, or with reuse_original_range: false the extremes so far', () => {
    const far: Row = [100, 108, 99, 104];
    const bars = market({ [at('09:00')]: far, [at('10:00')]: DOWN, [at('11:00')]: UP });
    expect(trades(run(bars, reentry({ allowed: true })))[1]).toMatch(/^long 105 11:00/);
    const so = { allowed: true, reuse_original_range: false };
    expect(trades(run(bars, reentry(so)))).toHaveLength(1);
    const farther: Row = [100, 109, 99, 104];
    const second = run(
      market({ [at('09:00')]: far, [at('10:00')]: DOWN, [at('11:00')]: farther }),
      reentry(so),
    );
    expect(trades(second)[1]).toBe('long 108 11:00 100 18:00 TIME_EXIT');
    // The stop lies at the other end of the new range: the low at which the first trade was stopped.
    expect(second.trades[1]?.initialStop).toBe(94);
  });

  it.each<[string, Management, number]>([
    [
      'allowed_until_trade_count: 1',
      { reentry: { allowed: true, allowed_until_trade_count: 1 } },
      1,
    ],
    [
      'allowed_until_trade_count: 2',
      { reentry: { allowed: true, allowed_until_trade_count: 2 } },
      2,
    ],
    ['max_trades_per_session: 2', { max_trades_per_session: 2, reentry: { allowed: true } }, 2],
    [
      'no_reentry_after_second_trade',
      { no_reentry_after_second_trade: true, reentry: { allowed: true } },
      2,
    ],
    ['no limit', { reentry: { allowed: true } }, 3],
    ['allowed: false', { reentry: { allowed: false } }, 1],
  ])('is counted by %s', (_, trade_management, expected) => {
    const shapes = { ...both, [at('13:00')]: DOWN, [at('14:00')]: UP };
    const three = market({ ...shapes, [at('11:00')]: UP, [at('12:00')]: DOWN, [at('13:00')]: UP });
    expect(trades(run(three, { trade_management }))).toHaveLength(expected);
  });

  it('waits until nothing rests any more', () => {
    const execution_rules = { stop_loss: { type: 'points' as const, value: 3 } };
    // Long stopped at 102; the short order of the first placement still rests, so nothing is placed anew.
    const bars = market({
      [at('09:00')]: UP,
      [at('10:00')]: [104, 104, 101, 102],
      [at('11:00')]: UP,
    });
    const rules = { ...reentry({ allowed: true }), execution_rules };
    expect(trades(run(bars, rules))).toHaveLength(1);
  });
});

describe('market orders', () => {
  const closing: DirectiveRules = {
    order_placement: {
      time: '06:15',
      type: 'market',
      orders: [
        { direction: 'long', level: 'range_high' },
        { direction: 'short', level: 'range_low' },
      ],
    },
    execution: { order_type: 'market' },
    trade_management: {},
  };
  const beyond: Row = [104, 107, 103, 106];
  const below: Row = [96, 97, 93, 94];

  it('are taken at the first close beyond the range, and fill at the next open', () => {
    const bars = market({
      [at('09:00')]: UP,
      [at('10:00')]: beyond,
      [at('10:15')]: [106, 107, 105, 106],
    });
    const result = run(bars, closing);
    expect(trades(result)).toEqual(['long 106 10:15 100 18:00 TIME_EXIT']);
    expect(result.trades[0]?.initialStop).toBe(95);
  });

  it('are one for each session, and again when re-entry is allowed', () => {
    const shapes = { [at('09:00')]: beyond, [at('10:00')]: below, [at('11:00')]: beyond };
    expect(trades(run(market(shapes), closing))).toHaveLength(1);
    expect(trades(run(market(shapes), { ...closing, ...reentry({ allowed: true }) }))).toEqual([
      'long 100 09:15 95 10:00 STOP_LOSS',
      'short 100 10:15 105 11:00 STOP_LOSS',
      'long 100 11:15 100 18:00 TIME_EXIT',
    ]);
  });

  it('may fade the range: a close below its low is bought', () => {
    const fade: DirectiveRules = {
      ...closing,
      order_placement: {
        time: '06:15',
        type: 'market',
        orders: [{ direction: 'long', level: 'range_low' }],
      },
      execution_rules: { cancel_opposite_on_fill: true },
    };
    expect(trades(run(market({ [at('09:00')]: below }), fade))).toEqual([
      'long 100 09:15 100 18:00 TIME_EXIT',
    ]);
  });

  it('are not taken before the time of the orders nor after their end', () => {
    const early = market({ [at('06:00')]: [100, 101, 99, 100], [at('18:00')]: beyond });
    expect(trades(run(early, closing))).toEqual([]);
  });
});

describe('a side that was broken before the orders', () => {
  const later = (freeze_at: string): DirectiveRules => ({
    range_definition: { window_start: '03:00', window_end: '06:00', freeze_at },
    order_placement: {
      time: '08:00',
      type: 'stop',
      price_validation: { ignore_pre_breakouts: false },
      orders: [{ direction: 'long', level: 'range_high' }],
    },
    trade_management: { reentry: { allowed: true } },
  });
  const bars = market({
    [at('06:30')]: UP,
    [at('09:00')]: UP,
    [at('10:00')]: DOWN,
    [at('11:00')]: UP,
  });

  it('counts as broken only after freeze_at', () => {
    expect(trades(run(bars, later('06:00')))).toEqual([]);
    expect(trades(run(bars, later('07:00')))[0]).toMatch(/^long 105 09:00/);
  });

  it('is none of a re-entry: its own trade has broken it', () => {
    expect(trades(run(bars, later('07:00')))[1]).toMatch(/^long 105 11:00/);
  });
});

it('a session that begins while a position is open is left out', () => {
  const staying: DirectiveRules = { exit_rules: {}, trade_management: {} };
  const quiet: Row = [100, 101, 99, 100];
  const shapes = { [at('09:00')]: UP, [at('05:00', 1)]: quiet, [at('12:00', 1)]: UP };
  const stopped = { ...shapes, [at('08:00', 1)]: DOWN };
  expect(trades(run(market(stopped, 2), staying))).toEqual(['long 105 09:00 95 08:00 STOP_LOSS']);
});
