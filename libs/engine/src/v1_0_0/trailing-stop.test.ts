import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { barsOf, plainRules, runScript, tradeLines, type Row } from './testing/scenario.js';

type Trailing = NonNullable<NonNullable<DirectiveRules['execution_rules']>['trailing_stop']>;
type ExecutionRules = NonNullable<DirectiveRules['execution_rules']>;

const CALM: Row = [100, 100, 100, 100];
const END: Row = [100, 100, 100, 100];

function rulesOf(trailing: Partial<Trailing>, more: ExecutionRules = {}): DirectiveRules {
  return plainRules({
    execution_rules: {
      trailing_stop: { enabled: true, type: 'points', value: 5, ...trailing },
      ...more,
    },
  });
}

/** A position opens at 100, the open of the first row; then come the rows. */
function run(direction: 1 | -1, rows: readonly Row[], rules: DirectiveRules): string {
  const result = runScript(barsOf([CALM, ...rows]), { entries: { 0: { direction } } }, { rules });
  return tradeLines(result)
    .join('; ')
    .replace(/^.* -> /, '');
}

/** Prices mirrored about 100: what happens to a long happens to a short. */
function mirrored(rows: readonly Row[]): readonly Row[] {
  return rows.map(([open, high, low, close]) => [200 - open, 200 - low, 200 - high, 200 - close]);
}

function mirroredPrice(line: string): string {
  return line.replace(/^[\d.]+/, (price) => String(200 - Number(price)));
}

describe('a stop that follows closes', () => {
  const rules = rulesOf({ update: 'close' });
  const table: readonly [string, readonly Row[], string][] = [
    ['starts at its distance from the fill', [[100, 101, 95, 96]], '95@1 TRAILING_STOP'],
    [
      'moves after a close and is active from the next bar on',
      [
        [100, 108, 99, 107],
        [107, 107, 102, 103],
      ],
      '102@2 TRAILING_STOP',
    ],
    [
      'does not move by a high',
      [[100, 120, 99, 101], [101, 103, 97, 98], END],
      '100@3 END_OF_DATA',
    ],
    [
      'is not tested in the bar whose close moved it',
      [[100, 108, 97, 107], [107, 108, 103, 104], END],
      '100@3 TRAILING_STOP',
    ],
    [
      'never loosens',
      [
        [100, 110, 99, 110],
        [110, 110, 106, 107],
        [107, 107, 105, 106],
      ],
      '105@3 TRAILING_STOP',
    ],
    [
      'fills at the open after a gap, never at its level',
      [
        [100, 110, 99, 110],
        [101, 102, 100, 101],
      ],
      '101@2 TRAILING_STOP',
    ],
  ];
  it.each(table)('%s', (_, rows, expected) => {
    const text = expected.replace('95@1 TRAILING_STOP', '95@1 STOP_LOSS');
    expect(run(1, rows, rules)).toBe(text);
    expect(run(-1, mirrored(rows), rules)).toBe(mirroredPrice(text));
  });
});

describe('a stop that follows inside bars', () => {
  const rules = rulesOf({ update: 'intrabar' });
  const table: readonly [string, readonly Row[], string][] = [
    [
      'is moved by a high for the next bar',
      [
        [100, 110, 99, 108],
        [108, 109, 104, 106],
      ],
      '105@2 TRAILING_STOP',
    ],
    [
      'is touched at its old level first, whatever the high would make of it',
      [[100, 120, 95, 118]],
      '95@1 STOP_LOSS',
    ],
    [
      'is not moved by a high and touched by a low of one bar',
      [[100, 110, 96, 106], END],
      '100@2 TRAILING_STOP',
    ],
    [
      'leaves at the close when the close lies behind it: a better price is not proven',
      [[100, 110, 97, 103]],
      '103@1 TRAILING_STOP',
    ],
    [
      'is moved by the open, which comes before everything else',
      [
        [100, 104, 99, 104],
        [108, 120, 102, 119],
      ],
      '103@2 TRAILING_STOP',
    ],
    [
      'never loosens',
      [
        [100, 110, 100, 110],
        [109, 109, 106, 107],
        [107, 108, 104, 105],
      ],
      '105@3 TRAILING_STOP',
    ],
  ];
  it.each(table)('%s', (_, rows, expected) => {
    expect(run(1, rows, rules)).toBe(expected);
    expect(run(-1, mirrored(rows), rules)).toBe(mirroredPrice(expected));
  });

  it('has followed from the fill on, closer than a stop of its own', () => {
    const tight = rulesOf(
      { update: 'intrabar', value: 3 },
      { stop_loss: { type: 'points', value: 8 } },
    );
    expect(run(1, [[100, 101, 97, 98]], tight)).toBe('97@1 TRAILING_STOP');
  });

  it('after a limit entry inside the bar is moved by the close only', () => {
    const bars = barsOf([CALM, [100, 120, 95, 100], [100, 100, 94, 95], CALM]);
    const entries = { 0: { direction: 1 as const, order: 'limit' as const, level: 98 } };
    expect(tradeLines(runScript(bars, { entries }, { rules }))).toEqual([
      'long 98@1 -> 95@2 TRAILING_STOP',
    ]);
  });

  it('after a stop entry inside the bar is moved by the high', () => {
    const bars = barsOf([CALM, [100, 120, 99.5, 118], [118, 119, 114, 116], CALM]);
    const entries = { 0: { direction: 1 as const, order: 'stop' as const, level: 104 } };
    expect(tradeLines(runScript(bars, { entries }, { rules }))).toEqual([
      'long 104@1 -> 115@2 TRAILING_STOP',
    ]);
  });
});

describe('a following stop', () => {
  it('waits for its profit and leaves the stop where it is until then', () => {
    const rules = rulesOf(
      { value: 2, activate_at_r: 2 },
      { stop_loss: { type: 'points', value: 4 } },
    );
    const rows: Row[] = [[100, 108, 99, 107], [107, 108, 97, 108], [108, 109, 106, 107], END];
    expect(run(1, rows, rules)).toBe('106@3 TRAILING_STOP');
    expect(run(1, [rows[0] as Row, [107, 107, 96, 97]], rules)).toBe('96@2 STOP_LOSS');
  });

  it('that waits for a profit in R needs a stop, and says so', () => {
    const bars = barsOf([CALM, CALM, CALM]);
    const rules = rulesOf({ activate_at_r: 1 });
    const result = runScript(bars, { entries: { 0: { direction: 1 } } }, { rules });
    expect(result.rejections).toEqual({ STOP_REQUIRED: 1 });
  });

  it('counts its first distance as the risk of the trade', () => {
    const rows: Row[] = [CALM, [100, 108, 99, 107], [107, 107, 102, 103], END];
    const result = runScript(
      barsOf(rows),
      { entries: { 0: { direction: 1 } } },
      {
        rules: rulesOf({}),
      },
    );
    expect(result.trades[0]).toMatchObject({ initialStop: 95, riskAccount: 5, net: 2, r: 0.4 });
  });

  it('keeps the risk of the stop that the directive places', () => {
    const rules = rulesOf({ value: 2 }, { stop_loss: { type: 'points', value: 4 } });
    const rows: Row[] = [CALM, [100, 108, 99, 107], [107, 107, 102, 103], END];
    const result = runScript(barsOf(rows), { entries: { 0: { direction: 1 } } }, { rules });
    expect(result.trades[0]).toMatchObject({ initialStop: 96, exitPrice: 105, net: 5, r: 1.25 });
  });

  it('measures percent of the fill', () => {
    const rules = rulesOf({ type: 'percent', value: 4 });
    expect(run(1, [[100, 101, 95, 96]], rules)).toBe('96@1 STOP_LOSS');
  });

  it('measures the ATR of the signal bar, and refuses while it warms up', () => {
    const rules = rulesOf({ type: 'atr_multiple', value: 2, atr_period: 2 });
    const wide: Row = [100, 102, 98, 100];
    const rows: Row[] = [wide, wide, wide, CALM, [100, 100, 91, 92], END];
    const entries = { 1: { direction: 1 as const }, 2: { direction: 1 as const } };
    const result = runScript(barsOf(rows), { entries }, { rules });
    expect(tradeLines(result)).toEqual(['long 100@3 -> 92@4 STOP_LOSS']);
    expect(result.rejections).toEqual({ NOT_READY: 1 });
  });

  it('of a short follows the ask', () => {
    const spec = { spread: 1 };
    const rules: DirectiveRules = {
      ...rulesOf({ update: 'close' }),
      costs: { spread_points: spec.spread, commission_per_lot_per_side: 0, swap: 'none' },
    };
    // Sold at 100. Close 92, ask 93: stop at 98; the ask reaches it with a bid of 97.
    const rows: Row[] = [
      [100, 101, 91, 92],
      [92, 96.5, 91, 96],
      [96, 97, 95, 96],
    ];
    expect(run(-1, rows, rules)).toBe('98@3 TRAILING_STOP');
  });
});
