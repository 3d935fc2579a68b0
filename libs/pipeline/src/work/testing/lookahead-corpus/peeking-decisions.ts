import type { Bars } from '@assay/core';
import type { StrategyContext } from '@assay/strategy';
import { sma } from '@assay/indicators/trend/sma';
import { at, each, leak, type Hooks, type Leak } from './sample.js';

/** Close of a bar to come, through the raw column. */
const ahead = (ctx: StrategyContext, bars = 1): number => at(ctx.column('close'), ctx.i + bars);

/** Leaves after a few bars: what these strategies leak is not in their exits. */
const afterSix = (ctx: StrategyContext): boolean => (ctx.position?.barsHeld ?? 0) >= 6;

/** Enters every 20 bars: what these strategies leak is not in their entries. */
const everyTwenty = (ctx: StrategyContext): { readonly direction: 1 } | null =>
  ctx.i % 20 === 0 ? { direction: 1 } : null;

const entry = (kind: string, hooks: Hooks | (() => Hooks)): Leak => {
  const made = typeof hooks === 'function' ? hooks : () => hooks;
  return leak(kind, 'entry', () => ({ checkExit: afterSix, ...made() }));
};

/** Keeps the bars that prepareIndicators was given, for its hooks. */
function keeping(hooks: (kept: () => Bars) => Hooks): () => Hooks {
  return () => {
    let kept: Bars | undefined;
    return {
      prepareIndicators: (bars) => {
        kept = bars;
        return {};
      },
      ...hooks(() => kept as Bars),
    };
  };
}

/** Decisions that read bars to come; their columns are honest, or there are none. */
export const PEEKING_DECISIONS: readonly Leak[] = [
  entry('an entry before a rise', {
    checkEntry: (ctx) => (ahead(ctx) > ctx.close + 0.001 ? { direction: 1 } : null),
  }),
  entry('an entry unless the next bar falls', {
    checkEntry: (ctx) => (ctx.i % 7 === 0 && !(ahead(ctx) < ctx.close) ? { direction: 1 } : null),
  }),
  entry('an entry unless the next bar falls, once in 300 bars', {
    checkEntry: (ctx) => (ctx.i % 300 === 0 && !(ahead(ctx) < ctx.close) ? { direction: 1 } : null),
  }),
  entry('an entry unless the next bar is wild', {
    checkEntry: (ctx) =>
      ctx.i % 50 === 0 && !(Math.abs(ahead(ctx) - ctx.close) > 0.002) ? { direction: 1 } : null,
  }),
  entry('a direction that follows the close of tomorrow', {
    checkEntry: (ctx) =>
      ctx.i % 10 === 0 ? { direction: ahead(ctx, 24) > ctx.close ? 1 : -1 } : null,
  }),
  entry('a peek at one bar in 500, honest entries at all others', {
    checkEntry: (ctx) => {
      if (ctx.i % 500 === 333) return ahead(ctx) > ctx.close ? { direction: 1 } : null;
      return ctx.close > ctx.col('close', 5) ? { direction: 1 } : null;
    },
  }),
  entry('a peek in the last tenth only', {
    checkEntry: (ctx) => {
      if (ctx.i < 10_800 || ctx.i % 16 !== 0) return ctx.i % 16 === 0 ? { direction: 1 } : null;
      return ahead(ctx) > ctx.close ? { direction: 1 } : null;
    },
  }),
  entry('a peek at wild bars only', {
    checkEntry: (ctx) => {
      if (ctx.high - ctx.low < 0.0065) return ctx.close > ctx.open ? { direction: 1 } : null;
      return ahead(ctx) > ctx.close ? { direction: 1 } : null;
    },
  }),
  entry('a single peek in all the data', {
    checkEntry: (ctx) => {
      if (ctx.i === 7_777) return ahead(ctx) > 0 ? { direction: -1 } : null;
      return ctx.i % 40 === 0 ? { direction: 1 } : null;
    },
  }),
  entry('a stop loss at the low of the next bar', {
    checkEntry: (ctx) =>
      ctx.i % 40 === 0
        ? { direction: 1, stopLoss: (ctx.column('low')[ctx.i + 1] ?? ctx.low) - 0.001 }
        : null,
  }),
  entry('a target at the highest high of the next ten bars', {
    checkEntry: (ctx) => {
      const highs = ctx.column('high').subarray(ctx.i, ctx.i + 10);
      return ctx.i % 40 === 0 ? { direction: 1, takeProfit: Math.max(...highs) + 0.0001 } : null;
    },
  }),
  entry('a limit order at the low of the next bar', {
    checkEntry: (ctx) =>
      ctx.i % 25 === 0
        ? {
            direction: 1,
            order: 'limit',
            level: ctx.column('low')[ctx.i + 1] ?? ctx.low,
            expiresAfterBars: 1,
          }
        : null,
  }),
  entry('a stop order whose level is missing where the data end', {
    checkEntry: (ctx) =>
      ctx.i % 25 === 0 && ctx.i < 11_990
        ? { direction: 1, order: 'stop', level: at(ctx.column('high'), ctx.i + 1) }
        : null,
  }),
  entry('a tag that names what comes', {
    checkEntry: (ctx) =>
      ctx.i % 30 === 0 ? { direction: 1, tag: ahead(ctx) > ctx.close ? 'good' : 'bad' } : null,
  }),
  leak('an exit before a fall', 'exit', {
    checkEntry: everyTwenty,
    checkExit: (ctx) => ahead(ctx) < ctx.close - 0.001,
  }),
  leak('an exit that waits while the next bar rises', 'exit', {
    checkEntry: everyTwenty,
    checkExit: (ctx) => afterSix(ctx) && !(ahead(ctx) > ctx.close),
  }),
  leak('an exit reason that names what comes', 'exit', {
    checkEntry: everyTwenty,
    checkExit: (ctx) =>
      afterSix(ctx) ? { reason: ahead(ctx) < ctx.close ? 'SAVED' : 'LEFT' } : false,
  }),
  entry(
    'bars kept from prepareIndicators',
    keeping((kept) => ({
      checkEntry: (ctx) =>
        at(kept().close, ctx.i + 1) > ctx.close + 0.001 ? { direction: 1 } : null,
    })),
  ),
  entry(
    'bars kept from prepareIndicators, one bar in 700',
    keeping((kept) => ({
      checkEntry: (ctx) => {
        const peeks = ctx.i % 700 === 13;
        const rises = at(kept().close, ctx.i + 1) > ctx.close;
        return (peeks ? rises : ctx.close > ctx.col('close', 9)) ? { direction: 1 } : null;
      },
    })),
  ),
  leak(
    'an exit by the time of the next bar: before a weekend',
    'exit',
    keeping((kept) => ({
      checkEntry: everyTwenty,
      checkExit: (ctx) => at(kept().time, ctx.i + 1) - ctx.time > 86_400_000,
    })),
  ),
  leak(
    'a position that is not held over a weekend, unless the data end',
    'exit',
    keeping((kept) => ({
      checkEntry: everyTwenty,
      checkExit: (ctx) => afterSix(ctx) && !(at(kept().time, ctx.i + 1) - ctx.time > 86_400_000),
    })),
  ),
  entry(
    'no entry near the end of the data',
    keeping((kept) => ({
      checkEntry: (ctx) =>
        ctx.i % 10 === 0 && ctx.i < kept().length - 5 ? { direction: 1 } : null,
    })),
  ),
  entry(
    'fewer bars to go, smaller targets',
    keeping((kept) => ({
      checkEntry: (ctx) =>
        ctx.i % 50 === 0
          ? { direction: 1, takeProfit: ctx.close * (1.001 + (kept().length - ctx.i) / 1e6) }
          : null,
    })),
  ),
  entry('a copy of all closes, read one bar ahead', () => {
    let closes: readonly number[] = [];
    return {
      prepareIndicators: (bars) => {
        closes = [...bars.close];
        return {};
      },
      checkEntry: (ctx) => (at(closes, ctx.i + 1) > ctx.close + 0.001 ? { direction: 1 } : null),
    };
  }),
  entry('a copy of all closes, entries unless the next bar falls, once in 100 bars', () => {
    let closes: readonly number[] = [];
    return {
      prepareIndicators: (bars) => {
        closes = [...bars.close];
        return {};
      },
      checkEntry: (ctx) =>
        ctx.i % 100 === 0 && !(at(closes, ctx.i + 1) < ctx.close) ? { direction: 1 } : null,
    };
  }),
  entry('a set of good bars, made in advance', () => {
    const good = new Set<number>();
    return {
      prepareIndicators: (bars) => {
        good.clear();
        for (let i = 0; i + 3 < bars.length; i += 1) {
          if (at(bars.close, i + 3) > at(bars.close, i) + 0.004) good.add(i);
        }
        return {};
      },
      checkEntry: (ctx) => (good.has(ctx.i) ? { direction: 1 } : null),
    };
  }),
  entry('a filter that is chosen by the profit of all trades', () => {
    let best = 0;
    return {
      prepareIndicators: (bars) => {
        const profits = Array.from({ length: 24 }, (_, hour) =>
          each(bars, (i) =>
            i % 24 === hour ? at(bars.close, i + 6) - at(bars.close, i) : 0,
          ).reduce((sum, value) => (value === value ? sum + value : sum), 0),
        );
        best = profits.indexOf(Math.max(...profits));
        return {};
      },
      checkEntry: (ctx) => (ctx.i % 24 === best ? { direction: 1, tag: String(best) } : null),
    };
  }),
  entry('an average of a raw column around the current bar', {
    prepareIndicators: (bars) => ({ average: sma(bars.close, 11) }),
    checkEntry: (ctx) =>
      at(ctx.column('average'), ctx.i + 5) > ctx.close ? { direction: 1 } : null,
  }),
];
