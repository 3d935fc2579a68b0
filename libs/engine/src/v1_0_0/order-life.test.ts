import { MS_PER_HOUR } from '@assay/core';
import { describe, expect, it } from 'vitest';
import type { EntryIntent } from '@assay/strategy/sdk';
import { barsOf, MONDAY, plainRules, runScript, tradeLines, type Row } from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const BUY: EntryIntent = { direction: 1, order: 'stop', level: 105 };
const SELL: EntryIntent = { direction: -1, order: 'stop', level: 95 };

describe('resting orders', () => {
  it('wait until a bar touches them', () => {
    const bars = barsOf([CALM, CALM, CALM, [100, 106, 99, 103], CALM]);
    const result = runScript(bars, { entries: { 0: BUY } });
    expect(tradeLines(result)).toEqual(['long 105@3 -> 100@4 END_OF_DATA']);
    expect(result.trades[0]?.signalBar).toBe(0);
  });

  it.each([
    ['for the bars that they may live', { expiresAfterBars: 2 }, 2],
    ['before the instant at which they expire', { expiresAt: MONDAY + 3 * MS_PER_HOUR }, 2],
  ])('fill %s and not later', (_, expiry, lastBar) => {
    const reached: Row = [100, 106, 99, 103];
    const at = (bar: number): number =>
      runScript(barsOf([0, 1, 2, 3, 4].map((i) => (i === bar ? reached : CALM))), {
        entries: { 0: { ...BUY, ...expiry } },
      }).trades.length;
    expect([at(lastBar), at(lastBar + 1)]).toEqual([1, 0]);
  });

  it('of one group cancel each other when one fills', () => {
    const bars = barsOf([CALM, [100, 106, 99, 103], [100, 101, 94, 95], CALM]);
    const both = [
      { ...BUY, group: 'oco' },
      { ...SELL, group: 'oco' },
    ];
    const result = runScript(bars, { entries: { 0: both } });
    expect(tradeLines(result)).toEqual(['long 105@1 -> 100@3 END_OF_DATA']);
    expect(result.rejections).toEqual({});
  });

  it('of different groups do not: the second is refused while a position is open', () => {
    const bars = barsOf([CALM, [100, 106, 99, 103], [100, 101, 94, 95], CALM]);
    const result = runScript(bars, { entries: { 0: [BUY, SELL] } });
    expect(result.trades).toHaveLength(1);
    expect(result.rejections).toEqual({ POSITION_OPEN: 1 });
  });

  it('are removed by an order set that cancels', () => {
    const bars = barsOf([CALM, CALM, [100, 106, 99, 103], CALM]);
    const script = { entries: { 0: BUY, 1: { orders: [], cancel: true } } };
    expect(runScript(bars, script).trades).toEqual([]);
  });

  it('fill the nearer of two touched orders first, the other is gone with its group', () => {
    const bars = barsOf([CALM, [102, 106, 94, 100], CALM]);
    const both = [
      { ...SELL, group: 'oco' },
      { ...BUY, group: 'oco' },
    ];
    expect(tradeLines(runScript(bars, { entries: { 0: both } }))[0]).toMatch(/^long 105@1/);
  });

  it('fill one that the open has passed before a nearer one', () => {
    const bars = barsOf([CALM, [106, 107, 94, 100], CALM]);
    const orders: EntryIntent[] = [
      { direction: 1, order: 'limit', level: 105.5, group: 'g' },
      { ...BUY, group: 'g' },
    ];
    expect(tradeLines(runScript(bars, { entries: { 0: orders } }))[0]).toMatch(/^long 106@1/);
  });

  it('entered and stopped in one bar lose the whole distance', () => {
    const bars = barsOf([CALM, [100, 106, 94, 100], CALM]);
    const both: EntryIntent[] = [
      { ...BUY, stopLoss: 95, group: 'oco' },
      { ...SELL, stopLoss: 105, group: 'oco' },
    ];
    const result = runScript(bars, { entries: { 0: both } });
    expect(tradeLines(result)).toEqual(['long 105@1 -> 95@1 STOP_LOSS']);
    expect(result.trades[0]).toMatchObject({ net: -10, r: -1, barsHeld: 0 });
  });

  it('reverse where a stop fires at the level of the opposite order', () => {
    const bars = barsOf([CALM, [100, 106, 99, 103], [100, 101, 94, 96], CALM]);
    const result = runScript(bars, { entries: { 0: [{ ...BUY, stopLoss: 95 }, SELL] } });
    expect(tradeLines(result)).toEqual([
      'long 105@1 -> 95@2 STOP_LOSS',
      'short 95@2 -> 100@3 END_OF_DATA',
    ]);
  });

  it('are refused in a bar that leaves the position when they lie behind the exit', () => {
    // The target at 108 is reached going up; whether 95 came before or after, nobody knows.
    const bars = barsOf([CALM, [100, 106, 99, 103], [103, 109, 94, 96], CALM]);
    const result = runScript(bars, { entries: { 0: [{ ...BUY, takeProfit: 108 }, SELL] } });
    expect(tradeLines(result)).toEqual(['long 105@1 -> 108@2 TAKE_PROFIT']);
    expect(result.rejections).toEqual({ POSITION_OPEN: 1 });
  });

  it('that pile up without being cancelled are refused beyond 256', () => {
    const bars = barsOf(Array.from({ length: 300 }, () => CALM));
    const entries = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [i, BUY]));
    expect(runScript(bars, { entries }).rejections).toEqual({ TOO_MANY_ORDERS: 44 });
  });
});

describe('leaving and entering', () => {
  const STEP: Row[] = [CALM, CALM, CALM, [104, 105, 103, 104], CALM, CALM];

  it('reverses at one fill when the exit comes with the opposite entry', () => {
    const script = {
      entries: { 0: { direction: 1 } as EntryIntent, 2: { direction: -1 } as EntryIntent },
      exits: { 2: true },
    };
    expect(tradeLines(runScript(barsOf(STEP), script))).toEqual([
      'long 100@1 -> 104@3 REVERSE',
      'short 104@3 -> 100@5 END_OF_DATA',
    ]);
  });

  it('reverses at one close with bar_close', () => {
    const script = {
      entries: { 0: { direction: 1 } as EntryIntent, 3: { direction: -1 } as EntryIntent },
      exits: { 3: true },
    };
    const rules = plainRules({ execution: { entry_timing: 'bar_close' } });
    expect(tradeLines(runScript(barsOf(STEP), script, { rules }))).toEqual([
      'long 100@0 -> 104@3 REVERSE',
      'short 104@3 -> 100@5 END_OF_DATA',
    ]);
  });

  it("leaves with the strategy's own reason", () => {
    const script = {
      entries: { 0: { direction: 1 } as EntryIntent },
      exits: { 2: { reason: 'TIRED' } },
    };
    expect(tradeLines(runScript(barsOf(STEP), script))).toEqual(['long 100@1 -> 104@3 TIRED']);
  });

  it('closes an open position at the last close', () => {
    const script = { entries: { 0: { direction: 1 } as EntryIntent } };
    const bars = barsOf([CALM, CALM, [100, 109, 99, 107]]);
    expect(tradeLines(runScript(bars, script))).toEqual(['long 100@1 -> 107@2 END_OF_DATA']);
  });

  it('counts a market order for which no bar is left', () => {
    const script = { entries: { 1: { direction: 1 } as EntryIntent } };
    expect(runScript(barsOf([CALM, CALM]), script).rejections).toEqual({ END_OF_DATA: 1 });
    const rules = plainRules({ execution: { entry_timing: 'bar_close' } });
    expect(runScript(barsOf([CALM, CALM]), script, { rules }).rejections).toEqual({
      END_OF_DATA: 1,
    });
  });
});
