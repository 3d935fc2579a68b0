import {
  didYouMean,
  diagnostic,
  err,
  ok,
  type Diagnostic,
  type Result,
  type Timeframe,
} from '@assay/core';
import { expectedBarFileNames } from './bar-file-name.js';
import { listBarFiles, type BarFileEntry, type BarFileListing } from './list-bar-files.js';

/** Which bars are wanted and where they may lie. */
export interface BarFileQuery {
  readonly folders: readonly string[];
  readonly symbol: string;
  readonly timeframe: Timeframe;
}

/** The one file that holds the bars that were asked for. */
export interface FoundBarFile extends BarFileEntry {
  /** A note when the symbol is spelled in another case than asked for. */
  readonly remarks: readonly Diagnostic[];
}

/**
 * Finds the one file with bars of a symbol and timeframe. A symbol in the same case is preferred;
 * otherwise case does not count and a remark says so. Fails with DATA_MISSING (expected names, folders
 * searched, near names) or DATA_AMBIGUOUS (naming all), never by a guess.
 */
export function findBarFile(query: BarFileQuery): Result<FoundBarFile, readonly Diagnostic[]> {
  return selectBarFile(listBarFiles(query.folders), query.symbol, query.timeframe);
}

/** The same choice from a listing already made: one listing serves all symbols of a directive. */
export function selectBarFile(
  listing: BarFileListing,
  symbol: string,
  timeframe: Timeframe,
): Result<FoundBarFile, readonly Diagnostic[]> {
  const same = listing.files.filter((entry) => entry.timeframe === timeframe);
  const exact = same.filter((entry) => entry.symbol === symbol);
  const folded = same.filter((entry) => entry.symbol.toLowerCase() === symbol.toLowerCase());
  const candidates = exact.length > 0 ? exact : folded;
  const [first, second] = candidates;
  if (!first) return err(missing(listing, symbol, timeframe));
  if (second) return err([ambiguous(candidates, symbol, timeframe)]);
  return ok({ ...first, remarks: exact.length > 0 ? [] : [otherCase(first, symbol)] });
}

function otherCase(entry: BarFileEntry, symbol: string): Diagnostic {
  return diagnostic('DATA_SPELLING', 'the file spells the symbol in another case; it is used', {
    severity: 'note',
    place: { file: entry.path },
    found: entry.symbol,
    expected: symbol,
  });
}

function ambiguous(
  candidates: readonly BarFileEntry[],
  symbol: string,
  timeframe: Timeframe,
): Diagnostic {
  return diagnostic(
    'DATA_AMBIGUOUS',
    `${candidates.length} files hold bars of ${symbol} ${timeframe}`,
    {
      found: candidates.map((entry) => entry.path).join(', '),
      expected: 'one file',
    },
  );
}

function missing(
  listing: BarFileListing,
  symbol: string,
  timeframe: Timeframe,
): readonly Diagnostic[] {
  const folders = listing.remarks.filter((remark) => remark.severity === 'warning');
  const main = diagnostic('DATA_MISSING', `no bars of ${symbol} ${timeframe}`, {
    found: `${searched(listing)}${nearMisses(listing, symbol, timeframe)}`,
    expected: expectedBarFileNames(symbol, timeframe),
  });
  return [main, ...folders];
}

function searched(listing: BarFileListing): string {
  const count = listing.files.length;
  const where = listing.folders.length > 0 ? listing.folders.join(', ') : 'no folder';
  return `${count} bar ${count === 1 ? 'file' : 'files'} in ${where}`;
}

/** The same symbol in other timeframes, else a symbol that may have been meant. */
function nearMisses(listing: BarFileListing, symbol: string, timeframe: Timeframe): string {
  const lower = symbol.toLowerCase();
  const others = listing.files.filter((entry) => entry.symbol.toLowerCase() === lower);
  if (others.length > 0)
    return `; other timeframes: ${others.map((entry) => entry.file).join(', ')}`;
  const known = listing.files.filter((entry) => entry.timeframe === timeframe);
  const near = didYouMean(
    symbol,
    known.map((entry) => entry.symbol),
  );
  const meant = known.find((entry) => entry.symbol === near);
  return meant ? `; did you mean ${meant.file}?` : '';
}
