import { expect, test } from 'vitest';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { RecordedStrategy } from './recorded-strategy.js';
import { runHooks, walk } from './testing/hook-runner.js';

const strategyOf = (hooks: Partial<StrategyDefinition>): StrategyDefinition => ({
  name: 'x',
  timeframe: '1h',
  signature: {},
  prepareIndicators: (bars) => ({ copy: bars.close }),
  checkEntry: (ctx) => (ctx.i === 3 ? { direction: 1 } : null),
  checkExit: () => true,
  ...hooks,
});

test('columns and decisions of a run are kept, in the order in which they were made', () => {
  const bars = walk(6);
  const recorded = new RecordedStrategy(strategyOf({}));
  runHooks(recorded, bars, 2, recorded.decisions);
  expect(recorded.columns).toEqual({ copy: bars.close });
  expect([0, 1, 2].map((place) => recorded.decisions.at(place))).toEqual([
    { bar: 3, kind: 'entry', text: '{"direction":1}' },
    { bar: 4, kind: 'exit', text: 'true' },
    undefined,
  ]);
  expect([recorded.decisions.barsOf('entry'), recorded.decisions.barsOf('exit')]).toEqual([
    [3],
    [4],
  ]);
});

test('hooks keep their own `this`', () => {
  const strategy = {
    ...strategyOf({}),
    limit: 3,
    checkExit(this: { readonly limit: number }): boolean {
      return this.limit === 3;
    },
  };
  const recorded = new RecordedStrategy(strategy as unknown as StrategyDefinition);
  expect(recorded.checkExit({ i: 7 } as never)).toBe(true);
});

test('the call that failed is known: its hook and its bar', () => {
  const broken = (): never => {
    throw new Error('broken');
  };
  const failed = (hooks: Partial<StrategyDefinition>): unknown[] => {
    const recorded = new RecordedStrategy(strategyOf(hooks));
    expect(() => runHooks(recorded, walk(6), 2, recorded.decisions)).toThrow('broken');
    return [recorded.hook, recorded.bar];
  };
  expect(failed({ prepareIndicators: broken })).toEqual(['prepareIndicators', 5]);
  expect(failed({ checkEntry: broken })).toEqual(['checkEntry', 2]);
  expect(failed({ checkExit: broken })).toEqual(['checkExit', 4]);
});
