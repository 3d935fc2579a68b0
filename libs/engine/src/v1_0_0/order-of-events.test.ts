import { MS_PER_HOUR } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { EntryIntent } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import {
  barsOf,
  MONDAY,
  plainRules,
  runScript,
  tradeLines,
  type Row,
  type Script,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const LONG = { direction: 1 } as const;
const stop = (level: number): EntryIntent => ({ direction: 1, order: 'stop', level });
const limit = (level: number): EntryIntent => ({ direction: 1, order: 'limit', level });
const reverses: DirectiveRules = { position_management: { mode: 'stop_and_reverse' } };
const timed = (time: string): DirectiveRules => ({
  exit_rules: { time_exit: { enabled: true, time } },
});

/** Row by row of the table in the documentation: what competes in one bar, and what comes first. */
const TABLE: readonly [string, readonly Row[], Script, DirectiveRules, readonly string[]][] = [
  [
    '1: a decided exit comes before a time exit',
    [CALM, CALM, CALM, CALM],
    { entries: { 0: LONG }, exits: { 1: { reason: 'OWN' } } },
    timed('02:00'),
    ['long 100@1 -> 100@2 OWN'],
  ],
  [
    '1: a time exit comes before max_bars',
    [CALM, CALM, CALM, CALM],
    { entries: { 0: LONG } },
    { exit_rules: { time_exit: { enabled: true, time: '02:00' }, max_bars: 1 } },
    ['long 100@1 -> 100@2 TIME_EXIT'],
  ],
  [
    '1: max_bars comes before a stop that the same open has passed',
    [CALM, CALM, [90, 91, 89, 90], CALM],
    { entries: { 0: { ...LONG, stopLoss: 95 } } },
    { exit_rules: { max_bars: 1 } },
    ['long 100@1 -> 90@2 MAX_BARS'],
  ],
  [
    '1, 2: what leaves makes room for a market order at the same open',
    [CALM, CALM, [104, 105, 103, 104], CALM],
    { entries: { 0: LONG, 1: LONG }, exits: { 1: true } },
    {},
    ['long 100@1 -> 104@2 SIGNAL', 'long 104@2 -> 100@3 END_OF_DATA'],
  ],
  [
    '2, 3: a market order fills before a resting order that the open has passed',
    [CALM, [106, 107, 105, 106], CALM],
    { entries: { 0: [stop(105), LONG] } },
    {},
    ['long 106@1 -> 100@2 END_OF_DATA'],
  ],
  [
    '3: a target that the open has passed fills there when the bar stays clear of the stop',
    [CALM, CALM, [106, 107, 95.5, 96], CALM],
    { entries: { 0: { ...LONG, stopLoss: 95, takeProfit: 105 } } },
    {},
    ['long 100@1 -> 106@2 TAKE_PROFIT'],
  ],
  [
    '3: orders that the open has passed fill in the order of their placing',
    [CALM, [94, 101, 93, 95], CALM],
    {
      entries: {
        0: [
          { ...limit(95), tag: 'a' },
          { ...limit(99), tag: 'b' },
        ],
      },
    },
    {},
    ['long 94@1 -> 100@2 END_OF_DATA'],
  ],
  [
    '3: a position that leaves at the open makes room for an order that the open has passed',
    [CALM, CALM, [94, 95, 93, 94], CALM],
    { entries: { 0: [{ ...LONG, stopLoss: 95 }, limit(96)] } },
    {},
    ['long 100@1 -> 94@2 STOP_LOSS', 'long 94@2 -> 100@3 END_OF_DATA'],
  ],
  [
    '4: on the losing side the nearer of stop and reversal comes first',
    [CALM, CALM, [100, 101, 90, 95], CALM],
    {
      entries: {
        0: { ...LONG, stopLoss: 94 },
        1: { direction: -1, order: 'stop', level: 96 },
      },
    },
    reverses,
    ['long 100@1 -> 96@2 REVERSE', 'short 96@2 -> 100@3 END_OF_DATA'],
  ],
  [
    '4, 5: the losing side comes before the winning one',
    [CALM, CALM, [100, 110, 94, 100], CALM],
    { entries: { 0: { ...LONG, stopLoss: 95, takeProfit: 105 } } },
    {},
    ['long 100@1 -> 95@2 STOP_LOSS'],
  ],
  [
    '5: on the winning side a part comes before a target further on',
    [CALM, CALM, [100, 110, 99, 108], CALM],
    { entries: { 0: { ...LONG, takeProfit: 107 } } },
    {
      sizing: { mode: 'fixed_lots', lots: 2, capital: 1000 },
      execution_rules: { partial_exits: [{ type: 'points', value: 4, fraction: 0.5 }] },
    },
    ['long 100@1 -> 104@2 PARTIAL_EXIT', 'long 100@1 -> 107@2 TAKE_PROFIT'],
  ],
  [
    '6: without a position the nearest touched order fills first',
    [CALM, [100, 106, 94, 100], CALM],
    { entries: { 0: [stop(105), limit(97)] } },
    {},
    ['long 97@1 -> 100@2 END_OF_DATA'],
  ],
  [
    '6: of two that are equally near the one that was placed first',
    [CALM, [100, 104, 96, 100], CALM],
    { entries: { 0: [stop(103), limit(97)] } },
    {},
    ['long 103@1 -> 100@2 END_OF_DATA'],
  ],
  [
    '6: after an exit inside the bar only an order further on in its way fills',
    [CALM, CALM, [100, 106, 92, 100], CALM],
    { entries: { 0: [{ ...LONG, stopLoss: 95 }, limit(93), stop(104)] } },
    {},
    ['long 100@1 -> 95@2 STOP_LOSS', 'long 93@2 -> 100@3 END_OF_DATA'],
  ],
  [
    '6, 4: a fresh position is tested against the rest of its bar',
    [CALM, [100, 105, 94, 100], CALM],
    { entries: { 0: { ...stop(104), stopLoss: 98 } } },
    {},
    ['long 104@1 -> 98@1 STOP_LOSS'],
  ],
  [
    '7: a stop is moved after all that, and tested against the close',
    [CALM, CALM, [100, 110, 97, 103], CALM],
    { entries: { 0: LONG } },
    {
      execution_rules: {
        trailing_stop: { enabled: true, type: 'points', value: 5, update: 'intrabar' },
      },
    },
    ['long 100@1 -> 103@2 TRAILING_STOP'],
  ],
  [
    '8, 9: what a close decides is active from the next bar on',
    [CALM, [100, 110, 90, 100], [101, 101, 101, 101], CALM],
    { entries: { 1: stop(105) } },
    {},
    [],
  ],
  [
    '9: with bar_close market orders, exits and max_bars fill at the close of the bar',
    [CALM, [100, 103, 99, 102], [102, 105, 101, 104], CALM],
    { entries: { 0: LONG } },
    { execution: { entry_timing: 'bar_close' }, exit_rules: { max_bars: 2 } },
    ['long 100@0 -> 104@2 MAX_BARS'],
  ],
];

describe('the order of events', () => {
  it.each(TABLE)('%s', (_, rows, script, rules, expected) => {
    const result = runScript(barsOf(rows), script, { rules: plainRules(rules) });
    expect(tradeLines(result)).toEqual(expected);
  });

  it('drops an order whose time has come before the open can fill it', () => {
    const expiresAt = MONDAY + 2 * MS_PER_HOUR;
    const rows: Row[] = [CALM, CALM, [106, 107, 105, 106], CALM];
    const result = runScript(barsOf(rows), { entries: { 0: { ...stop(105), expiresAt } } });
    expect(result.trades).toEqual([]);
    expect(result.rejections).toEqual({});
  });
});
