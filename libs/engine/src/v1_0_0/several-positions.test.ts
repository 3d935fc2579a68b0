import type { DirectiveRules } from '@assay/directive';
import type { EntryDecision } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import { simulate } from './index.js';
import {
  barsOf,
  inputOf,
  plainRules,
  quietBars,
  runScript,
  scripted,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const LONG = { direction: 1 } as const;
const SHORT = { direction: -1 } as const;

function upTo(limit: number, more: DirectiveRules = {}): DirectiveRules {
  return plainRules({ max_concurrent_positions: limit, ...more });
}

describe('several positions of one side', () => {
  it('are trades of their own, each with its own stop and target', () => {
    const rows: Row[] = [CALM, CALM, [100, 103, 99, 102], [102, 106, 101, 105], [105, 105, 96, 97]];
    const script = {
      entries: {
        0: { ...LONG, stopLoss: 97 },
        1: { ...LONG, stopLoss: 98, takeProfit: 106 },
      },
    };
    const result = runScript(barsOf(rows), script, { rules: upTo(2) });
    expect(tradeLines(result)).toEqual([
      'long 100@2 -> 106@3 TAKE_PROFIT',
      'long 100@1 -> 97@4 STOP_LOSS',
    ]);
    expect(result.trades.map(({ position, part }) => [position, part])).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it('are marked together at each close, at the worst and at the end', () => {
    const rows: Row[] = [CALM, CALM, [102, 104, 101, 103], [103, 103, 100, 101]];
    const result = runScript(barsOf(rows), { entries: { 0: LONG, 1: LONG } }, { rules: upTo(2) });
    // Filled at 100 and 102.
    expect([...result.equity]).toEqual([1000, 1000, 1000 + 3 + 1, 1000 + 1 - 1]);
    expect([...result.equityLow]).toEqual([1000, 999, 1000 + 1 - 1, 1000 + 0 - 2]);
  });

  it('never exceed their limit; what comes beyond it is refused and counted', () => {
    const entries = { 0: LONG, 1: LONG, 2: [LONG, LONG] };
    const result = runScript(quietBars([100, 100, 100, 100, 100]), { entries }, { rules: upTo(3) });
    expect(result.trades).toHaveLength(3);
    expect(result.rejections).toEqual({ POSITION_LIMIT: 1 });
  });

  it('does not ask for entries while the limit is reached', () => {
    const asked: number[] = [];
    const strategy = scripted(
      {},
      {
        checkEntry: ({ i }): EntryDecision => {
          asked.push(i);
          return LONG;
        },
      },
    );
    simulate(inputOf(quietBars([100, 100, 100, 100, 100]), strategy, { rules: upTo(2) }));
    expect(asked).toEqual([0, 1]);
  });

  it('refuse an order of the other side, unless rules make it an exit or a reversal', () => {
    const run = (more: DirectiveRules): readonly string[] => {
      const entries = { 0: LONG, 1: LONG, 2: SHORT };
      const bars = quietBars([100, 101, 102, 103, 104]);
      const result = runScript(bars, { entries }, { rules: upTo(3, more) });
      return [...tradeLines(result), ...Object.keys(result.rejections)];
    };
    const open = ['long 100@1 -> 104@4 END_OF_DATA', 'long 101@2 -> 104@4 END_OF_DATA'];
    expect(run({})).toEqual([...open, 'POSITION_OPEN']);
    const reversed = [
      'long 100@1 -> 102@3 REVERSE',
      'long 101@2 -> 102@3 REVERSE',
      'short 102@3 -> 104@4 END_OF_DATA',
    ];
    expect(run({ exit_rules: { on_opposite_signal: true } })).toEqual(reversed);
    expect(run({ position_management: { mode: 'stop_and_reverse', max_positions: 3 } })).toEqual(
      reversed,
    );
  });

  it('leave one by one by id, and all of them without', () => {
    const bars = quietBars([100, 101, 102, 103, 104, 105]);
    const entries = { 0: LONG, 1: LONG, 2: LONG };
    const exits = { 3: { position: 1, reason: 'SECOND' }, 4: true };
    const result = runScript(bars, { entries, exits }, { rules: upTo(3) });
    expect(tradeLines(result)).toEqual([
      'long 101@2 -> 103@4 SECOND',
      'long 100@1 -> 104@5 SIGNAL',
      'long 102@3 -> 104@5 SIGNAL',
    ]);
  });

  it('are shown to the strategy in order of entry', () => {
    const seen: string[] = [];
    const strategy = scripted(
      { entries: { 0: LONG, 1: LONG } },
      {
        checkExit: ({ i, positions }) => {
          seen.push(positions.map(({ id, barsHeld }) => `${id}:${barsHeld}`).join(' '));
          return i === 3 ? { position: 0 } : false;
        },
      },
    );
    const bars = quietBars([100, 101, 102, 103, 104, 105]);
    simulate(inputOf(bars, strategy, { rules: upTo(2) }));
    expect(seen).toEqual(['0:0', '0:1 1:0', '0:2 1:1', '1:2', '1:3']);
  });

  it('leave by their own time: max_bars counts from each fill', () => {
    const entries = { 0: LONG, 1: LONG };
    const bars = quietBars([100, 101, 102, 103, 104, 105]);
    const atOpen = upTo(2, { exit_rules: { max_bars: 2 } });
    expect(tradeLines(runScript(bars, { entries }, { rules: atOpen }))).toEqual([
      'long 100@1 -> 102@3 MAX_BARS',
      'long 101@2 -> 103@4 MAX_BARS',
    ]);
    const atClose = { ...atOpen, execution: { entry_timing: 'bar_close' as const } };
    expect(tradeLines(runScript(bars, { entries }, { rules: atClose }))).toEqual([
      'long 100@0 -> 102@2 MAX_BARS',
      'long 101@1 -> 103@3 MAX_BARS',
    ]);
  });

  it('are sized by the equity at the fill, marks of what is open included', () => {
    const rules = upTo(2, {
      sizing: { mode: 'risk_fraction', fraction: 0.1, capital: 1000 },
      execution_rules: { stop_loss: { type: 'points', value: 10 } },
    });
    const rows: Row[] = [CALM, [100, 100, 100, 100], [150, 150, 150, 150], [150, 150, 150, 150]];
    const result = runScript(barsOf(rows), { entries: { 0: LONG, 1: LONG } }, { rules });
    // 10 units at 100; at 150 the equity is 1500, so 15 units.
    expect(result.trades.map(({ units }) => units)).toEqual([10, 15]);
  });

  it('count as trades of the session, each of them', () => {
    const rules = upTo(3, { trade_management: { max_trades_per_session: 2 } });
    const result = runScript(
      quietBars([100, 100, 100, 100, 100]),
      { entries: { 0: LONG, 1: LONG, 2: LONG } },
      {
        rules,
      },
    );
    expect(result.trades).toHaveLength(2);
    expect(result.rejections).toEqual({ MAX_TRADES_PER_SESSION: 1 });
  });

  it('pay swap by their own units and nights', () => {
    const spec = {
      ...inputOf(barsOf([]), scripted({})).spec,
      spread: 0,
      commission: { per_lot_per_side: 0, currency: 'USD' },
      swap: {
        long: -1,
        short: 0,
        triple_day: 'wednesday' as const,
        rollover: '02:30',
        zone: 'UTC',
      },
    };
    const rules = upTo(2, { costs: {}, sizing: { mode: 'fixed_lots', lots: 4, capital: 1000 } });
    const bars = quietBars([100, 100, 100, 100, 100, 100]);
    const script = { entries: { 0: LONG, 2: LONG }, exits: { 1: { fraction: 0.5 } } };
    const zone = inputOf(bars, scripted({})).zone;
    const result = runScript(bars, script, { spec, rules, rolloverZone: zone });
    expect(result.trades.map(({ position, units, swap }) => [position, units, swap])).toEqual([
      [0, 2, 0],
      [0, 2, -2],
      [1, 4, 0],
    ]);
  });
});

describe('an order that adds inside a bar', () => {
  const add = (order: 'stop' | 'limit', level: number) => ({ ...LONG, order, level });

  it('on the way to the stop fills before the stop does', () => {
    const rows: Row[] = [CALM, CALM, [100, 101, 94, 95], CALM];
    const entries = { 0: { ...LONG, stopLoss: 95 }, 1: add('limit', 97) };
    expect(tradeLines(runScript(barsOf(rows), { entries }, { rules: upTo(2) }))).toEqual([
      'long 100@1 -> 95@2 STOP_LOSS',
      'long 97@2 -> 100@3 END_OF_DATA',
    ]);
  });

  it('beyond the stop fills only as a new position in price’s way', () => {
    const rows: Row[] = [CALM, CALM, [100, 101, 92, 95], CALM];
    const entries = { 0: { ...LONG, stopLoss: 95 }, 1: add('limit', 93) };
    expect(tradeLines(runScript(barsOf(rows), { entries }, { rules: upTo(2) }))).toEqual([
      'long 100@1 -> 95@2 STOP_LOSS',
      'long 93@2 -> 100@3 END_OF_DATA',
    ]);
  });

  it('above fills, and the target above it closes both that have one', () => {
    const rows: Row[] = [CALM, CALM, [100, 108, 99, 107], CALM];
    const entries = {
      0: { ...LONG, takeProfit: 107 },
      1: { ...add('stop', 104), takeProfit: 108 },
    };
    expect(tradeLines(runScript(barsOf(rows), { entries }, { rules: upTo(2) }))).toEqual([
      'long 100@1 -> 107@2 TAKE_PROFIT',
      'long 104@2 -> 108@2 TAKE_PROFIT',
    ]);
  });
});
