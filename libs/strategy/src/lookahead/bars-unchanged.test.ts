import { copyBars, type Bars } from '@assay/core';
import { expect, test } from 'vitest';
import { assertBarsUnchanged } from './bars-unchanged.js';

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
