import { AssayError } from '@assay/core';
import { formatCount, renderTable, type Ending, type ToolIo } from '@assay/cli';
import { planSample, withWriter, writeSample } from '@assay/pipeline';
import { writerRequest } from '../surroundings.js';

/** Makes synthetic bars for everything that the active directives need. */
export async function dataSample(io: ToolIo, options: { readonly seed: number }): Promise<Ending> {
  return withWriter(writerRequest(io), ({ files, workspace }) => {
    const planned = planSample(files, workspace);
    if (planned.series.length === 0) {
      throw new AssayError('USAGE', 'no directive says which bars are needed', {
        place: { file: workspace.paths.activeDirectives.absolute },
        next: 'Put a directive into backtest_directives/active/.',
      });
    }
    const written = writeSample(files, workspace, planned.series, options.seed);
    return {
      schema: 'run-pipeline.data-sample/1',
      body: {
        seed: options.seed,
        files: written.map(({ symbol, timeframe, file, bars }) => ({
          symbol,
          timeframe,
          file,
          bars,
        })),
      },
      diagnostics: planned.diagnostics,
      text: (view) =>
        renderTable(
          [{ header: 'file' }, { header: 'bars', align: 'right' }],
          written.map((one) => [one.file, formatCount(one.bars)]),
          { width: view.width, style: view.style },
        ) + '\nSynthetic bars: every report of a run on them says so.',
    };
  });
}
