import {
  AssayError,
  diagnostic,
  formatInstant,
  type Bars,
  type Diagnostic,
  type Place,
} from '@assay/core';
import { assessQuality } from '../quality/assess-quality.js';
import {
  QUALITY_CHECKS,
  type QualityCheckId,
  type QualityReport,
} from '../quality/quality-report.js';
import { joinBars } from '../select-bars.js';
import { checkTimeframe } from './check-timeframe.js';
import { fixBars, type AppliedFix } from './fix-bars.js';
import type { Fix, ImportOptions } from './import-options.js';
import { mergeAsk } from './merge-ask.js';
import { scalePrices } from './price-scale.js';
import { readRawBars } from './read-raw-bars.js';
import { readSource } from './source-file.js';
import { toUtc } from './to-utc.js';

/** A file that bars were taken from. */
export interface ImportSource {
  readonly file: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** Imported bars, and everything that was decided on the way. */
export interface ImportedBars {
  readonly bars: Bars;
  readonly format: string;
  /** Why the files were taken for that format. */
  readonly formatWhy: string;
  /** The clock that times were of, and who said so. */
  readonly clock: string;
  readonly sources: readonly ImportSource[];
  readonly remarks: readonly string[];
  /** What each fix that was asked for changed. */
  readonly applied: readonly AppliedFix[];
  readonly quality: QualityReport;
}

/** Files of one side, joined: bid or ask. */
interface Side {
  readonly bars: Bars;
  readonly placeOf: (row: number) => Place;
  readonly format: string;
  readonly formatWhy: string;
  readonly clock: string;
  readonly sources: readonly ImportSource[];
  readonly remarks: readonly string[];
  readonly dropped: ReadonlyMap<Fix, number>;
  readonly isUnterminated: boolean;
}

/**
 * Imports bars from files of other programs: recognises the format, reads every row, moves times to UTC
 * and prices to price units, takes the spread from ask bars, applies the fixes that were asked for and
 * nothing else, and judges the result. Several files (years, days) are joined in order of time.
 * @throws AssayError IMPORT_… with every problem of the step that failed; VALUE_NOT_ALLOWED for options.
 */
export async function importBars(
  files: readonly string[],
  options: ImportOptions,
): Promise<ImportedBars> {
  const bid = await readSide(files, options);
  const remarks = [...bid.remarks];
  const dropped = new Map(bid.dropped);
  let { bars, placeOf } = bid;
  const sources = [...bid.sources];
  let isPaired = false;
  if (options.askFiles && options.askFiles.length > 0) {
    const ask = await readSide(options.askFiles, options);
    const fixed = fixBars(ask.bars, options);
    const askPlace = (row: number): Place => ask.placeOf(fixed.rows[row] ?? row);
    const paired = mergeAsk(bars, fixed.bars, options, placeOf, askPlace);
    const before = placeOf;
    placeOf = (row) => before(paired.rows[row] ?? row);
    bars = paired.bars;
    isPaired = true;
    remarks.push(...paired.remarks);
    sources.push(...ask.sources);
    dropped.set('drop-unpaired', paired.unpaired);
  }
  const needsWork = options.fixes.size > 0;
  const fixed = needsWork ? fixBars(bars, options) : undefined;
  if (fixed) {
    const before = placeOf;
    placeOf = (row) => before(fixed.rows[row] ?? row);
    bars = fixed.bars;
  }
  if (bars.length === 0) throw nothingLeft(placeOf(0), fixed?.applied ?? []);
  checkTimeframe(bars, options.timeframe, placeOf(0));
  const quality = assessQuality(bars, {
    timeframe: options.timeframe,
    calendar: options.calendar,
    isUnterminated: bid.isUnterminated,
  });
  if (quality.blocking) throw AssayError.of(blockingDiagnostics(quality, placeOf, isPaired));
  return {
    bars,
    format: bid.format,
    formatWhy: bid.formatWhy,
    clock: bid.clock,
    sources,
    remarks,
    applied: allApplied(options, dropped, fixed?.applied ?? []),
    quality,
  };
}

/** Fixes in the order of the table, those of reading included. */
function allApplied(
  options: ImportOptions,
  dropped: ReadonlyMap<Fix, number>,
  applied: readonly AppliedFix[],
): readonly AppliedFix[] {
  return [...options.fixes].map(
    (fix) => applied.find((one) => one.fix === fix) ?? { fix, count: dropped.get(fix) ?? 0 },
  );
}

async function readSide(files: readonly string[], options: ImportOptions): Promise<Side> {
  const parts: SidePart[] = [];
  const sources: ImportSource[] = [];
  for (const path of files) {
    const source = readSource(path);
    sources.push({ file: path, sha256: source.sha256, bytes: source.bytes });
    for (const file of source.parts) parts.push(await readPart(file, options));
  }
  const [first] = parts;
  if (!first) throw new RangeError('an import needs at least one file');
  const other = parts.find((part) => part.format !== first.format);
  if (other) throw mixedFormats(first, other);
  // By their first bars, so that the order in which files are named does not matter.
  parts.sort((a, b) => (a.bars.time[0] ?? 0) - (b.bars.time[0] ?? 0));
  const starts = startRows(parts);
  const dropped = new Map<Fix, number>();
  for (const part of parts) {
    for (const [fix, count] of part.dropped) dropped.set(fix, (dropped.get(fix) ?? 0) + count);
  }
  return {
    bars: joinBars(parts.map((part) => part.bars)),
    placeOf: (row) => {
      const k = starts.findLastIndex((start) => start <= row);
      const part = parts[k] ?? first;
      const line = part.lineOf(row - (starts[k] ?? 0));
      return { file: part.file, ...(line !== undefined && { line }) };
    },
    format: first.format,
    formatWhy: first.why,
    clock: first.clock,
    sources,
    remarks: fewRemarks([...new Set(parts.flatMap((part) => part.remarks))]),
    dropped,
    isUnterminated: parts.some((part) => part.isUnterminated),
  };
}

/** Remarks that are shown; hundreds of daily files may have one each. */
const REMARKS_MAX = 30;

function fewRemarks(remarks: readonly string[]): readonly string[] {
  if (remarks.length <= REMARKS_MAX) return remarks;
  return [...remarks.slice(0, REMARKS_MAX), `${remarks.length - REMARKS_MAX} more of this kind`];
}

interface SidePart {
  readonly file: string;
  readonly bars: Bars;
  readonly lineOf: (row: number) => number | undefined;
  readonly format: string;
  readonly why: string;
  readonly clock: string;
  readonly remarks: readonly string[];
  readonly dropped: readonly (readonly [Fix, number])[];
  readonly isUnterminated: boolean;
}

async function readPart(
  source: Parameters<typeof readRawBars>[0],
  options: ImportOptions,
): Promise<SidePart> {
  const { file, recognised, raw } = await readRawBars(source, options);
  const { name } = file;
  const scaled = scalePrices(raw, name, options);
  const { clock, remarks, shifted } = toUtc({ ...raw, bars: scaled.bars }, name, options);
  return {
    file: name,
    bars: scaled.bars,
    lineOf: raw.lineOf,
    format: recognised.id,
    why: recognised.why,
    clock,
    remarks: [...raw.remarks, ...scaled.remarks, ...remarks],
    dropped: [
      ...(Object.entries(raw.dropped) as [Fix, number][]),
      ['shift-skipped-hours', shifted],
    ],
    isUnterminated: raw.isUnterminated,
  };
}

function startRows(parts: readonly SidePart[]): readonly number[] {
  let at = 0;
  return parts.map((part) => {
    const start = at;
    at += part.bars.length;
    return start;
  });
}

function mixedFormats(first: SidePart, other: SidePart): AssayError {
  return new AssayError('IMPORT_FORMAT_MISMATCH', 'files of one import are of two formats', {
    place: { file: other.file },
    found: `${other.format} here, ${first.format} in ${first.file}`,
    expected: 'one format',
    next: 'Import them one by one.',
  });
}

function nothingLeft(place: Place, applied: readonly AppliedFix[]): AssayError {
  return new AssayError('IMPORT_QUALITY', 'no bar is left', {
    place,
    found: applied.map(({ fix, count }) => `${fix}: ${count}`).join(', '),
    expected: 'at least one bar after the fixes',
    next: 'Correct the source.',
  });
}

/** Which fixes a blocking finding can be met with; the source is to be looked at first. */
const REMEDY: Readonly<Partial<Record<QualityCheckId, string>>> = {
  non_finite_price: 'drop-bad-prices',
  non_positive_price: 'drop-bad-prices',
  disorder: 'sort',
  conflicting_duplicate: 'keep-first or keep-last',
  impossible_range: 'widen-range',
};

function blockingDiagnostics(
  quality: QualityReport,
  placeOf: (row: number) => Place,
  isPaired: boolean,
): readonly Diagnostic[] {
  return quality.findings
    .filter((finding) => finding.severity === 'block')
    .map((finding) => {
      const { title } = QUALITY_CHECKS[finding.id];
      const remedy = REMEDY[finding.id];
      return diagnostic('IMPORT_QUALITY', `${title} (${finding.id})`, {
        place: placeOf(finding.firstBar),
        found: `${finding.count} ${finding.count === 1 ? 'time' : 'times'}, first at ${formatInstant(finding.firstTime)}: ${finding.detail}`,
        expected: `bars in order of time with sensible prices${isPaired ? ' in the bid file' : ''}`,
        ...(remedy !== undefined && { next: `Correct the source, or say --fix ${remedy}.` }),
      });
    });
}
