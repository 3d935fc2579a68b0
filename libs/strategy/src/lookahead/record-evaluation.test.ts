import { copyBars, type Bars } from '@assay/core';
import { expect, test } from 'vitest';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { assertBarsUnchanged, recordEvaluation } from './record-evaluation.js';

function threeBars(): Bars {
  const column = (): Float64Array => Float64Array.of(1, 2, NaN);
  return {
    length: 3,
    time: column(),
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    volume: column(),
    spread: column(),
  };
}

function strategyOf(
  prepareIndicators: StrategyDefinition['prepareIndicators'],
): StrategyDefinition {
  return {
    name: 'x',
    timeframe: '1h',
    signature: {},
    prepareIndicators,
    checkEntry: () => null,
    checkExit: () => false,
  };
}

test('columns and decisions of a run are kept, in the order in which they were made', () => {
  const bars = threeBars();
  const strategy = strategyOf((given) => ({ copy: given.close }));
  const evaluation = recordEvaluation(strategy, (recorded, recorder) => {
    recorded.prepareIndicators(bars);
    recorder.decided(1, 'entry', 'long');
    recorder.decided(1, 'exit', 'x');
  });
  expect(evaluation).toEqual({
    columns: { copy: bars.close },
    decisions: [
      { bar: 1, kind: 'entry', text: 'long' },
      { bar: 1, kind: 'exit', text: 'x' },
    ],
  });
});

test('hooks keep their own `this`', () => {
  const strategy = {
    ...strategyOf(() => ({})),
    limit: 3,
    checkExit(this: { readonly limit: number }): boolean {
      return this.limit === 3;
    },
  };
  const answers: unknown[] = [];
  recordEvaluation(strategy as unknown as StrategyDefinition, (recorded) => {
    answers.push(recorded.checkExit({} as never));
  });
  expect(answers).toEqual([true]);
});

test.each(['time', 'open', 'high', 'low', 'close', 'volume', 'spread'] as const)(
  'a strategy that changes %s breaks the contract',
  (name) => {
    const bars = threeBars();
    const original = copyBars(bars, 0, 3);
    assertBarsUnchanged(bars, original);
    bars[name]?.set([7], 1);
    expect(() => assertBarsUnchanged(bars, original)).toThrow(`${name} at bar 1`);
    expect(() => assertBarsUnchanged(bars, original)).toThrow(
      expect.objectContaining({ code: 'STRATEGY_CONTRACT' }) as Error,
    );
  },
);
