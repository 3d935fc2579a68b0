import { basename, isAbsolute, join } from 'node:path';
import { AssayError, parseTimeOfDay } from '@assay/core';
import { formatCount, type Ending, type ToolIo } from '@assay/cli';
import {
  assessQuality,
  encodeBarFile,
  parseBarFileName,
  qualityDiagnostics,
  readBarFile,
  resampleBars,
  zoneOffsets,
  type BarFileKind,
  type BarFileName,
  type TradingCalendar,
} from '@assay/market-data';
import { withWriter } from '@assay/pipeline';
import { writeBarFile } from '../data/bar-file-target.js';
import { timeframeOf } from '../data/import-flags.js';
import { instrumentCalendar } from '../data/instrument-calendar.js';
import { instantJson, minuteText } from '../data/quality-view.js';
import { writerRequest } from '../surroundings.js';

/** The options of `data resample` as the command line gives them. */
export interface ResampleFlags {
  readonly to: string;
  readonly zone: string;
  readonly dayStart: string;
  readonly keepPartial?: true;
  readonly calendar?: TradingCalendar;
  readonly out: BarFileKind;
  readonly replace?: true;
}

/** Writes bars of a longer timeframe beside those that they are made of. */
export async function dataResample(
  io: ToolIo,
  word: string,
  flags: ResampleFlags,
): Promise<Ending> {
  const path = isAbsolute(word) ? word : join(io.cwd, word);
  const name = nameOf(path);
  const to = timeframeOf(flags.to, '--to');
  const minutes = dayStartOf(flags.dayStart);
  return withWriter(writerRequest(io), async (writer): Promise<Ending> => {
    const { bars } = await readBarFile(path);
    const { calendar } = instrumentCalendar(name.symbol, flags.calendar, writer);
    const quality = assessQuality(bars, { timeframe: name.timeframe, calendar });
    if (quality.blocking) throw AssayError.of(qualityDiagnostics(quality, path));
    const margin = 8 * 86_400_000;
    const [first, last] = [bars.time[0] ?? 0, bars.time[bars.length - 1] ?? 0];
    const zone = zoneOffsets(flags.zone, first - margin, last + margin);
    const resampled = resampleBars(bars, {
      from: name.timeframe,
      to,
      day: { zone, minutes },
      ...(flags.keepPartial !== true && { wholePeriodsOf: calendar }),
    });
    if (resampled.bars.length === 0) throw nothingWhole(path, to);
    const content = await encodeBarFile(resampled.bars, flags.out);
    const request = { symbol: name.symbol, timeframe: to, kind: flags.out };
    const replace = flags.replace === true;
    const target = writeBarFile(writer.files, writer.workspace, { ...request, replace }, content);
    const leftOut = resampled.leftOut.map(minuteText);
    return {
      schema: 'run-pipeline.data-resample/1',
      body: {
        file: target.path,
        verdict: target.verdict,
        symbol: name.symbol,
        from: name.timeframe,
        to,
        day: { zone: flags.zone, start: flags.dayStart },
        source_bars: bars.length,
        bars: resampled.bars.length,
        left_out: resampled.leftOut.map(instantJson),
      },
      text: () =>
        [
          `${target.path}: ${formatCount(resampled.bars.length)} bars of ${formatCount(bars.length)} (${target.verdict})`,
          `days begin at ${flags.dayStart} ${flags.zone}; spread is that of the last bar of each period`,
          ...(leftOut.length > 0 ? [`left out, not whole: ${leftOut.join(', ')}`] : []),
        ].join('\n'),
    };
  });
}

function nameOf(path: string): BarFileName {
  const name = parseBarFileName(basename(path));
  if (name) return name;
  throw new AssayError('USAGE', 'the file name does not say symbol and timeframe', {
    place: { file: path },
    found: basename(path),
    expected: '<SYMBOL>_<TF>.csv, .csv.gz or .parquet',
    next: 'Import the file first, or name it so.',
  });
}

function dayStartOf(text: string): number {
  const minutes = parseTimeOfDay(text);
  if (minutes !== undefined) return minutes;
  throw new AssayError('VALUE_NOT_ALLOWED', '--day-start is no time of day', {
    found: JSON.stringify(text),
    expected: 'HH:MM, such as 17:00',
  });
}

function nothingWhole(path: string, to: string): AssayError {
  return new AssayError('USAGE', `the file holds no whole bar of ${to}`, {
    place: { file: path },
    next: 'Use a longer file, or --keep-partial.',
  });
}
