import { AssayError, formatInstant, type Bars, type Place } from '@assay/core';
import { selectBars } from '../select-bars.js';
import { distance } from './price-scale.js';
import type { ImportOptions } from './import-options.js';

/** Bid bars with the spread that ask bars of the same times give. */
export interface PairedBars {
  readonly bars: Bars;
  /** From which of the bid bars before each comes. */
  readonly rows: Uint32Array;
  readonly remarks: readonly string[];
  /** Bid bars left out by `drop-unpaired`. */
  readonly unpaired: number;
}

/**
 * Gives bid bars a spread column from ask bars: ask − bid at the close (or the open), price units.
 * @throws AssayError IMPORT_ASK_MISMATCH when a bid bar has no ask bar of its time, or the ask bars have
 * two of one time.
 */
export function mergeAsk(
  bid: Bars,
  ask: Bars,
  options: ImportOptions,
  placeOf: (row: number) => Place,
  askPlaceOf: (row: number) => Place,
): PairedBars {
  const askRow = new Map<number, number>();
  ask.time.forEach((ms, row) => {
    if (askRow.has(ms)) throw twice(askPlaceOf(row), ms);
    askRow.set(ms, row);
  });
  const rows: number[] = [];
  const partner: number[] = [];
  let firstMissing = -1;
  bid.time.forEach((ms, row) => {
    const found = askRow.get(ms);
    if (found === undefined) {
      if (firstMissing < 0) firstMissing = row;
      return;
    }
    rows.push(row);
    partner.push(found);
  });
  const unpaired = bid.length - rows.length;
  if (unpaired > 0 && (rows.length === 0 || !options.fixes.has('drop-unpaired'))) {
    throw new AssayError('IMPORT_ASK_MISMATCH', 'bid bars have no ask bar', {
      place: placeOf(firstMissing),
      found: `${unpaired} of ${bid.length} bars, the first at ${shown(bid.time[firstMissing] as number)}`,
      expected: `ask bars of the same times in ${askPlaceOf(0).file}`,
    });
  }
  const kept = Uint32Array.from(rows);
  const bars = unpaired > 0 ? selectBars(bid, kept) : bid;
  const askPrices = selectBars(ask, Uint32Array.from(partner));
  const at = options.spreadAt ?? 'close';
  const alone = ask.length - new Set(partner).size;
  return {
    bars: { ...bars, spread: distance(askPrices[at], bars[at]) },
    rows: kept,
    unpaired,
    remarks: [
      `spread is ask \u2212 bid at the ${at}`,
      ...(alone > 0 ? [`${alone} ask bars have no bid bar and are left out`] : []),
    ],
  };
}

function twice(place: Place, ms: number): AssayError {
  return new AssayError('IMPORT_ASK_MISMATCH', 'two ask bars of one time', {
    place,
    found: shown(ms),
    expected: 'one ask bar for each time',
    next: 'Correct the ask file, or name what to do: --fix drop-duplicates or keep-first.',
  });
}

function shown(ms: number): string {
  return formatInstant(ms).replace('.000Z', 'Z');
}
