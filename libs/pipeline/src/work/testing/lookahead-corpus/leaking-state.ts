import type { Bars } from '@assay/core';
import { ema } from '@assay/indicators/trend/ema';
import { at, each, leak, type Leak } from './sample.js';

/** State that carries the future into the past: caches, passes, memories of other runs. */
export const LEAKING_STATE: readonly Leak[] = [
  leak('a first pass over all bars that the second one remembers', 'column x', () => {
    const changes: number[] = [];
    return {
      prepareIndicators: (bars) => {
        if (changes.length === 0)
          bars.close.forEach((close, i) => changes.push(at(bars.close, i + 1) - close));
        return { x: each(bars, (i) => at(changes, i)) };
      },
    };
  }),
  leak('the longest data ever seen', 'column x', () => {
    let seen: Bars | undefined;
    return {
      prepareIndicators: (bars) => {
        if (!seen || bars.length > seen.length) seen = bars;
        const { close } = seen;
        return { x: each(bars, (i) => at(close, i + 1)) };
      },
    };
  }),
  leak('a column that its hook fills for the bar before', 'column x', () => {
    let x = new Float64Array(0);
    return {
      prepareIndicators: (bars) => {
        x = new Float64Array(bars.length);
        return { x };
      },
      checkEntry: (ctx) => {
        x[ctx.i - 1] = ctx.close;
        return ctx.i % 20 === 0 ? { direction: 1 } : null;
      },
      checkExit: (ctx) => {
        x[ctx.i - 1] = ctx.close;
        return ctx.i % 20 === 10;
      },
    };
  }),
  leak('a value that is smoothed afterwards, in place', 'column x', {
    prepareIndicators: (bars) => {
      const x = ema(bars.close, 5);
      for (let i = 0; i + 1 < x.length; i += 1) x[i] = (at(x, i) + at(x, i + 1)) / 2;
      return { x };
    },
  }),
  leak('a column that exists with enough bars only', 'column x', {
    prepareIndicators: (bars) => (bars.length < 12_000 ? {} : { x: ema(bars.close, 5) }),
    checkEntry: () => null,
    checkExit: () => false,
  }),
  leak('as many columns as the data have weeks', 'column week', {
    prepareIndicators: (bars) =>
      Object.fromEntries(
        Array.from({ length: Math.ceil(bars.length / 3000) }, (_, k) => [`week${k}`, bars.open]),
      ),
    checkEntry: (ctx) => (ctx.i % 20 === 0 ? { direction: 1 } : null),
    checkExit: (ctx) => ctx.i % 20 === 10,
  }),
  leak('another algorithm for long data', 'column x', {
    prepareIndicators: (bars) => ({ x: ema(bars.close, bars.length >= 12_000 ? 10 : 20) }),
  }),
  leak('a sign of zero that depends on the end', 'column x', {
    prepareIndicators: (bars) => ({ x: each(bars, () => (bars.length >= 12_000 ? 0 : -0)) }),
  }),
];
