import { AssayError, pow, type Bars } from '@assay/core';
import { decimalsOf } from '../csv/format-bars-csv.js';
import type { ImportOptions } from './import-options.js';
import type { RawBars } from './raw-bars.js';

/** Whole numbers from here on may be points: no one trades a pair at 10,000 without decimals. */
const POINTS_FROM = 10_000;
/** Distance from a whole number that is noise of arithmetic, not a fraction of a point. */
const NOISE = 1e-6;
/** Prices that are looked at for noise. */
const LOOKED_AT = 2000;

/** Bars in price units, and what was done to get there. */
export interface ScaledBars {
  readonly bars: Bars;
  readonly remarks: readonly string[];
}

/**
 * Brings prices, ask prices and spread to price units, rounds them where that was declared, and takes
 * the spread from ask − bid.
 * @throws AssayError IMPORT_SCALE_MISSING or IMPORT_SCALE_MISMATCH.
 */
export function scalePrices(raw: RawBars, file: string, options: ImportOptions): ScaledBars {
  const remarks: string[] = [];
  const convert = converterOf(raw, file, options, remarks);
  const { bars } = raw;
  const prices = {
    open: convert(bars.open),
    high: convert(bars.high),
    low: convert(bars.low),
    close: convert(bars.close),
  };
  const ask = raw.ask && convert(raw.ask);
  const bid = options.spreadAt === 'open' ? prices.open : prices.close;
  const spread = ask ? distance(ask, bid) : bars.spread && convert(bars.spread);
  const { spread: _raw, ...plain } = bars;
  const scaled: Bars = { ...plain, ...prices, ...(spread && { spread }) };
  const columns = [scaled.open, scaled.high, scaled.low, scaled.close];
  if (options.digits !== undefined) {
    remarks.push(roundAll([...columns, ...(spread ? [spread] : [])], options.digits));
  } else if (!options.fixes.has('float-noise')) {
    const noise = firstNoise(columns);
    if (noise !== undefined) {
      remarks.push(
        `prices have noise behind their decimals (${noise}): --digits N or --fix float-noise takes it away`,
      );
    }
  }
  return { bars: scaled, remarks };
}

/** Ask − bid, without the noise of the subtraction: two decimals of n digits are n digits apart. */
export function distance(ask: Float64Array, bid: Float64Array): Float64Array {
  const scale = pow(10, decimalsOf([ask, bid]));
  return ask.map((price, i) => Math.round((price - (bid[i] as number)) * scale) / scale);
}

type Converter = (column: Float64Array) => Float64Array;

function converterOf(
  raw: RawBars,
  file: string,
  options: ImportOptions,
  remarks: string[],
): Converter {
  const { points, divide } = options;
  const { scale } = raw;
  if (points !== undefined) {
    requireWhole(raw, file, points);
    remarks.push(`prices are points of ${points} digits (--points)`);
    const perUnit = pow(10, points);
    return (column) => column.map((value) => Math.round(value) / perUnit);
  }
  if (divide !== undefined) {
    if (divide !== 1) remarks.push(`prices are divided by ${divide} (--divide)`);
    return divide === 1 ? (column) => column : (column) => column.map((value) => value / divide);
  }
  if (scale.kind === 'divide') {
    remarks.push(`prices are divided by ${scale.by}: ${scale.why}`);
    return (column) => column.map((value) => value / scale.by);
  }
  if (scale.kind === 'unstated') refusePoints(raw, file);
  return (column) => column;
}

function columnsOf({ bars }: RawBars): readonly Float64Array[] {
  return [bars.open, bars.high, bars.low, bars.close];
}

/** @throws AssayError IMPORT_SCALE_MISSING when every price is a large whole number. */
function refusePoints(raw: RawBars, file: string): void {
  let largest = 0;
  for (const column of columnsOf(raw)) {
    for (const value of column) {
      if (Math.abs(value - Math.round(value)) > NOISE) return;
      if (value > largest) largest = value;
    }
  }
  if (!(largest >= POINTS_FROM)) return;
  const line = raw.lineOf(0);
  throw new AssayError('IMPORT_SCALE_MISSING', 'the prices may be points', {
    place: { file, ...(line !== undefined && { line }) },
    found: `whole numbers only, such as ${raw.bars.open[0]}`,
    expected:
      '--points 5 (103428 is 1.03428), --divide 10000, or --divide 1 (prices as they stand)',
  });
}

function requireWhole(raw: RawBars, file: string, points: number): void {
  for (const column of [...columnsOf(raw), ...(raw.ask ? [raw.ask] : [])]) {
    const row = column.findIndex((value) => Math.abs(value - Math.round(value)) > NOISE);
    if (row < 0) continue;
    const line = raw.lineOf(row);
    throw new AssayError('IMPORT_SCALE_MISMATCH', 'a price is no whole number of points', {
      place: { file, ...(line !== undefined && { line }) },
      found: String(column[row]),
      expected: `whole points, as --points ${points} says`,
    });
  }
}

function roundAll(columns: readonly Float64Array[], digits: number): string {
  const scale = pow(10, digits);
  let changed = 0;
  let most = 0;
  for (const column of columns) {
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] as number;
      const rounded = Math.round(value * scale) / scale;
      if (rounded === value || value !== value) continue;
      changed += 1;
      most = Math.max(most, Math.abs(rounded - value));
      column[i] = rounded;
    }
  }
  if (changed === 0) return `--digits ${digits} changed no price`;
  return `--digits ${digits} changed ${changed} prices, by at most ${Number(most.toPrecision(3))}`;
}

/** The first price that no decimal of ten digits stands for. */
function firstNoise(columns: readonly Float64Array[]): number | undefined {
  for (const column of columns) {
    for (let i = 0; i < Math.min(column.length, LOOKED_AT); i += 1) {
      const value = column[i] as number;
      if (Number.isFinite(value) && Math.round(value * 1e10) / 1e10 !== value) return value;
    }
  }
  return undefined;
}
