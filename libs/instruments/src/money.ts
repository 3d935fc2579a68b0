import { AssayError, formatInstant } from '@assay/core';

/** A currency pair: one unit of `base` costs its price in `quote`. */
export interface CurrencyPair {
  readonly base: string;
  readonly quote: string;
}

/** Closes of a pair, oldest first. `time` is the bar's open, ms UTC; a close is known `barMs` later. */
export interface RateColumns extends CurrencyPair {
  readonly time: Float64Array;
  readonly close: Float64Array;
  readonly barMs: number;
}

/** One step of a conversion: multiply by the pair's price, or divide when `inverse`. */
export interface ConversionLeg extends CurrencyPair {
  readonly inverse: boolean;
}

/** The currency through which two others are converted when no pair joins them. */
const VIA = 'USD';

/** Ways to convert without a detour: the pair itself, then its inverse. */
function directWays(from: string, to: string): readonly ConversionLeg[] {
  return [
    { base: from, quote: to, inverse: false },
    { base: to, quote: from, inverse: true },
  ];
}

function conversionWays(from: string, to: string): readonly (readonly ConversionLeg[])[] {
  if (from === to) return [[]];
  const direct = directWays(from, to).map((leg) => [leg]);
  if (from === VIA || to === VIA) return direct;
  const second = directWays(VIA, to);
  return [...direct, ...directWays(from, VIA).flatMap((leg) => second.map((next) => [leg, next]))];
}

/**
 * The pairs that convert `from` into `to`: complete alternatives, the preferred one first (direct,
 * inverse, via USD). `[[]]` when the currencies are equal: nothing is needed.
 */
export function requiredConversionPairs(
  from: string,
  to: string,
): readonly (readonly CurrencyPair[])[] {
  return conversionWays(from, to).map((way) => way.map(({ base, quote }) => ({ base, quote })));
}

/**
 * The first way to convert `from` into `to` with pairs that are at hand: direct, inverse or via
 * USD. Empty when the currencies are equal, undefined when there is no way.
 */
export function conversionPath(
  from: string,
  to: string,
  available: readonly CurrencyPair[],
): readonly ConversionLeg[] | undefined {
  return conversionWays(from, to).find((way) =>
    way.every((leg) => available.some((pair) => isSamePair(pair, leg))),
  );
}

function isSamePair(a: CurrencyPair, b: CurrencyPair): boolean {
  return a.base === b.base && a.quote === b.quote;
}

/** Converts money of one currency into another as of an instant. */
export interface RateSource {
  /** True when both currencies are the same: the rate is 1 at any time. */
  readonly isUnity: boolean;
  /**
   * Units of the target currency for one unit of the source, from the last bars closed at `ms`.
   * @throws AssayError CONVERSION_RATE_MISSING when a pair has no closed bar by then.
   */
  at(ms: number): number;
}

const UNITY: RateSource = { isUnity: true, at: () => 1 };

/**
 * Makes a rate source from the first path that the series allow. Each source remembers where it
 * looked last, so that instants in ascending order cost next to nothing; any order is correct.
 * @throws AssayError CONVERSION_RATE_MISSING when no path exists.
 */
export function rateSource(from: string, to: string, series: readonly RateColumns[]): RateSource {
  const path = conversionPath(from, to, series);
  if (!path) {
    const names = series.map((pair) => `${pair.base}/${pair.quote}`).join(', ');
    throw new AssayError('CONVERSION_RATE_MISSING', `${from} cannot be converted into ${to}.`, {
      found: names === '' ? 'no conversion pair' : names,
      expected: requiredConversionPairs(from, to)
        .map((way) => way.map((pair) => `${pair.base}/${pair.quote}`).join(' and '))
        .join(', or '),
    });
  }
  if (path.length === 0) return UNITY;
  const legs = path.map((leg) => {
    const columns = series.find((pair) => isSamePair(pair, leg));
    return new LegRate(leg, columns as RateColumns);
  });
  const [first, second] = legs as [LegRate, LegRate?];
  if (!second) return { isUnity: false, at: (ms) => first.at(ms) };
  return { isUnity: false, at: (ms) => first.at(ms) * second.at(ms) };
}

/** Looks one pair up, from where the last look-up ended. */
class LegRate {
  private cursor = -1;

  constructor(
    private readonly leg: ConversionLeg,
    private readonly columns: RateColumns,
  ) {}

  at(ms: number): number {
    const { time, close, barMs } = this.columns;
    const latestOpen = ms - barMs;
    let at = this.cursor;
    if (at >= 0 && (time[at] as number) > latestOpen) at = -1;
    if (at < 0) at = lastAtOrBefore(time, latestOpen);
    while (at + 1 < time.length && (time[at + 1] as number) <= latestOpen) at += 1;
    this.cursor = at;
    const price = at < 0 ? NaN : (close[at] as number);
    if (!(price > 0 && price < Infinity)) {
      throw new AssayError(
        'CONVERSION_RATE_MISSING',
        `${this.leg.base}/${this.leg.quote} has no closed bar at ${formatInstant(ms)}.`,
        {
          found: at < 0 ? 'bars that begin later' : `the price ${price}`,
          expected: 'a bar that closed by then, with a price > 0',
        },
      );
    }
    return this.leg.inverse ? 1 / price : price;
  }
}

/** Index of the last bar that opened at or before an instant; −1 when there is none. */
function lastAtOrBefore(time: Float64Array, ms: number): number {
  let low = -1;
  let high = time.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((time[middle] as number) <= ms) low = middle;
    else high = middle - 1;
  }
  return low;
}
