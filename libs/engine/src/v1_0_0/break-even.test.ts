import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { barsOf, plainRules, runScript, tradeLines, type Row } from './testing/scenario.js';

const CALM: Row = [100, 100, 100, 100];
const END: Row = [100, 100, 100, 100];
type ExecutionRules = NonNullable<DirectiveRules['execution_rules']>;

/** Stop 4 points away; at a profit of 2 R (8 points) it moves to the entry + 1. */
function rulesOf(more: ExecutionRules = {}): DirectiveRules {
  return plainRules({
    execution_rules: {
      stop_loss: { type: 'points', value: 4 },
      break_even: { enabled: true, trigger_r: 2, offset_points: 1 },
      ...more,
    },
  });
}

/** A position opens at 100, the open of the first row; then come the rows. */
function run(direction: 1 | -1, rows: readonly Row[], rules = rulesOf()): string {
  const result = runScript(barsOf([CALM, ...rows]), { entries: { 0: { direction } } }, { rules });
  return tradeLines(result)
    .join('; ')
    .replace(/^.* -> /, '');
}

describe('break-even', () => {
  const table: readonly [string, readonly Row[], string, string][] = [
    [
      'moves the stop when the profit is reached, active from the next bar on',
      [
        [100, 108, 99, 106],
        [106, 107, 100, 104],
      ],
      '101@2 BREAK_EVEN',
      '99@2 BREAK_EVEN',
    ],
    [
      'leaves the stop where it is below that profit',
      [[100, 107.9, 99, 106], [106, 107, 97, 104], END],
      '100@3 END_OF_DATA',
      '100@3 END_OF_DATA',
    ],
    [
      'does not save a bar that reaches the stop: the stop comes first',
      [[100, 110, 96, 108]],
      '96@1 STOP_LOSS',
      '104@1 STOP_LOSS',
    ],
    [
      'proves nothing about a low of the same bar',
      [[100, 110, 98, 106], END],
      '100@2 BREAK_EVEN',
      '100@2 BREAK_EVEN',
    ],
    [
      'fills in its own bar at its level when the close has come back through it',
      [[100, 110, 98, 99]],
      '101@1 BREAK_EVEN',
      '99@1 BREAK_EVEN',
    ],
    [
      'is reached by an open, and then holds for the whole bar',
      [
        [100, 103, 99, 103],
        [109, 112, 100, 110],
      ],
      '101@2 BREAK_EVEN',
      '99@2 BREAK_EVEN',
    ],
    [
      'fills at the open after a gap',
      [
        [100, 109, 99, 108],
        [97, 98, 96, 97],
      ],
      '97@2 BREAK_EVEN',
      '103@2 BREAK_EVEN',
    ],
  ];
  it.each(table)('%s', (_, rows, long, short) => {
    expect(run(1, rows)).toBe(long);
    const mirrored = rows.map(([o, h, l, c]): Row => [200 - o, 200 - l, 200 - h, 200 - c]);
    expect(run(-1, mirrored)).toBe(short);
  });

  it('needs a stop to measure R by, and says so', () => {
    const rules = plainRules({
      execution_rules: { break_even: { enabled: true, trigger_r: 1 } },
    });
    const result = runScript(
      barsOf([CALM, CALM, CALM]),
      { entries: { 0: { direction: 1 } } },
      {
        rules,
      },
    );
    expect(result.rejections).toEqual({ STOP_REQUIRED: 1 });
  });

  it('refuses an offset that lies beyond its trigger', () => {
    const rules = rulesOf({ break_even: { enabled: true, trigger_r: 1, offset_points: 4 } });
    const result = runScript(
      barsOf([CALM, CALM, CALM]),
      { entries: { 0: { direction: 1 } } },
      {
        rules,
      },
    );
    expect(result.rejections).toEqual({ BREAK_EVEN_BEYOND_TRIGGER: 1 });
  });

  it('never loosens a stop that has followed further', () => {
    const rules = rulesOf({
      trailing_stop: { enabled: true, type: 'points', value: 2, update: 'close' },
    });
    const rows: Row[] = [
      [100, 107, 99, 106],
      [106, 109, 105, 105],
      [105, 105, 103, 103],
    ];
    expect(run(1, rows, rules)).toBe('104@3 TRAILING_STOP');
  });

  it('takes the best price of its bar into the excursions', () => {
    const rows: Row[] = [CALM, [100, 110, 98, 99], END];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        rules: rulesOf(),
      },
    );
    expect(result.trades[0]).toMatchObject({ mfePrice: 10, mfeR: 2.5, net: 1, r: 0.25 });
  });
});
