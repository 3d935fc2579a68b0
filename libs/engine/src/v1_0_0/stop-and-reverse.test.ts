import type { DirectiveRules } from '@assay/directive';
import type { EntryIntent } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import {
  barsOf,
  plainRules,
  quietBars,
  runScript,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const LONG = { direction: 1 } as const;
const SHORT = { direction: -1 } as const;
const rules = plainRules({ position_management: { mode: 'stop_and_reverse' } });

/** A long at 100 on bar 1, an order decided at bar 1, and the row of bar 2. */
function meets(order: EntryIntent, row: Row, long: Partial<EntryIntent> = {}, over = rules) {
  const bars = barsOf([CALM, CALM, row, [100, 100, 100, 100]]);
  return runScript(bars, { entries: { 0: { ...LONG, ...long }, 1: order } }, { rules: over });
}

describe('stop_and_reverse', () => {
  it('leaves and enters at one open by a market order of the other side', () => {
    const bars = quietBars([100, 101, 102, 103, 104]);
    const result = runScript(bars, { entries: { 0: LONG, 1: LONG, 2: SHORT } }, { rules });
    expect(tradeLines(result)).toEqual([
      'long 100@1 -> 102@3 REVERSE',
      'short 102@3 -> 104@4 END_OF_DATA',
    ]);
    expect(result.rejections).toEqual({ POSITION_OPEN: 1 });
  });

  it('leaves and enters at one close with bar_close', () => {
    const bars = quietBars([100, 101, 102, 103, 104]);
    const result = runScript(
      bars,
      { entries: { 0: LONG, 2: SHORT } },
      {
        rules: { ...rules, execution: { entry_timing: 'bar_close' } },
      },
    );
    expect(tradeLines(result)).toEqual([
      'long 100@0 -> 102@2 REVERSE',
      'short 102@2 -> 104@4 END_OF_DATA',
    ]);
  });

  const stop = (level: number): EntryIntent => ({ ...SHORT, order: 'stop', level });
  const limit = (level: number): EntryIntent => ({ ...SHORT, order: 'limit', level });
  const table: readonly [string, EntryIntent, Row, Partial<EntryIntent>, readonly string[]][] = [
    [
      'by a resting stop order, at its level',
      stop(97),
      [100, 101, 96, 98],
      {},
      ['long 100@1 -> 97@2 REVERSE', 'short 97@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'by a resting limit order, at its level',
      limit(104),
      [100, 105, 99, 103],
      {},
      ['long 100@1 -> 104@2 REVERSE', 'short 104@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'at the open that has passed the order',
      stop(97),
      [95, 96, 94, 95],
      {},
      ['long 100@1 -> 95@2 REVERSE', 'short 95@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'before a stop that lies further away',
      stop(97),
      [100, 101, 94, 98],
      { stopLoss: 95 },
      ['long 100@1 -> 97@2 REVERSE', 'short 97@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'not before a stop that lies nearer: the order then enters further on',
      stop(95),
      [100, 101, 94, 98],
      { stopLoss: 97 },
      ['long 100@1 -> 97@2 STOP_LOSS', 'short 95@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'on the losing side before a target of the same bar',
      stop(97),
      [100, 106, 96, 98],
      { takeProfit: 105 },
      ['long 100@1 -> 97@2 REVERSE', 'short 97@2 -> 100@3 END_OF_DATA'],
    ],
    [
      'by a limit order before a target that lies further away',
      limit(104),
      [100, 106, 99, 103],
      { takeProfit: 105 },
      ['long 100@1 -> 104@2 REVERSE', 'short 104@2 -> 100@3 END_OF_DATA'],
    ],
  ];
  it.each(table)('reverses %s', (_, order, row, long, expected) => {
    const result = meets(order, row, long);
    expect(tradeLines(result)).toEqual(expected);
    expect(result.rejections).toEqual({});
  });

  it('tests the stop of the new position against the rest of the bar', () => {
    const result = meets({ ...stop(97), stopLoss: 99 }, [100, 101, 96, 98]);
    expect(tradeLines(result)).toEqual([
      'long 100@1 -> 97@2 REVERSE',
      'short 97@2 -> 100@3 STOP_LOSS',
    ]);
    const whipsaw = meets({ ...stop(97), stopLoss: 101 }, [100, 102, 96, 98]);
    expect(tradeLines(whipsaw)[1]).toBe('short 97@2 -> 101@2 STOP_LOSS');
  });

  it('reverses back inside one bar when orders lie on both sides: a whipsaw is taken to happen', () => {
    const bars = barsOf([CALM, [100, 105, 95, 100], [100, 100, 100, 100]]);
    const both: EntryIntent[] = [
      { ...LONG, order: 'stop', level: 103 },
      { ...SHORT, order: 'stop', level: 97 },
    ];
    expect(tradeLines(runScript(bars, { entries: { 0: both } }, { rules }))).toEqual([
      'long 103@1 -> 97@1 REVERSE',
      'short 97@1 -> 100@2 END_OF_DATA',
    ]);
  });

  it('leaves by the order also when the new position is refused', () => {
    const limited: DirectiveRules = { ...rules, trade_management: { max_trades_per_session: 1 } };
    const result = meets(stop(97), [100, 101, 96, 98], {}, limited);
    expect(tradeLines(result)).toEqual(['long 100@1 -> 97@2 REVERSE']);
    expect(result.rejections).toEqual({ MAX_TRADES_PER_SESSION: 1 });
  });

  it('does not reverse by an order of a side that the directive restricts', () => {
    const result = meets(stop(97), [100, 101, 96, 98], {}, { ...rules, direction: 'long' });
    expect(tradeLines(result)).toEqual(['long 100@1 -> 100@3 END_OF_DATA']);
    expect(result.rejections).toEqual({ DIRECTION_RESTRICTED: 1 });
  });

  it('does not reverse by an order that has expired', () => {
    const bars = barsOf([CALM, CALM, CALM, [100, 101, 96, 98], CALM]);
    const entries = { 0: LONG, 1: { ...stop(97), expiresAfterBars: 1 } };
    expect(tradeLines(runScript(bars, { entries }, { rules }))).toEqual([
      'long 100@1 -> 100@4 END_OF_DATA',
    ]);
  });

  it('after max_bars or a time exit the order enters as any other does', () => {
    const timed: DirectiveRules = { ...rules, exit_rules: { max_bars: 1 } };
    expect(tradeLines(meets(stop(97), [100, 101, 96, 98], {}, timed))).toEqual([
      'long 100@1 -> 100@2 MAX_BARS',
      'short 97@2 -> 100@3 MAX_BARS',
    ]);
  });

  it('costs slippage and spread on both trades of a reversal', () => {
    const costly: DirectiveRules = {
      ...rules,
      costs: {
        spread_points: 2,
        commission_per_lot_per_side: 0,
        slippage_points: 1,
        swap: 'none',
      },
    };
    const result = meets(stop(97), [100, 101, 96, 98], {}, costly);
    expect(tradeLines(result)).toEqual([
      'long 103@1 -> 96@2 REVERSE',
      'short 96@2 -> 103@3 END_OF_DATA',
    ]);
  });
});
