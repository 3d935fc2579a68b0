import type { Bars } from '@assay/core';

/** The bars of some rows, in the order of `rows`. */
export function selectBars(bars: Bars, rows: Uint32Array): Bars {
  const pick = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(rows.length);
    for (let k = 0; k < rows.length; k += 1) picked[k] = column[rows[k] as number] as number;
    return picked;
  };
  const chosen = {
    length: rows.length,
    time: pick(bars.time),
    open: pick(bars.open),
    high: pick(bars.high),
    low: pick(bars.low),
    close: pick(bars.close),
    volume: pick(bars.volume),
  };
  return bars.spread ? { ...chosen, spread: pick(bars.spread) } : chosen;
}

/** Bars of several series one behind the other; a spread only when all have one. */
export function joinBars(parts: readonly Bars[]): Bars {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const join = (columnOf: (part: Bars) => Float64Array): Float64Array => {
    const joined = new Float64Array(length);
    let at = 0;
    for (const part of parts) {
      joined.set(columnOf(part), at);
      at += part.length;
    }
    return joined;
  };
  const bars = {
    length,
    time: join((part) => part.time),
    open: join((part) => part.open),
    high: join((part) => part.high),
    low: join((part) => part.low),
    close: join((part) => part.close),
    volume: join((part) => part.volume),
  };
  if (!parts.every((part) => part.spread)) return bars;
  return { ...bars, spread: join((part) => part.spread ?? new Float64Array(part.length)) };
}
