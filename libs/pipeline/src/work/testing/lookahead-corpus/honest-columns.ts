import { MS_PER_DAY, MS_PER_HOUR, type Bars } from '@assay/core';
import * as library from '@assay/indicators';
import { INDICATORS, type IndicatorEntry } from '@assay/indicators';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { at, each, strategyOf, type Hooks, type Sample } from './sample.js';

type Callable = (...parameters: unknown[]) => unknown;
type Columns = Record<string, Float64Array>;

/** An honest strategy; a function gives every load a state of its own. */
export function honest(
  kind: string,
  hooks: Hooks | (() => Hooks),
  rules: Sample['rules'] = {},
): Sample {
  return { kind, rules, load: () => strategyOf(typeof hooks === 'function' ? hooks() : hooks) };
}

/** Closes of the days of some bars; the last day may not be over. */
function daysOf(bars: Bars): { readonly time: Float64Array; readonly close: Float64Array } {
  const closes = new Map<number, number>();
  bars.time.forEach((time, i) => closes.set(time - (time % MS_PER_DAY), at(bars.close, i)));
  return { time: Float64Array.from(closes.keys()), close: Float64Array.from(closes.values()) };
}

function linesOf(entry: IndicatorEntry, bars: Bars): Columns {
  const call = (library as unknown as Readonly<Record<string, Callable | undefined>>)[entry.name];
  if (!call) throw new Error(`${entry.name} is in the catalogue but not exported`);
  const inputs = {
    values: [bars.close],
    bars: [bars],
    pair: [bars.close, bars.low],
    'bars and days': [bars, daysOf(bars)],
  }[entry.input];
  const result = call(...inputs, ...entry.parameters.map(({ value }) => value));
  if (result instanceof Float64Array) return { line: result };
  // Names of their own: lines called open or high would hide the bars.
  const lines = Object.entries(result as Columns);
  return Object.fromEntries(lines.map(([name, line]) => [`line_${name}`, line]));
}

/** Every indicator of the library with its usual parameters. */
export const HONEST_INDICATORS: readonly Sample[] = INDICATORS.map((entry) =>
  honest(`the indicator ${entry.path}`, {
    prepareIndicators: (bars) => linesOf(entry, bars),
    checkEntry: (ctx) => (ctx.close > ctx.open && ctx.i % 9 === 0 ? { direction: 1 } : null),
    checkExit: (ctx) => ctx.close < ctx.open,
  }),
);

const column = (kind: string, x: (bars: Bars) => Float64Array): Sample =>
  honest(kind, { prepareIndicators: (bars) => ({ x: x(bars) }) });

const dayOf = (bars: Bars, i: number): number => Math.floor(at(bars.time, i) / MS_PER_DAY);
const hourOf = (bars: Bars, i: number): number => Math.floor(at(bars.time, i) / MS_PER_HOUR) % 24;

/** A running value that begins anew with every group of bars. */
function running(
  bars: Bars,
  groupOf: (i: number) => number,
  fold: (value: number, i: number) => number,
  start: number,
): Float64Array {
  let group = NaN;
  let value = start;
  return each(bars, (i) => {
    if (groupOf(i) !== group) value = start;
    group = groupOf(i);
    value = fold(value, i);
    return value;
  });
}

/** The last value of the group before, at each bar. */
function previous(values: Float64Array, bars: Bars, groupOf: (i: number) => number): Float64Array {
  let known = NaN;
  return each(bars, (i) => {
    if (i > 0 && groupOf(i) !== groupOf(i - 1)) known = at(values, i - 1);
    return known;
  });
}

const dayHigh = (b: Bars): Float64Array =>
  running(
    b,
    (i) => dayOf(b, i),
    (high, i) => Math.max(high, at(b.high, i)),
    -Infinity,
  );

/** Columns that use bars up to their own only, many of them in ways that look suspicious. */
export const HONEST_COLUMNS: readonly Sample[] = [
  column('a constant', (b) => new Float64Array(b.length).fill(1.1)),
  column('no number at all', (b) => new Float64Array(b.length).fill(NaN)),
  column('signs of zero and infinities', (b) =>
    each(b, (i) => [0, -0, Infinity, -Infinity, NaN][i % 5] ?? 0),
  ),
  column('an exponential average that never forgets its start', (b) => ema(b.close, 400)),
  column('a recursive filter of the second order', (b) => {
    let one = 0;
    let two = 0;
    return each(b, (i) => {
      const value = 0.05 * at(b.close, i) + 1.6 * one - 0.65 * two;
      two = one;
      one = value;
      return value;
    });
  }),
  column('a Kalman filter', (b) => {
    let state = at(b.close, 0);
    let variance = 1;
    return each(b, (i) => {
      const gain = (variance + 1e-6) / (variance + 1e-6 + 1e-4);
      state += gain * (at(b.close, i) - state);
      variance = (1 - gain) * (variance + 1e-6);
      return state;
    });
  }),
  column('a volatility of the GARCH kind', (b) => {
    let variance = 1e-6;
    return each(b, (i) => {
      const change = i > 0 ? Math.log(at(b.close, i) / at(b.close, i - 1)) : 0;
      variance = 1e-8 + 0.9 * variance + 0.08 * change * change;
      return Math.sqrt(variance);
    });
  }),
  column('a z-score over an expanding window', (b) => {
    let sum = 0;
    let squares = 0;
    return each(b, (i) => {
      sum += at(b.close, i);
      squares += at(b.close, i) * at(b.close, i);
      const mean = sum / (i + 1);
      return (at(b.close, i) - mean) / Math.sqrt(squares / (i + 1) - mean * mean);
    });
  }),
  column('extremes of everything so far', (b) => {
    let top = -Infinity;
    return each(b, (i) => (top = Math.max(top, at(b.high, i))));
  }),
  column('the deepest drawdown so far', (b) => {
    let top = -Infinity;
    let deepest = 0;
    return each(b, (i) => {
      top = Math.max(top, at(b.close, i));
      deepest = Math.max(deepest, top - at(b.close, i));
      return deepest;
    });
  }),
  column('a rank within the last 100 closes', (b) =>
    each(
      b,
      (i) => b.close.subarray(Math.max(0, i - 99), i + 1).filter((v) => v <= at(b.close, i)).length,
    ),
  ),
  column('a line fitted to the last 50 closes', (b) =>
    each(b, (i) => {
      let slope = 0;
      for (let k = 0; k < 50; k += 1) slope += (k - 24.5) * at(b.close, i - 49 + k);
      return slope / 10_412.5;
    }),
  ),
  column('a z-score of the last 250 closes, centred on their mean', (b) => {
    const mean = sma(b.close, 250);
    return each(b, (i) => at(b.close, i) - at(mean, i));
  }),
  column('a volume-weighted price anchored at midnight', (b) => {
    const volume = running(
      b,
      (i) => dayOf(b, i),
      (sum, i) => sum + at(b.volume, i),
      0,
    );
    const money = running(
      b,
      (i) => dayOf(b, i),
      (sum, i) => sum + at(b.volume, i) * at(b.close, i),
      0,
    );
    return each(b, (i) => at(money, i) / at(volume, i));
  }),
  column('the high of the day so far', dayHigh),
  column('the high of yesterday', (b) => previous(dayHigh(b), b, (i) => dayOf(b, i))),
  column('the close of yesterday', (b) => previous(b.close, b, (i) => dayOf(b, i))),
  column('the close of last week', (b) =>
    previous(b.close, b, (i) => Math.floor((dayOf(b, i) + 3) / 7)),
  ),
  column('the close of the last finished four hours', (b) =>
    previous(b.close, b, (i) => Math.floor(at(b.time, i) / (4 * MS_PER_HOUR))),
  ),
  column('an average over closed bars of the higher timeframe', (b) => {
    const closes: number[] = [];
    return each(b, (i) => {
      if (i > 0 && hourOf(b, i) % 4 === 0) closes.push(at(b.close, i - 1));
      return closes.slice(-10).reduce((sum, value) => sum + value, 0) / 10;
    });
  }),
  column('the range of the night, from seven on', (b) => {
    const high = running(
      b,
      (i) => dayOf(b, i),
      (top, i) => (hourOf(b, i) < 7 ? Math.max(top, at(b.high, i)) : top),
      0,
    );
    return each(b, (i) => (hourOf(b, i) >= 7 ? at(high, i) : NaN));
  }),
  column('a pivot, five bars later', (b) =>
    each(b, (i) => {
      const middle = i - 5;
      for (let k = 1; k <= 5; k += 1) {
        if (at(b.high, middle) <= at(b.high, middle - k)) return NaN;
        if (at(b.high, middle) <= at(b.high, middle + k)) return NaN;
      }
      return at(b.high, middle);
    }),
  ),
  column('a zigzag that shows confirmed points only', (b) => {
    let extreme = at(b.close, 0);
    let direction = 1;
    let confirmed = NaN;
    return each(b, (i) => {
      const move = direction * (at(b.close, i) - extreme);
      if (move > 0) extreme = at(b.close, i);
      else if (-move > 0.004 * extreme) {
        confirmed = extreme;
        extreme = at(b.close, i);
        direction = -direction;
      }
      return confirmed;
    });
  }),
  column('a forward fill of rare values', (b) => {
    let last = NaN;
    return each(b, (i) => (last = i % 400 === 0 ? at(b.close, i) : last));
  }),
  column('holes', (b) => each(b, (i) => (i % 7 === 3 ? NaN : at(b.close, i)))),
  column('the close a day ago', (b) => each(b, (i) => at(b.close, i - 24))),
  column('the pause before the bar', (b) => each(b, (i) => at(b.time, i) - at(b.time, i - 1))),
  column('the best of several averages by profit so far', (b) => {
    const averages = [10, 20, 40].map((period) => sma(b.close, period));
    const profits = [0, 0, 0];
    return each(b, (i) => {
      averages.forEach((average, k) => {
        const held = at(b.close, i - 1) > at(average, i - 1);
        profits[k] = at(profits, k) + (held ? at(b.close, i) - at(b.close, i - 1) : 0);
      });
      return at(averages[profits.indexOf(Math.max(...profits))], i);
    });
  }),
  column('weights learned bar by bar', (b) => {
    let weight = 0;
    return each(b, (i) => {
      const error =
        at(b.close, i) - at(b.close, i - 1) - weight * (at(b.close, i - 1) - at(b.close, i - 2));
      if (error === error) weight += 1000 * error * (at(b.close, i - 1) - at(b.close, i - 2));
      return weight;
    });
  }),
  column('random numbers from the time of the bar', (b) =>
    each(b, (i) => (Math.imul(at(b.time, i) / MS_PER_HOUR, 0x9e3779b1) >>> 0) / 4_294_967_296),
  ),
  honest('a column that is a bar column itself', {
    prepareIndicators: (bars) => ({ price: bars.close }),
  }),
  honest('two names for one column', {
    prepareIndicators: (bars) => {
      const average = sma(bars.close, 30);
      return { one: average, two: average };
    },
  }),
];
