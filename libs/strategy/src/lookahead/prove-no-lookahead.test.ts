import { AssayError, type Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import type { StrategyContext } from '../contract/context.js';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import {
  proveNoLookahead,
  type LookaheadProof,
  type LookaheadVerdict,
} from './prove-no-lookahead.js';
import { walk, runHooks } from './testing/hook-runner.js';

const FIRST_BAR = 200;
const DATA = walk(3000);

type Hooks = Partial<StrategyDefinition>;

const strategyOf = (hooks: Hooks): StrategyDefinition => ({
  name: 'Sample',
  timeframe: '1h',
  signature: {},
  prepareIndicators: (bars) => ({ open: bars.open.slice() }),
  checkEntry: (ctx) => (ctx.i % 20 === 0 ? { direction: 1, takeProfit: ctx.close } : null),
  checkExit: (ctx) => ctx.i % 20 === 10,
  ...hooks,
});

function prove(
  load: () => StrategyDefinition,
  over: Partial<LookaheadProof> = {},
): LookaheadVerdict {
  return proveNoLookahead({
    bars: DATA,
    firstBar: FIRST_BAR,
    load,
    simulate: (strategy, bars, recorder) => runHooks(strategy, bars, FIRST_BAR, recorder),
    ...over,
  });
}

describe('the proof', () => {
  test('tries 64 cuts: 32 right after signals, 16 right after exits, the rest even', () => {
    const { cuts, finding } = prove(() => strategyOf({}));
    expect(finding).toBeUndefined();
    expect(cuts).toHaveLength(64);
    expect(cuts.filter((cut) => (cut - 1) % 20 === 0).length).toBeGreaterThanOrEqual(32);
    expect(cuts.filter((cut) => (cut - 1) % 20 === 10).length).toBeGreaterThanOrEqual(16);
  });

  test('tries more on short data: more signals, more exits, and cuts that another future follows', () => {
    const { cuts, moreCuts, alteredCuts } = prove(() => strategyOf({}));
    const all = [...cuts, ...moreCuts];
    expect(all.length).toBe(new Set(all).size);
    expect(all.length).toBeGreaterThan(200);
    expect(all.filter((cut) => (cut - 1) % 20 === 0).length).toBeGreaterThanOrEqual(128);
    expect(all.filter((cut) => (cut - 1) % 20 === 10).length).toBeGreaterThanOrEqual(64);
    expect(alteredCuts.length).toBeGreaterThanOrEqual(64);
  });

  test('lets the engine simulate the longest of the 64, and no other prefix of an honest strategy', () => {
    const lengths: number[] = [];
    const { cuts, simulatedCuts } = prove(() => strategyOf({}), {
      simulate: (strategy, bars, recorder) => {
        lengths.push(bars.length);
        return runHooks(strategy, bars, FIRST_BAR, recorder);
      },
    });
    expect(simulatedCuts).toEqual([cuts[63]]);
    expect(lengths).toEqual([DATA.length, ...simulatedCuts]);
  });

  test('is announced before every run, so that budgets begin anew', () => {
    let runs = 0;
    const { cuts, moreCuts, alteredCuts } = prove(() => strategyOf({}), {
      beforeRun: () => {
        runs += 1;
      },
    });
    expect(runs).toBeGreaterThan(cuts.length + moreCuts.length + alteredCuts.length);
  });
});

describe('a prefix', () => {
  test('shows nothing of later bars, not even in the memory behind its columns', () => {
    const lengths = new Set<number>();
    prove(() =>
      strategyOf({
        prepareIndicators: (bars) => {
          const memory = new Float64Array(bars.close.buffer);
          const known = DATA.close.subarray(0, bars.length);
          lengths.add(memory.length);
          // Behind the prefix lie zeros or an altered future, never what comes.
          memory.subarray(bars.length).forEach((value, k) => {
            if (value !== 0) expect(value).not.toBe(DATA.close[bars.length + k]);
          });
          expect(known.length).toBe(bars.length);
          return {};
        },
      }),
    );
    // Neither does its size tell how many bars are to come.
    expect([...lengths].filter((length) => length > DATA.length)).toEqual([2 * DATA.length + 1]);
  });

  test('sees the account that the full run saw', () => {
    const seen = (ctx: StrategyContext): string =>
      JSON.stringify([
        ctx.position?.entryBar,
        ctx.position?.barsHeld,
        ctx.position?.entryPrice,
        ctx.positions.map(({ id }) => id),
        ctx.pendingOrders,
        ctx.equity,
        ctx.session.trades,
        ctx.session.lastDirection,
        ctx.session.minuteOfDay,
        ctx.symbol,
      ]);
    const { finding, simulatedCuts } = prove(() =>
      strategyOf({
        checkEntry: (ctx) => (ctx.i % 20 === 0 ? { direction: 1, tag: seen(ctx) } : null),
        checkExit: (ctx) => (ctx.i % 20 === 10 ? { reason: seen(ctx) } : false),
      }),
    );
    expect(finding).toBeUndefined();
    expect(simulatedCuts).toHaveLength(1);
  });
});

describe('an instance', () => {
  test('of the full run is none of the prefixes', () => {
    const { finding } = prove(() => {
      let seen: Bars | undefined;
      return strategyOf({
        prepareIndicators: (bars) => {
          if (!seen || bars.length > seen.length) seen = bars;
          return { next: seen.close.slice(1, bars.length + 1) };
        },
      });
    });
    expect(finding?.code).toBe('LOOKAHEAD_DETECTED');
  });

  test('that carries something over makes way for fresh ones, which have the last word', () => {
    let loads = 0;
    const { finding, cuts } = prove(() => {
      loads += 1;
      let calls = 0;
      return strategyOf({
        prepareIndicators: (bars) => ({ calls: new Float64Array(bars.length).fill((calls += 1)) }),
      });
    });
    expect(finding).toBeUndefined();
    expect(cuts).toHaveLength(64);
    expect(loads).toBeGreaterThan(64);
  });
});

describe('an error', () => {
  const failing = (code: 'STRATEGY_CRASH' | 'STRATEGY_MEMORY', cause?: unknown) => () =>
    prove(() =>
      strategyOf({
        checkEntry: (ctx) => {
          if (ctx.column('close')[ctx.i + 1] === undefined && ctx.i < DATA.length - 1) {
            throw new AssayError(code, 'failed', { cause });
          }
          return null;
        },
      }),
    );

  test('of a strategy on its first bars alone is a peek', () => {
    expect(failing('STRATEGY_CRASH')().finding).toMatchObject({
      code: 'LOOKAHEAD_DETECTED',
      found: expect.stringContaining('STRATEGY_CRASH: failed when the data end') as string,
    });
  });

  test('of the surroundings passes, also when an engine took it for a crash', () => {
    expect(failing('STRATEGY_MEMORY')).toThrow('failed');
    const memory = new AssayError('STRATEGY_MEMORY', 'full');
    expect(failing('STRATEGY_CRASH', memory)).toThrow('failed');
  });

  test('of the full run passes', () => {
    const load = () =>
      strategyOf({
        checkExit: () => {
          throw new Error('broken');
        },
      });
    expect(() => prove(load)).toThrow('broken');
  });

  test('is raised for a strategy that changes its bars', () => {
    const load = () =>
      strategyOf({
        prepareIndicators: (bars) => {
          bars.close.sort();
          return {};
        },
      });
    expect(() => prove(load)).toThrow('The strategy changes the bars it is given: close');
  });
});

test('a strategy that decides nothing is proved by its columns', () => {
  const quiet = strategyOf({ checkEntry: () => null });
  expect(prove(() => quiet).finding).toBeUndefined();
  const leaky = {
    ...quiet,
    prepareIndicators: (b: Bars) => ({ x: new Float64Array(b.length).fill(b.length) }),
  };
  expect(prove(() => leaky).finding?.message).toContain('The column x reads the future');
});
