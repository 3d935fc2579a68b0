import { MS_PER_HOUR, MS_PER_MINUTE, type ZoneOffsets } from '@assay/core';
import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import { simulate } from './index.js';
import {
  barsOf,
  inputOf,
  MONDAY,
  plainRules,
  runScript,
  scripted,
  tradeLines,
  type Row,
} from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const LONG: EntryIntent = { direction: 1 };
const SHORT: EntryIntent = { direction: -1 };

/** Bars that open at their index: the price tells the bar. */
function countedBars(count: number, times?: readonly number[]): ReturnType<typeof barsOf> {
  return barsOf(
    Array.from({ length: count }, (_, i): Row => [100 + i, 101 + i, 99 + i, 100 + i]),
    times,
  );
}

describe('time exit', () => {
  const rules = plainRules({ exit_rules: { time_exit: { enabled: true, time: '18:00' } } });

  it('leaves at the open of the bar that begins at the time', () => {
    const result = runScript(countedBars(24), { entries: { 8: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 109@9 -> 118@18 TIME_EXIT']);
  });

  it('leaves at the next bar when the data skip the time', () => {
    const times = [8, 9, 10, 20, 21].map((hour) => MONDAY + hour * MS_PER_HOUR);
    const result = runScript(countedBars(5, times), { entries: { 0: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 101@1 -> 103@3 TIME_EXIT']);
  });

  it('leaves on a later day when the data skip the rest of the day', () => {
    const times = [8, 9, 10, 72, 73].map((hour) => MONDAY + hour * MS_PER_HOUR);
    const result = runScript(countedBars(5, times), { entries: { 0: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 101@1 -> 103@3 TIME_EXIT']);
  });

  it('of a position that enters at or after the time is due on the next day', () => {
    const result = runScript(countedBars(48), { entries: { 17: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 118@18 -> 142@42 TIME_EXIT']);
  });

  it('is off when not enabled', () => {
    const off = plainRules({ exit_rules: { time_exit: { enabled: false, time: '18:00' } } });
    const result = runScript(countedBars(24), { entries: { 8: LONG } }, { rules: off });
    expect(result.trades[0]?.exitReason).toBe('END_OF_DATA');
  });

  it.each([
    // 2024-03-11, a Monday; New York goes from −5 to −4 hours on Sunday the 10th at 07:00 UTC.
    ['winter', 1_709_856_000_000, 1_710_054_000_000, '17:00', 22],
    ['summer', 1_710_115_200_000, 1_710_054_000_000, '17:00', 21],
  ])('follows the daylight saving of the session zone in %s', (_, start, change, time, utcHour) => {
    const zone: ZoneOffsets = {
      zone: 'America/New_York',
      startsMs: [0, change],
      offsetsMinutes: [-300, -240],
    };
    const times = Array.from({ length: 24 }, (_, i) => start + i * MS_PER_HOUR);
    const input = inputOf(countedBars(24, times), scripted({ entries: { 9: LONG } }), {
      zone,
      rules: plainRules({ exit_rules: { time_exit: { enabled: true, time } } }),
    });
    expect(simulate(input).trades[0]).toMatchObject({ exitBar: utcHour, exitReason: 'TIME_EXIT' });
  });

  it.each([
    // Berlin goes from +2 to +1 hours on 2024-10-27 at 01:00 UTC: 02:00 to 03:00 comes twice.
    ['a time that comes twice is its first', '02:30', 4, 8],
    ['entered between the two, it is that of the next day', '02:15', 8, 107],
    ['a later time is not nearer', '03:00', 4, 14],
  ])('where the clock is put back, %s', (_, time, signal, exit) => {
    const change = 1_729_990_800_000;
    const zone: ZoneOffsets = {
      zone: 'Europe/Berlin',
      startsMs: [0, change],
      offsetsMinutes: [120, 60],
    };
    const quarter = 15 * MS_PER_MINUTE;
    const times = Array.from({ length: 120 }, (_v, i) => change + (i - 10) * quarter);
    const input = inputOf(countedBars(120, times), scripted({ entries: { [signal]: LONG } }), {
      zone,
      barMs: quarter,
      rules: plainRules({ exit_rules: { time_exit: { enabled: true, time } } }),
    });
    const [trade] = simulate(input).trades;
    expect(trade).toMatchObject({ entryBar: signal + 1, exitBar: exit, exitReason: 'TIME_EXIT' });
  });

  it('holds at a time that lies within a bar until the next open', () => {
    const within = plainRules({ exit_rules: { time_exit: { enabled: true, time: '17:30' } } });
    const result = runScript(countedBars(24), { entries: { 8: LONG } }, { rules: within });
    expect(result.trades[0]?.exitBar).toBe(18);
  });
});

describe('max_bars', () => {
  it('leaves at the open after so many bars', () => {
    const rules = plainRules({ exit_rules: { max_bars: 3 } });
    const result = runScript(countedBars(9), { entries: { 1: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 102@2 -> 105@5 MAX_BARS']);
    expect(result.trades[0]?.barsHeld).toBe(3);
  });

  it('leaves at a close with bar_close', () => {
    const rules = plainRules({
      exit_rules: { max_bars: 3 },
      execution: { entry_timing: 'bar_close' },
    });
    const result = runScript(countedBars(9), { entries: { 1: LONG } }, { rules });
    expect(tradeLines(result)).toEqual(['long 101@1 -> 104@4 MAX_BARS']);
  });
});

describe('on_opposite_signal', () => {
  const rules = plainRules({ exit_rules: { on_opposite_signal: true } });
  const script = { entries: { 0: LONG, 2: LONG, 4: SHORT } };

  it('reverses on an entry of the other side', () => {
    const result = runScript(countedBars(8), script, { rules });
    expect(tradeLines(result)).toEqual([
      'long 101@1 -> 105@5 REVERSE',
      'short 105@5 -> 107@7 END_OF_DATA',
    ]);
    expect(result.rejections).toEqual({ POSITION_OPEN: 1 });
  });

  it('only leaves where the other side may not be traded', () => {
    const longOnly = plainRules({ exit_rules: { on_opposite_signal: true }, direction: 'long' });
    const result = runScript(countedBars(8), script, { rules: longOnly });
    expect(tradeLines(result)).toEqual(['long 101@1 -> 105@5 SIGNAL']);
    expect(result.rejections).toEqual({ DIRECTION_RESTRICTED: 1, POSITION_OPEN: 1 });
  });

  it('when off, entries are not even asked for while a position is open', () => {
    const asked: number[] = [];
    const strategy = scripted(script, {
      checkEntry: (ctx) => {
        asked.push(ctx.i);
        return script.entries[ctx.i as 0] ?? null;
      },
    });
    simulate(inputOf(countedBars(5), strategy));
    expect(asked).toEqual([0]);
  });
});

describe('limits on entries', () => {
  it.each([
    ['direction', { direction: 'long' as const }],
    [
      'trade_management.direction_restriction',
      { trade_management: { direction_restriction: 'long' as const } },
    ],
  ])('%s refuses the other side, counted', (_, limits) => {
    const bars = barsOf([CALM, CALM, CALM]);
    const result = runScript(bars, { entries: { 0: SHORT } }, { rules: plainRules(limits) });
    expect(result.trades).toEqual([]);
    expect(result.rejections).toEqual({ DIRECTION_RESTRICTED: 1 });
  });

  it('direction_restriction none restricts nothing', () => {
    const rules = plainRules({ trade_management: { direction_restriction: 'none' } });
    expect(
      runScript(barsOf([CALM, CALM]), { entries: { 0: SHORT } }, { rules }).trades,
    ).toHaveLength(1);
  });

  it('max_trades_per_session counts fills of a local day and starts anew at local midnight', () => {
    // Midnight in Berlin (+1 hour) is 23:00 UTC.
    const zone: ZoneOffsets = { zone: 'Europe/Berlin', startsMs: [0], offsetsMinutes: [60] };
    const entries = Object.fromEntries([1, 5, 9, 21, 22].map((bar) => [bar, LONG]));
    const exits = Object.fromEntries([3, 7, 11].map((bar) => [bar, true]));
    const rules = plainRules({ trade_management: { max_trades_per_session: 2 } });
    const input = inputOf(countedBars(26), scripted({ entries, exits }), { zone, rules });
    const result = simulate(input);
    expect(result.trades.map((trade) => trade.entryBar)).toEqual([2, 6, 23]);
    // Decided at 09 and 21: filled on the same local day as two others.
    expect(result.rejections).toEqual({ MAX_TRADES_PER_SESSION: 2 });
  });
});

describe('the session of the context', () => {
  it('tells times of day, days, ranges and trades in its zone', () => {
    const zone: ZoneOffsets = { zone: 'Europe/Berlin', startsMs: [0], offsetsMinutes: [60] };
    const seen: unknown[] = [];
    const strategy = scripted(
      {},
      {
        checkEntry: (ctx) => {
          const { session } = ctx;
          if (ctx.i === 24) {
            seen.push(session.minuteOfDay, session.endMinuteOfDay, session.trades);
            seen.push(session.range(0, 60), session.range(0, 60, true), session.range(300, 400));
            seen.push((session.instantOf(90) - ctx.time) / MS_PER_MINUTE);
          }
          if (session.reaches(120)) seen.push(ctx.i);
          return null;
        },
      },
    );
    simulate(inputOf(countedBars(26), strategy, { zone }));
    // Bar 0 opens at 01:00 in Berlin, bar 23 at midnight, bar 24 at 01:00.
    expect(seen).toEqual([
      0,
      60,
      120,
      0,
      { high: 124, low: 122 },
      { high: 125, low: 122 },
      null,
      30,
      24,
    ]);
  });
});
