import { test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { splitEquityByDirection } from './directional-equity.js';
import { sampleRun, sampleTrade } from './testing/sample-run.js';
import { sampleSteps } from './testing/sample-steps.js';

describe('equity by direction', () => {
  propertyTest.prop([sampleSteps])(
    'the two directions add up to the account at each bar',
    (steps) => {
      const { trades, equity, equityLow } = sampleRun(steps);
      const split = splitEquityByDirection({ equity, equityLow }, trades, 10_000, 0);
      if (split === null) throw new Error('the sample is never hedged');
      equity.forEach((value, i) => {
        const sum = (split.long.equity[i] ?? NaN) + (split.short.equity[i] ?? NaN) - 10_000;
        expect(sum).toBeCloseTo(value, 8);
        expect(split.long.equityLow[i]).toBeLessThanOrEqual(split.long.equity[i] ?? NaN);
      });
    },
  );

  propertyTest.prop([sampleSteps])(
    'the curve of a direction is that of its trades alone',
    (steps) => {
      const { trades, equity, equityLow } = sampleRun(steps);
      const split = splitEquityByDirection({ equity, equityLow }, trades, 10_000, 0);
      trades.forEach((trade) => {
        const closed = trades.filter(
          ({ direction, exitBar }) => direction === trade.direction && exitBar <= trade.exitBar,
        );
        const side = trade.direction === 1 ? split?.long : split?.short;
        const reopened = trades.some(
          ({ direction, entryBar, exitBar }) =>
            direction === trade.direction && entryBar <= trade.exitBar && exitBar > trade.exitBar,
        );
        if (reopened) return;
        const settled = closed.reduce((sum, { net }) => sum + net, 10_000);
        expect(side?.equity[trade.exitBar]).toBeCloseTo(settled, 8);
      });
    },
  );

  test('a bar in which a short replaces a long is divided exactly', () => {
    const trades = [
      sampleTrade({ direction: 1, entryBar: 0, exitBar: 1, net: 50 }),
      sampleTrade({ direction: -1, entryBar: 1, exitBar: 2, net: -20 }),
    ];
    const equity = Float64Array.of(130, 145, 130);
    const split = splitEquityByDirection(
      { equity, equityLow: Float64Array.of(125, 140, 130) },
      trades,
      100,
      0,
    );
    expect([...(split?.long.equity ?? [])]).toEqual([130, 150, 150]);
    expect([...(split?.short.equity ?? [])]).toEqual([100, 95, 80]);
    expect([...(split?.long.equityLow ?? [])]).toEqual([125, 145, 150]);
    expect([...(split?.short.equityLow ?? [])]).toEqual([100, 90, 80]);
  });

  test('bars before the first that could trade are not part of equity', () => {
    const trades = [sampleTrade({ entryBar: 10, exitBar: 11, net: 5 })];
    const equity = Float64Array.of(103, 105);
    const split = splitEquityByDirection({ equity, equityLow: equity }, trades, 100, 10);
    expect([...(split?.long.equity ?? [])]).toEqual([103, 105]);
  });

  test('longs and shorts held together cannot be divided', () => {
    const trades = [
      sampleTrade({ direction: 1, entryBar: 0, exitBar: 3 }),
      sampleTrade({ direction: -1, entryBar: 1, exitBar: 2 }),
    ];
    const equity = new Float64Array(4).fill(100);
    expect(splitEquityByDirection({ equity, equityLow: equity }, trades, 100, 0)).toBeNull();
  });
});
