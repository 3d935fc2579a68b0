import { BAR_COLUMNS, MS_PER_DAY, civilFromDays, pow, type Bars } from '@assay/core';

/** Bytes that one row may take at most: eight cells, none longer than 26. */
const ROW_BYTES_MAX = 208;
/** Bytes that a row usually takes, for a first guess. */
const ROW_BYTES_USUAL = 80;
/** More decimals than this are no price of a market but noise. */
const DECIMALS_MAX = 10;
/** Numbers beyond this are written the slow way. */
const FAST_BELOW = 9_007_199_254_740_991;

/**
 * Bars in canonical text form, prices (and spread) rounded to `digits` decimals, LF, final line feed.
 * Volume is written as it is. What `parseBarsCsv` reads back are the rounded bars; with `exact` they
 * are the same bars to the last bit, each price with the decimals of the finest one.
 */
export function formatBarsCsv(bars: Bars, digits: number | 'exact'): string {
  return Buffer.from(encodeBarsCsv(bars, digits)).toString('latin1');
}

/** The same as bytes, for writing without the way through a string. */
export function encodeBarsCsv(bars: Bars, digits: number | 'exact'): Uint8Array {
  const prices = [bars.open, bars.high, bars.low, bars.close];
  const spreads = bars.spread ? [bars.spread] : [];
  const header = [...BAR_COLUMNS, ...(bars.spread ? ['spread'] : [])].join(',');
  const isExact = digits === 'exact';
  const writer = new RowWriter(
    bars.length * ROW_BYTES_USUAL + 2 * ROW_BYTES_MAX,
    isExact ? decimalsOf([...prices, ...spreads]) : digits,
    isExact,
  );
  writer.text(header);
  writer.byte(10);
  for (let i = 0; i < bars.length; i += 1) {
    writer.reserve(ROW_BYTES_MAX);
    writer.instant(bars.time[i] as number);
    for (const column of prices) {
      writer.byte(44);
      writer.decimal(column[i] as number);
    }
    writer.byte(44);
    writer.plain(bars.volume[i] as number);
    if (bars.spread) {
      writer.byte(44);
      writer.decimal(bars.spread[i] as number);
    }
    writer.byte(10);
  }
  return writer.bytes.subarray(0, writer.at);
}

/**
 * Decimals that the values of columns have: the most of any value that a decimal of at most
 * `DECIMALS_MAX` digits stands for exactly. Values with noise behind their decimals do not count.
 */
export function decimalsOf(columns: readonly Float64Array[]): number {
  let decimals = 0;
  let scale = 1;
  for (const column of columns) {
    for (let i = 0; i < column.length; i += 1) {
      const value = column[i] as number;
      if (Math.round(value * scale) / scale === value) continue;
      for (let more = decimals + 1; more <= DECIMALS_MAX; more += 1) {
        const finer = pow(10, more);
        if (Math.round(value * finer) / finer !== value) continue;
        decimals = more;
        scale = finer;
        break;
      }
    }
  }
  return decimals;
}

/** Writes cells into one buffer. */
class RowWriter {
  bytes: Uint8Array;
  at = 0;
  private readonly scale: number;
  private day = NaN;
  private dayText: Uint8Array = new Uint8Array(0);

  constructor(
    capacity: number,
    private readonly digits: number,
    private readonly isExact: boolean,
  ) {
    this.bytes = new Uint8Array(capacity);
    this.scale = pow(10, digits);
  }

  /** Makes room for so many bytes more. */
  reserve(count: number): void {
    if (this.at + count <= this.bytes.length) return;
    const wider = new Uint8Array(Math.ceil(this.bytes.length * 1.5) + count);
    wider.set(this.bytes);
    this.bytes = wider;
  }

  byte(value: number): void {
    this.bytes[this.at] = value;
    this.at += 1;
  }

  text(value: string): void {
    for (let k = 0; k < value.length; k += 1) this.byte(value.charCodeAt(k));
  }

  /** `2013-01-01T00:00:00Z`, with milliseconds only when there are any. */
  instant(ms: number): void {
    const day = Math.floor(ms / MS_PER_DAY);
    if (day !== this.day) {
      const { year, month, day: date } = civilFromDays(day);
      this.day = day;
      this.dayText = Buffer.from(`${padded(year, 4)}-${padded(month, 2)}-${padded(date, 2)}T`);
    }
    const { bytes, dayText } = this;
    let at = this.at;
    for (let k = 0; k < dayText.length; k += 1) bytes[at + k] = dayText[k] as number;
    at += dayText.length;
    const rest = ms - day * MS_PER_DAY;
    const seconds = (rest / 1000) | 0;
    const minutes = (seconds / 60) | 0;
    const hours = (minutes / 60) | 0;
    twoDigits(bytes, at, hours);
    bytes[at + 2] = 58;
    twoDigits(bytes, at + 3, minutes - hours * 60);
    bytes[at + 5] = 58;
    twoDigits(bytes, at + 6, seconds - minutes * 60);
    this.at = at + 8;
    if (rest % 1000 !== 0) {
      this.byte(46);
      this.integer(rest % 1000, 3);
    }
    this.byte(90);
  }

  /** A price with the fixed number of decimals; where that would round and must not, as it is. */
  decimal(value: number): void {
    const points = Math.round(Math.abs(value) * this.scale);
    if (!(points < FAST_BELOW) || (this.isExact && points / this.scale !== Math.abs(value))) {
      this.text(String(value));
      return;
    }
    if (value < 0 && points > 0) this.byte(45);
    const whole = Math.floor(points / this.scale);
    this.integer(whole, 1);
    if (this.digits === 0) return;
    this.byte(46);
    this.integer(points - whole * this.scale, this.digits);
  }

  /** A number as it is: whole ones fast, others in their shortest form. */
  plain(value: number): void {
    if (value >= 0 && value < FAST_BELOW && value % 1 === 0) this.integer(value, 1);
    else this.text(String(value));
  }

  /** Digits of a whole number ≥ 0, with leading zeros up to `width`. */
  private integer(value: number, width: number): void {
    const { bytes } = this;
    let length = width;
    for (let limit = LIMIT_OF[width] as number; value >= limit; limit *= 10) length += 1;
    let rest = value;
    let k = this.at + length - 1;
    // What does not fit 32 bits goes digit by digit in doubles, the rest in whole numbers.
    for (; rest > 2_147_483_647; k -= 1) {
      const next = Math.floor(rest / 10);
      bytes[k] = 48 + rest - next * 10;
      rest = next;
    }
    for (let small = rest | 0; k >= this.at; k -= 1) {
      const next = (small / 10) | 0;
      bytes[k] = 48 + small - next * 10;
      small = next;
    }
    this.at += length;
  }
}

function twoDigits(bytes: Uint8Array, at: number, value: number): void {
  const tens = (value / 10) | 0;
  bytes[at] = 48 + tens;
  bytes[at + 1] = 48 + value - tens * 10;
}

/** The first number that needs more digits than the index says. */
const LIMIT_OF = Float64Array.from({ length: 17 }, (_, digits) => pow(10, digits));

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
