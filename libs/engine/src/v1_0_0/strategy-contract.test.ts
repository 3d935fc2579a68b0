import { AssayError } from '@assay/core';
import { describe, expect, it } from 'vitest';
import type { StrategyContext, StrategyDefinition } from '@assay/strategy/sdk';
import { simulate } from './index.js';
import { barsOf, inputOf, plainRules, runScript, scripted, type Row } from './testing/scenario.js';

const CALM: Row = [100, 101, 99, 100];
const bars = barsOf([CALM, CALM, CALM]);

/** The diagnostic of a run that must fail. */
function failure(hooks: Partial<StrategyDefinition>, rules = plainRules()): AssayError {
  try {
    simulate(inputOf(bars, scripted({}, hooks), { rules }));
  } catch (error) {
    if (error instanceof AssayError) return error;
    throw error;
  }
  throw new Error('The run did not fail.');
}

const entry = (value: unknown): AssayError => failure({ checkEntry: () => value as null });

describe('what checkEntry returns', () => {
  it.each([
    [true, 'true'],
    ['long', 'the text "long"'],
    [{}, 'direction: undefined'],
    [{ direction: 0 }, 'direction: 0'],
    [{ direction: 'long' }, 'direction: the text "long"'],
    [{ direction: 1, size: 3 }, 'the field size'],
    [{ direction: 1, order: 'stop' }, 'stop order without level'],
    [{ direction: 1, level: 5 }, 'market order with level'],
    [{ direction: 1, order: 'iceberg', level: 5 }, 'order: the text "iceberg"'],
    [{ direction: 1, order: 'stop', level: NaN }, 'level: NaN'],
    [{ direction: 1, stopLoss: -1 }, 'stopLoss: -1'],
    [{ direction: 1, takeProfit: '5' }, 'takeProfit: the text "5"'],
    [{ direction: 1, group: 7 }, 'group: 7'],
    [{ direction: 1, tag: null }, 'tag: null'],
    [{ direction: 1, order: 'stop', level: 5, expiresAfterBars: 0 }, 'expiresAfterBars: 0'],
    [{ direction: 1, order: 'stop', level: 5, expiresAt: Infinity }, 'expiresAt: Infinity'],
    [[null], 'null'],
    [{ orders: 5 }, 'an object with orders'],
    [{ orders: [], cancel: 1 }, 'cancel: 1'],
    [{ orders: [], cancels: true }, 'an object with cancels, orders'],
  ])('%j is refused, naming what was found', (value, found) => {
    const error = entry(value);
    expect([error.code, error.diagnostic.found]).toEqual(['STRATEGY_CONTRACT', found]);
    expect(error.message).toContain('checkEntry at bar 0');
  });

  it('must be market orders where execution.order_type says so', () => {
    const rules = plainRules({ execution: { order_type: 'market' } });
    const stop = { direction: 1, order: 'stop', level: 105 } as const;
    expect(failure({ checkEntry: () => stop }, rules).code).toBe('STRATEGY_CONTRACT');
  });
});

describe('what checkExit returns', () => {
  const exit = (value: unknown): AssayError =>
    failure({ checkEntry: () => ({ direction: 1 }), checkExit: () => value as null });

  it.each([
    ['leave', 'the text "leave"'],
    [1, '1'],
    [{ reason: '' }, 'reason: the text ""'],
    [{ fraction: 0 }, 'fraction: 0'],
    [{ fraction: 1.5 }, 'fraction: 1.5'],
    [{ fraction: '1' }, 'fraction: the text "1"'],
    [{ position: 0.5 }, 'position: 0.5'],
    [{ why: 'x' }, 'the field why'],
    [[true], 'a list of 1'],
  ])('%j is refused, naming what was found', (value, found) => {
    const error = exit(value);
    expect([error.code, error.diagnostic.found]).toEqual(['STRATEGY_CONTRACT', found]);
  });
});

describe('what prepareIndicators returns', () => {
  it.each([
    [undefined, 'undefined'],
    [[], 'a list of 0'],
    [{ a: [1, 2, 3] }, 'a: a list of 3'],
    [{ a: new Float32Array(3) }, 'a: Float32Array'],
    [{ a: new Float64Array(2) }, 'a: Float64Array of 2'],
    [{ close: new Float64Array(3) }, 'a column named close'],
  ])('%j is refused, naming what was found', (value, found) => {
    const error = failure({ prepareIndicators: () => value as never });
    expect([error.code, error.diagnostic.found]).toEqual(['STRATEGY_CONTRACT', found]);
  });

  it('is refused when a hook is missing', () => {
    const error = failure({ checkExit: undefined as never });
    expect([error.code, error.diagnostic.found]).toEqual([
      'STRATEGY_CONTRACT',
      'checkExit: undefined',
    ]);
  });
});

describe('what a strategy throws', () => {
  const crash = (): never => {
    throw new TypeError('boom');
  };

  it.each([
    ['prepareIndicators', { prepareIndicators: crash }, 'prepareIndicators threw: TypeError: boom'],
    ['checkEntry', { checkEntry: crash }, 'checkEntry threw at bar 0: TypeError: boom'],
    [
      'checkExit',
      { checkEntry: () => ({ direction: 1 as const }), checkExit: crash },
      'checkExit threw at bar 1: TypeError: boom',
    ],
  ])('in %s becomes STRATEGY_CRASH with bar and cause', (_, hooks, message) => {
    const error = failure(hooks);
    expect([error.code, error.message]).toEqual(['STRATEGY_CRASH', message]);
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it.each([
    ['a negative distance', (ctx: StrategyContext) => ctx.col('close', -1)],
    ['a fractional distance', (ctx: StrategyContext) => ctx.col('close', 0.5)],
    ['a distance that is no number', (ctx: StrategyContext) => ctx.col('close', NaN)],
    ['an unknown column', (ctx: StrategyContext) => ctx.col('closs')],
    ['an unknown raw column', (ctx: StrategyContext) => ctx.column('closs').length],
  ])('includes col with %s', (_, read) => {
    const hooks = { checkEntry: (ctx: StrategyContext) => (read(ctx) > 0 ? null : null) };
    expect(failure(hooks).code).toBe('STRATEGY_CRASH');
  });
});

describe('the context', () => {
  it('reads bars, columns and the past', () => {
    const seen: unknown[] = [];
    const rising = barsOf([
      [1, 4, 0.5, 2],
      [2, 5, 1.5, 3],
      [3, 6, 2.5, 4],
    ]);
    const strategy = scripted(
      {},
      {
        prepareIndicators: () => ({
          a: Float64Array.of(7, 8, 9),
          b: Float64Array.of(1, 2, 3),
          c: Float64Array.of(4, 5, 6),
        }),
        checkEntry: (ctx) => {
          if (ctx.i === 2) {
            seen.push(ctx.open, ctx.high, ctx.low, ctx.close, ctx.volume, ctx.time);
            seen.push(
              ctx.col('a'),
              ctx.col('b', 1),
              ctx.col('c', 2),
              ctx.col('high', 1),
              ctx.col('a', 3),
            );
            seen.push(
              ctx.column('c')[0],
              ctx.position,
              ctx.pendingOrders,
              ctx.equity,
              ctx.tickSize,
              ctx.params,
            );
          }
          return null;
        },
      },
    );
    simulate(inputOf(rising, strategy, { rules: plainRules({ parameters: { depth: 3 } }) }));
    expect(seen).toEqual([
      3,
      6,
      2.5,
      4,
      0,
      rising.time[2],
      9,
      2,
      4,
      5,
      NaN,
      4,
      null,
      0,
      1000,
      1,
      { depth: 3 },
    ]);
  });

  it('shows the open position and its equity', () => {
    const seen: unknown[] = [];
    const strategy = scripted(
      { entries: { 0: { direction: -1, stopLoss: 110, takeProfit: 90 } } },
      {
        checkExit: ({ position, equity, i }) => {
          if (i === 2) {
            seen.push({
              direction: position?.direction,
              units: position?.units,
              entryPrice: position?.entryPrice,
              entryBar: position?.entryBar,
              barsHeld: position?.barsHeld,
              stopLoss: position?.stopLoss,
              takeProfit: position?.takeProfit,
              equity,
            });
          }
          return null;
        },
      },
    );
    simulate(inputOf(barsOf([CALM, CALM, [100, 101, 96, 97]]), strategy));
    expect(seen).toEqual([
      {
        direction: -1,
        units: 1,
        entryPrice: 100,
        entryBar: 1,
        barsHeld: 1,
        stopLoss: 110,
        takeProfit: 90,
        equity: 1003,
      },
    ]);
  });
});

describe('the observer', () => {
  it('hears each decision that is not null as one canonical line', () => {
    const heard: unknown[] = [];
    const script = {
      entries: {
        0: {
          orders: [
            {
              tag: 't',
              level: 1 / 3,
              order: 'limit' as const,
              direction: -1 as const,
              expiresAfterBars: 2,
            },
          ],
          cancel: true,
        },
        1: { direction: 1 as const, takeProfit: 120 },
      },
      exits: { 2: { reason: 'DONE' } },
    };
    runScript(
      barsOf([CALM, CALM, CALM, CALM]),
      script,
      {},
      {
        decided: (bar, kind, decision) => heard.push([bar, kind, decision]),
      },
    );
    expect(heard).toEqual([
      [0, 'entry', 'cancel; short limit level 0.3333333333333333 last-bar 2 tag "t"'],
      [2, 'exit', 'exit "DONE"'],
    ]);
  });
});
