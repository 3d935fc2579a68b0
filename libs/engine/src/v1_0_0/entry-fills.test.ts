import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import { barsOf, plainRules, runScript, tradeLines, type Row } from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];

/** Fills an order of bar 0 against one bar and closes at the end of the data. */
function entryAgainst(row: Row, intent: EntryIntent, rules = {}): string[] {
  const bars = barsOf([CALM, row, CALM]);
  return tradeLines(runScript(bars, { entries: { 0: intent } }, { rules: plainRules(rules) }));
}

describe('entry fills', () => {
  it('fills a market order at the open of the next bar', () => {
    expect(entryAgainst([103, 106, 102, 105], { direction: 1 })).toEqual([
      'long 103@1 -> 100@2 END_OF_DATA',
    ]);
  });

  it('fills a market order at the close of the signal bar with bar_close', () => {
    const rules = { execution: { entry_timing: 'bar_close' as const } };
    expect(entryAgainst([103, 106, 102, 105], { direction: -1 }, rules)).toEqual([
      'short 100@0 -> 100@2 END_OF_DATA',
    ]);
  });

  const table: readonly [string, EntryIntent, Row, string[]][] = [
    [
      'a buy stop at its level',
      { direction: 1, order: 'stop', level: 104 },
      [100, 105, 99, 101],
      ['long 104@1'],
    ],
    [
      'a buy stop that only touches',
      { direction: 1, order: 'stop', level: 105 },
      [100, 105, 99, 101],
      ['long 105@1'],
    ],
    [
      'a buy stop at the open after a gap',
      { direction: 1, order: 'stop', level: 102 },
      [103, 105, 99, 101],
      ['long 103@1'],
    ],
    [
      'no buy stop that price does not reach',
      { direction: 1, order: 'stop', level: 105.5 },
      [100, 105, 99, 101],
      [],
    ],
    [
      'a sell stop at its level',
      { direction: -1, order: 'stop', level: 96 },
      [100, 101, 95, 99],
      ['short 96@1'],
    ],
    [
      'a sell stop at the open after a gap',
      { direction: -1, order: 'stop', level: 96 },
      [94, 97, 93, 95],
      ['short 94@1'],
    ],
    [
      'a buy limit at its level',
      { direction: 1, order: 'limit', level: 97 },
      [100, 101, 96, 99],
      ['long 97@1'],
    ],
    [
      'a buy limit at the open after a gap',
      { direction: 1, order: 'limit', level: 97 },
      [95, 101, 94, 99],
      ['long 95@1'],
    ],
    [
      'no buy limit that price does not reach',
      { direction: 1, order: 'limit', level: 95 },
      [100, 101, 96, 99],
      [],
    ],
    [
      'a sell limit at its level',
      { direction: -1, order: 'limit', level: 103 },
      [100, 104, 99, 101],
      ['short 103@1'],
    ],
    [
      'a sell limit at the open after a gap',
      { direction: -1, order: 'limit', level: 103 },
      [105, 106, 99, 101],
      ['short 105@1'],
    ],
  ];
  it.each(table)('fills %s', (_, intent, row, expected) => {
    const lines = entryAgainst(row, intent).map((line) => line.split(' ->')[0]);
    expect(lines).toEqual(expected);
  });
});
