import type { Bars } from '@assay/core';
import { expect, test } from 'vitest';
import type { StrategyDefinition } from '../contract/define-strategy.js';
import { recordEvaluation } from './record-evaluation.js';

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
  const strategy = strategyOf((given) => ({ close: given.close }));
  const evaluation = recordEvaluation(strategy, bars, (recorded, recorder) => {
    recorded.prepareIndicators(bars);
    recorder.decided(1, 'entry', 'long');
    recorder.decided(1, 'exit', 'x');
  });
  expect(evaluation).toEqual({
    columns: { close: bars.close },
    decisions: [
      { bar: 1, kind: 'entry', text: 'long' },
      { bar: 1, kind: 'exit', text: 'x' },
    ],
  });
});

test.each(['time', 'open', 'high', 'low', 'close', 'volume', 'spread'] as const)(
  'a strategy that changes %s breaks the contract, whenever it does so',
  (name) => {
    const attempt = (): unknown => {
      const bars = threeBars();
      return recordEvaluation(
        strategyOf(() => ({})),
        bars,
        () => void bars[name]?.set([7], 1),
      );
    };
    expect(attempt).toThrow(expect.objectContaining({ code: 'STRATEGY_CONTRACT' }) as Error);
    expect(attempt).toThrow(`${name} at bar 1`);
  },
);

test('hooks keep their own `this`', () => {
  const strategy = {
    ...strategyOf(() => ({})),
    limit: 3,
    checkExit(this: { limit: number }) {
      return this.limit === 3;
    },
  };
  const answers: unknown[] = [];
  recordEvaluation(strategy as unknown as StrategyDefinition, threeBars(), (recorded) => {
    answers.push(recorded.checkExit({} as never));
  });
  expect(answers).toEqual([true]);
});
