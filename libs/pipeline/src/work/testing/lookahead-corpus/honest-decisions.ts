import type { Bars } from '@assay/core';
import type { EntryIntent } from '@assay/strategy';
import { atr } from '@assay/indicators/volatility/atr';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { honest } from './honest-columns.js';
import { at, type Hooks, type Sample } from './sample.js';

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

const every = (bars: number) => (ctx: { readonly i: number }) =>
  ctx.i % bars === 0 ? ({ direction: 1 } as const) : null;

/** Decisions from bars up to the current one, from the account, and from state that is honest. */
export const HONEST_DECISIONS: readonly Sample[] = [
  honest('a raw column up to the current bar', {
    checkEntry: (ctx) => (at(ctx.column('close'), ctx.i - 1) < ctx.close ? { direction: 1 } : null),
    checkExit: (ctx) => at(ctx.column('close'), ctx.i - 1) > ctx.close,
  }),
  honest(
    'kept bars up to the current one',
    keeping((kept) => ({
      checkEntry: (ctx) => (at(kept().close, ctx.i - 5) < ctx.close ? { direction: 1 } : null),
      checkExit: (ctx) => at(kept().close, ctx.i - 3) > ctx.close,
    })),
  ),
  honest('an indicator that its hook computes from a whole column when first asked', () => {
    let cache: Float64Array | undefined;
    return {
      prepareIndicators: () => {
        cache = undefined;
        return {};
      },
      checkEntry: (ctx) => {
        cache ??= ema(ctx.column('close'), 20);
        return ctx.close > at(cache, ctx.i) ? { direction: 1 } : null;
      },
      checkExit: (ctx) => {
        cache ??= ema(ctx.column('close'), 20);
        return ctx.close < at(cache, ctx.i);
      },
    };
  }),
  honest('a column that its hooks fill for their own bar', () => {
    let seen = new Float64Array(0);
    const note = (i: number, value: number): void => {
      seen[i] = value;
    };
    return {
      prepareIndicators: (bars) => {
        seen = new Float64Array(bars.length);
        return { seen };
      },
      checkEntry: (ctx) => {
        note(ctx.i, ctx.close);
        return ctx.i % 12 === 0 ? { direction: 1 } : null;
      },
      checkExit: (ctx) => {
        note(ctx.i, ctx.open);
        return ctx.i % 12 === 6;
      },
    };
  }),
  honest('a count of signals that begins anew with its columns', () => {
    let count = 0;
    return {
      prepareIndicators: () => {
        count = 0;
        return {};
      },
      checkEntry: (ctx) => {
        if (ctx.close < ctx.open) return null;
        count += 1;
        return count % 5 === 0 ? { direction: 1, tag: String(count) } : null;
      },
      checkExit: (ctx) => ctx.close < ctx.open,
    };
  }),
  honest('a count of signals that an instance never forgets', () => {
    let count = 0;
    return {
      checkEntry: (ctx) => {
        count += 1;
        return count % 50 === 0 && ctx.close > 0 ? { direction: 1, tag: String(count) } : null;
      },
      checkExit: (ctx) => (ctx.position?.barsHeld ?? 0) > 5,
    };
  }),
  honest('a machine of three states', () => {
    let state = 'idle';
    return {
      prepareIndicators: (bars) => {
        state = 'idle';
        return { average: sma(bars.close, 24) };
      },
      checkEntry: (ctx) => {
        if (state === 'idle' && ctx.low < ctx.col('average') - 0.002) state = 'armed';
        else if (state === 'armed' && ctx.close > ctx.col('average')) {
          state = 'idle';
          return { direction: 1, stopLoss: ctx.low - 0.002 };
        }
        return null;
      },
      checkExit: (ctx) => ctx.close < ctx.col('average'),
    };
  }),
  honest('one intent object, used again and again', () => {
    const intent: { direction: 1; stopLoss: number } = { direction: 1, stopLoss: 1 };
    return {
      checkEntry: (ctx) => {
        intent.stopLoss = ctx.low - 0.001;
        return ctx.i % 15 === 0 ? intent : null;
      },
      checkExit: (ctx) => (ctx.position?.barsHeld ?? 0) >= 10,
    };
  }),
  honest('stop orders that expire', {
    checkEntry: (ctx) => ({
      direction: 1,
      order: 'stop',
      level: ctx.high + 0.0005,
      expiresAfterBars: 2,
    }),
    checkExit: (ctx) => ctx.close < ctx.open,
  }),
  honest('limit orders in a group, cancelled and placed anew', {
    checkEntry: (ctx) => {
      const order = (direction: 1 | -1): EntryIntent => ({
        direction,
        order: 'limit',
        level: ctx.close - direction * 0.002,
        group: 'pair',
        expiresAt: ctx.time + 7_200_000,
      });
      return { orders: [order(1), order(-1)], cancel: true };
    },
    checkExit: (ctx) => (ctx.position?.barsHeld ?? 0) > 3,
  }),
  honest('orders only while none wait', {
    checkEntry: (ctx) =>
      ctx.pendingOrders === 0 ? { direction: -1, order: 'stop', level: ctx.low - 0.001 } : null,
    checkExit: (ctx) => ctx.close > ctx.open,
  }),
  honest('exits from the position: profit, age and stop', {
    checkEntry: every(30),
    checkExit: (ctx) => {
      const { position } = ctx;
      if (!position) return false;
      if (ctx.close > position.entryPrice + 0.003) return { reason: 'PROFIT' };
      return position.barsHeld > 40 ? { reason: `AGE_${position.entryBar}` } : false;
    },
  }),
  honest(
    'levels from an indicator, with stop and target of the directive',
    {
      prepareIndicators: (bars) => ({ atr: atr(bars, 14) }),
      checkEntry: (ctx) =>
        ctx.i % 25 === 0 ? { direction: 1, stopLoss: ctx.close - 2 * ctx.col('atr') } : null,
      checkExit: () => false,
    },
    { exit_rules: { max_bars: 24 } },
  ),
  honest('size and pause by the equity of the account', {
    checkEntry: (ctx) =>
      ctx.i % 10 === 0
        ? { direction: ctx.equity > 100_000 ? 1 : -1, tag: ctx.equity.toFixed(2) }
        : null,
    checkExit: (ctx) => (ctx.position?.barsHeld ?? 0) >= 4,
  }),
  honest('session helpers: range, reach, trades, instants', {
    checkEntry: (ctx) => {
      const { session } = ctx;
      if (!session.reaches(480) || session.trades > 0) return null;
      const range = session.range(0, 480);
      return range
        ? {
            direction: 1,
            order: 'stop',
            level: range.high,
            stopLoss: range.low,
            expiresAt: session.instantOf(960),
          }
        : null;
    },
    checkExit: (ctx) => ctx.session.endMinuteOfDay >= 1200,
  }),
  honest('a range asked for at every bar', {
    checkEntry: (ctx) => {
      const range = ctx.session.range(0, 1440, true);
      return range && ctx.high >= range.high && ctx.session.minuteOfDay > 600
        ? { direction: -1 }
        : null;
    },
    checkExit: (ctx) => ctx.low <= (ctx.session.range(0, 1440)?.low ?? 0),
  }),
  honest('a stop and reverse', {
    prepareIndicators: (bars) => ({ fast: sma(bars.close, 8), slow: sma(bars.close, 32) }),
    checkEntry: (ctx) => ({ direction: ctx.col('fast') > ctx.col('slow') ? 1 : -1 }),
    checkExit: (ctx) => ctx.col('fast') > ctx.col('slow') !== (ctx.position?.direction === 1),
  }),
  honest('a strategy that decides nothing', { checkEntry: () => null, checkExit: () => false }),
  honest('one entry, held to the end of the data', {
    checkEntry: (ctx) => (ctx.i === 600 ? { direction: 1 } : null),
    checkExit: () => false,
  }),
  honest('one late entry, and never another', {
    checkEntry: (ctx) => (ctx.i === 1_198 ? { direction: 1 } : null),
    checkExit: () => true,
  }),
  honest('a decision at every bar', {
    checkEntry: () => ({ direction: 1 }),
    checkExit: () => true,
  }),
  honest('prices that are not ready yet', {
    prepareIndicators: (bars) => ({ slow: sma(bars.close, 900) }),
    checkEntry: (ctx) => ({ direction: 1, stopLoss: ctx.col('slow') * 0.98 }),
    checkExit: (ctx) => ctx.close < ctx.open,
  }),
  honest('an entry that looks back further than there are bars', {
    checkEntry: (ctx) => (ctx.close > ctx.col('close', 1000) ? { direction: 1 } : null),
    checkExit: (ctx) => ctx.close < ctx.col('open', 700),
  }),
  honest(
    'everything that happens at the close',
    { checkEntry: every(6), checkExit: () => true },
    {
      execution: { entry_timing: 'bar_close' },
    },
  ),
  honest(
    'regimes of the engine as filters',
    {
      checkEntry: (ctx) => (ctx.filters.allows(1) && ctx.i % 5 === 0 ? { direction: 1 } : null),
      checkExit: (ctx) => (ctx.position?.barsHeld ?? 0) >= 8,
    },
    { volatility_filter: { enabled: true, required_regime: 1 } },
  ),
];
