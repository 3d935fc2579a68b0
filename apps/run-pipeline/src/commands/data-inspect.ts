import { basename, isAbsolute, join } from 'node:path';
import { isAssayError, type Diagnostic } from '@assay/core';
import { formatCount, renderTable, type Ending, type ToolIo } from '@assay/cli';
import {
  assessQuality,
  listBarFiles,
  parseBarFileName,
  qualityDiagnostics,
  qualityMarkdown,
  readBarFile,
  type QualityReport,
  type TradingCalendar,
} from '@assay/market-data';
import { withReader, type Reader } from '@assay/pipeline';
import { instrumentCalendar } from '../data/instrument-calendar.js';
import { minuteText, qualityJson } from '../data/quality-view.js';
import { readerRequest } from '../surroundings.js';

/** The options of `data inspect` as the command line gives them. */
export interface InspectFlags {
  readonly calendar?: TradingCalendar;
  readonly markdown?: true;
}

interface Inspected {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly quality: QualityReport;
}

/** Reads bar files and says what their quality gate would say. */
export async function dataInspect(
  io: ToolIo,
  words: readonly string[],
  flags: InspectFlags,
): Promise<Ending> {
  const reader = await readerFor(io, words.length > 0);
  const named = words.map((word) => (isAbsolute(word) ? word : join(io.cwd, word)));
  const files =
    named.length > 0 || !reader
      ? named
      : listBarFiles(reader.workspace.dataFolders).files.map((file) => file.path);
  const inspected: Inspected[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of files) {
    io.throwIfInterrupted();
    try {
      inspected.push(await inspect(path, flags, reader, diagnostics));
    } catch (error) {
      if (!isAssayError(error)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return {
    schema: 'run-pipeline.data-inspect/1',
    body: {
      files: inspected.map(({ file, symbol, timeframe, quality }) => ({
        file,
        symbol,
        timeframe,
        ...qualityJson(quality),
      })),
    },
    diagnostics,
    text: (view) =>
      flags.markdown === true
        ? markdownOf(inspected)
        : renderTable(
            [
              { header: 'file' },
              { header: 'bars', align: 'right' },
              { header: 'first' },
              { header: 'last' },
              { header: 'missing', align: 'right' },
              { header: 'gate' },
            ],
            inspected.map(({ file, quality }) => [
              file,
              formatCount(quality.rows),
              minuteText(quality.firstTime),
              minuteText(quality.lastTime),
              formatCount(quality.missingBars),
              quality.blocking ? 'BLOCKED' : 'ok',
            ]),
            { width: view.width, style: view.style },
          ),
  };
}

/** The workspace, for its broker specs; files that are named can be inspected without one. */
async function readerFor(io: ToolIo, isOptional: boolean): Promise<Reader | undefined> {
  try {
    return await withReader(readerRequest(io), (reader) => reader);
  } catch (error) {
    if (isOptional && isAssayError(error) && error.code === 'WORKSPACE_NOT_FOUND') return undefined;
    throw error;
  }
}

function markdownOf(inspected: readonly Inspected[]): string {
  const reports = inspected.map(({ file, quality }) => qualityMarkdown(quality, basename(file)));
  return ['# Quality of bar files', '', ...reports].join('\n').trimEnd();
}

async function inspect(
  path: string,
  flags: InspectFlags,
  reader: Reader | undefined,
  diagnostics: Diagnostic[],
): Promise<Inspected> {
  const name = parseBarFileName(basename(path));
  const { bars, endsWithLineFeed } = await readBarFile(path);
  const timeframe = name?.timeframe ?? '1h';
  const symbol = name?.symbol ?? '';
  const { calendar } = instrumentCalendar(symbol, flags.calendar, reader);
  const quality = assessQuality(bars, { timeframe, calendar, isUnterminated: !endsWithLineFeed });
  diagnostics.push(...qualityDiagnostics(quality, path));
  return { file: path, symbol, timeframe, quality };
}
