import { basename, isAbsolute, join } from 'node:path';
import { isAssayError, type Diagnostic } from '@assay/core';
import { formatCount, renderTable, type Ending, type ToolIo } from '@assay/cli';
import {
  assessQuality,
  listBarFiles,
  parseBarFileName,
  qualityDiagnostics,
  readBarFile,
} from '@assay/market-data';
import { withReader } from '@assay/pipeline';

interface Inspected {
  readonly file: string;
  readonly symbol: string;
  readonly timeframe: string;
  readonly rows: number;
  readonly first: string;
  readonly last: string;
  readonly blocking: boolean;
  readonly findings: readonly { id: string; severity: string; count: number; detail: string }[];
}

/** Reads bar files and says what their quality gate would say. */
export async function dataInspect(io: ToolIo, words: readonly string[]): Promise<Ending> {
  const named = words.map((word) => (isAbsolute(word) ? word : join(io.cwd, word)));
  const files = named.length > 0 ? named : await workspaceFiles(io);
  const inspected: Inspected[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of files) {
    io.throwIfInterrupted();
    try {
      inspected.push(await inspect(path, diagnostics));
    } catch (error) {
      if (!isAssayError(error)) throw error;
      diagnostics.push(...error.diagnostics);
    }
  }
  return {
    schema: 'run-pipeline.data-inspect/1',
    body: { files: inspected.map((one) => ({ ...one, findings: [...one.findings] })) },
    diagnostics,
    text: (view) =>
      renderTable(
        [
          { header: 'file' },
          { header: 'bars', align: 'right' },
          { header: 'first' },
          { header: 'last' },
          { header: 'gate' },
        ],
        inspected.map((one) => [
          one.file,
          formatCount(one.rows),
          one.first,
          one.last,
          one.blocking ? 'BLOCKED' : 'ok',
        ]),
        { width: view.width, style: view.style },
      ),
  };
}

function workspaceFiles(io: ToolIo): Promise<readonly string[]> {
  const request = {
    workspaceFlag: io.flags.workspace,
    cwd: io.cwd,
    clock: { now: () => Date.now() },
  };
  return withReader(request, ({ workspace }) =>
    listBarFiles(workspace.dataFolders).files.map((file) => file.path),
  );
}

async function inspect(path: string, diagnostics: Diagnostic[]): Promise<Inspected> {
  const name = parseBarFileName(basename(path));
  const { bars, endsWithLineFeed } = await readBarFile(path);
  const timeframe = name?.timeframe ?? '1h';
  const quality = assessQuality(bars, {
    timeframe,
    calendar: 'fx',
    isUnterminated: !endsWithLineFeed,
  });
  diagnostics.push(...qualityDiagnostics(quality, path));
  const day = (ms: number | undefined): string =>
    ms === undefined ? '' : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
  return {
    file: path,
    symbol: name?.symbol ?? '',
    timeframe,
    rows: bars.length,
    first: day(bars.time[0]),
    last: day(bars.time[bars.length - 1]),
    blocking: quality.blocking,
    findings: quality.findings.map(({ id, severity, count, detail }) => ({
      id,
      severity,
      count,
      detail,
    })),
  };
}
