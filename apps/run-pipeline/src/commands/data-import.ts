import { isAbsolute, join } from 'node:path';
import { formatCount, type Ending, type TextView, type ToolIo } from '@assay/cli';
import { sha256Hex } from '@assay/hashing';
import { encodeBarFile, FIXES, importBars, type ImportedBars } from '@assay/market-data';
import { withWriter } from '@assay/pipeline';
import { writeBarFile, type WriteVerdict } from '../data/bar-file-target.js';
import { importOptions, symbolOf, type ImportFlags } from '../data/import-flags.js';
import { instrumentCalendar } from '../data/instrument-calendar.js';
import { minuteText, qualityJson, qualityTable } from '../data/quality-view.js';
import { writerRequest } from '../surroundings.js';

/** What was imported, and to where. */
interface Outcome {
  readonly imported: ImportedBars;
  readonly path: string;
  readonly verdict: WriteVerdict;
  readonly bytes: number;
  readonly sha256: string;
  readonly calendarWhy: string;
}

/** Imports files of other programs as one canonical file of the workspace. */
export async function dataImport(
  io: ToolIo,
  words: readonly string[],
  flags: ImportFlags,
): Promise<Ending> {
  const symbol = symbolOf(flags.symbol);
  const absolute = (word: string): string => (isAbsolute(word) ? word : join(io.cwd, word));
  const outcome = await withWriter(writerRequest(io), async (writer): Promise<Outcome> => {
    const { calendar, why } = instrumentCalendar(symbol, flags.calendar, writer);
    const options = importOptions(flags, calendar, (flags.ask ?? []).map(absolute));
    const imported = await importBars(words.map(absolute), options);
    io.throwIfInterrupted();
    const content = await encodeBarFile(imported.bars, flags.out);
    const { path, verdict } = writeBarFile(
      writer.files,
      writer.workspace,
      {
        symbol,
        timeframe: options.timeframe,
        kind: flags.out,
        replace: flags.replace === true,
      },
      content,
    );
    const sha256 = sha256Hex(content);
    return { imported, path, verdict, bytes: content.length, sha256, calendarWhy: why };
  });
  return endingOf(symbol, outcome);
}

function endingOf(symbol: string, outcome: Outcome): Ending {
  const { imported, path, verdict, bytes, sha256 } = outcome;
  return {
    schema: 'run-pipeline.data-import/1',
    body: {
      symbol,
      timeframe: imported.quality.timeframe,
      file: path,
      verdict,
      bytes,
      sha256,
      bars: imported.bars.length,
      format: { id: imported.format, why: imported.formatWhy },
      clock: imported.clock,
      sources: imported.sources.map((source) => ({ ...source })),
      remarks: [...imported.remarks],
      fixes: imported.applied.map(({ fix, count }) => ({ fix, count, what: FIXES[fix] })),
      quality: qualityJson(imported.quality),
    },
    text: (view) => textOf(outcome, view),
  };
}

function textOf({ imported, path, verdict, calendarWhy }: Outcome, view: TextView): string {
  const { bars, quality } = imported;
  const span = `${minuteText(quality.firstTime)} to ${minuteText(quality.lastTime)}`;
  const spread = bars.spread ? ', with spread' : '';
  return [
    `${path}: ${formatCount(bars.length)} bars, ${span}${spread} (${verdict})`,
    `format    ${imported.format}: ${imported.formatWhy}`,
    `clock     ${imported.clock}`,
    `calendar  ${quality.calendar} (${calendarWhy})`,
    ...imported.remarks.map((remark) => `note      ${remark}`),
    ...imported.applied.map(
      ({ fix, count }) => `fix       ${fix}: ${formatCount(count)} (${FIXES[fix]})`,
    ),
    '',
    qualityTable(quality, view),
  ].join('\n');
}
