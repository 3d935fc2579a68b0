import {
  AssayError,
  copyBars,
  MS_PER_HOUR,
  didYouMean,
  formatInstant,
  pow,
  seededRandom,
  timeframeMs,
  type Bars,
  type Timeframe,
} from '@assay/core';
import { CurrencyProcess } from './currency-process.js';
import {
  SYNTHETIC_CURRENCIES,
  SYNTHETIC_SYMBOLS,
  type SyntheticCurrency,
  type SyntheticSymbol,
} from './synthetic-symbols.js';
import { syntheticTimes, type SyntheticTimes } from './synthetic-times.js';

/** Which synthetic bars are wanted. */
export interface SyntheticRequest {
  /** One of `SYNTHETIC_SYMBOLS`, or any name together with a `profile`. */
  readonly symbol: string;
  readonly timeframe: Timeframe;
  /** First and last instant, ms UTC; bars that open in [startMs, endMs). */
  readonly startMs: number;
  readonly endMs: number;
  readonly seed: number;
  /** Another declaration of the symbol than that of the table. */
  readonly profile?: SyntheticSymbol;
}

/** Share of bars (up to an hour) that a hole of one to four bars follows. */
const HOLE_SHARE = 1 / 4000;

/**
 * Makes synthetic currency bars: sessions, calm and busy spells, weekly closures, holidays, now and then
 * a hole. The same request gives the same bytes on every machine. Pairs of one seed, timeframe and span
 * agree with each other (EURJPY moves like EURUSD and USDJPY together); bars of different timeframes or
 * spans are different markets: resample to get the same one. They are made to try tools, and prove
 * nothing about any strategy.
 * @throws AssayError VALUE_NOT_ALLOWED for an unknown symbol or a span without a bar.
 */
export function synthesizeBars(request: SyntheticRequest): Bars {
  const symbol = request.profile ?? symbolOf(request.symbol);
  const barMs = timeframeMs(request.timeframe);
  const times = syntheticTimes(request.startMs, request.endMs, barMs);
  if (times.length === 0) {
    throw new AssayError('VALUE_NOT_ALLOWED', 'the span of the synthetic bars holds no bar', {
      found: `${formatInstant(request.startMs)} to ${formatInstant(request.endMs)}`,
      expected: 'a span in which the market is open',
    });
  }
  const [base, quote] = [currencyOf(symbol.base), currencyOf(symbol.quote)];
  const walk = new Walk(
    new CurrencyProcess(symbol.base, base, barMs, request.seed),
    new CurrencyProcess(symbol.quote, quote, barMs, request.seed),
    seededRandom(`${request.seed}/${barMs}/bars/${symbol.symbol}`),
    base.usd / quote.usd,
    pow(10, symbol.digits),
  );
  return walk.bars(times, barMs);
}

/** Draws the bars of one pair from its two sides. */
class Walk {
  constructor(
    private readonly base: CurrencyProcess,
    private readonly quote: CurrencyProcess,
    private readonly random: () => number,
    private readonly level: number,
    private readonly pointsPerUnit: number,
  ) {}

  bars(times: SyntheticTimes, barMs: number): Bars {
    const { base, quote, random, pointsPerUnit } = this;
    const columns = Array.from({ length: 6 }, () => new Float64Array(times.length));
    const [time, open, high, low, close, volume] = columns as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const holes = barMs <= MS_PER_HOUR ? HOLE_SHARE : 0;
    let hole = 0;
    let length = 0;
    for (let i = 0; i < times.length; i += 1) {
      if (times.afterClosure[i] === 1) {
        base.leap();
        quote.leap();
      }
      const before = base.value - quote.value;
      const share = times.share[i] as number;
      base.step(times.hour[i] as number, share);
      quote.step(times.hour[i] as number, share);
      const after = base.value - quote.value;
      const variance = base.deviation * base.deviation + quote.deviation * quote.deviation;
      const top = extreme(before, after, variance, random());
      const bottom = -extreme(-before, -after, variance, random());
      const jitter = Math.round(2 * random() - 1);
      const lively = random();
      if (hole > 0) hole -= 1;
      else if (random() < holes) hole = 1 + Math.floor(4 * random());
      if (hole > 0) continue;
      const o = this.points(before) + jitter;
      const c = this.points(after);
      time[length] = times.time[i] as number;
      open[length] = o / pointsPerUnit;
      high[length] = Math.max(o, c, this.points(top)) / pointsPerUnit;
      low[length] = Math.min(o, c, this.points(bottom)) / pointsPerUnit;
      close[length] = c / pointsPerUnit;
      volume[length] = ticks(variance, barMs, lively);
      length += 1;
    }
    const bars = { length: times.length, time, open, high, low, close, volume };
    return copyBars(bars, 0, length);
  }

  /** Price of a logarithm in whole points; never less than one. */
  private points(value: number): number {
    return Math.max(1, Math.round(this.level * Math.exp(value) * this.pointsPerUnit));
  }
}

/**
 * The highest point of a Brownian path from `a` to `b` with the given variance, drawn by the inverse of
 * its exact distribution. Source: P. Glasserman, Monte Carlo Methods in Financial Engineering, 6.4.
 */
function extreme(a: number, b: number, variance: number, uniform: number): number {
  const way = b - a;
  return (a + b + Math.sqrt(way * way - 2 * variance * Math.log(1 - uniform))) / 2;
}

/** Ticks of a bar: more when it moves more, and never the same twice. */
function ticks(variance: number, barMs: number, lively: number): number {
  const hourly = Math.sqrt((variance * MS_PER_HOUR) / barMs);
  return Math.max(1, Math.round((barMs / MS_PER_HOUR) * hourly * 2_500_000 * (0.7 + 0.6 * lively)));
}

function symbolOf(name: string): SyntheticSymbol {
  const found = SYNTHETIC_SYMBOLS.find((entry) => entry.symbol === name);
  if (found) return found;
  const known = SYNTHETIC_SYMBOLS.map((entry) => entry.symbol);
  const near = didYouMean(name, known);
  throw new AssayError('VALUE_NOT_ALLOWED', 'no synthetic bars are known for this symbol', {
    found: JSON.stringify(name),
    expected: `one of ${known.join(', ')}`,
    ...(near && { next: `Did you mean ${near}?` }),
  });
}

function currencyOf(name: string): SyntheticCurrency {
  const found = SYNTHETIC_CURRENCIES[name];
  if (found) return found;
  throw new AssayError('VALUE_NOT_ALLOWED', 'no synthetic values are known for this currency', {
    found: JSON.stringify(name),
    expected: `one of ${Object.keys(SYNTHETIC_CURRENCIES).join(', ')}`,
  });
}
