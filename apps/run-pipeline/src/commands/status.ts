import { renderTable, type Ending, type ToolIo } from '@assay/cli';
import { activeDirectives, directiveNotFound, withReader, type Reader } from '@assay/pipeline';
import type { DirectiveRecord, PromotionRecord } from '@assay/ledger';
import { readerRequest } from '../surroundings.js';

/** Shows where directives stand; reads only. */
export async function status(io: ToolIo, id: string | undefined): Promise<Ending> {
  return withReader(readerRequest(io), (reader) =>
    id === undefined ? overview(reader) : detail(reader, id),
  );
}

function overview(reader: Reader): Ending {
  const records = reader.ledger?.directives() ?? [];
  const known = new Set(records.map((record) => record.directive_id));
  const waiting = activeDirectives(reader.files, reader.workspace).filter((f) => !known.has(f.id));
  const rows = [
    ...records.map((record) => summary(reader, record)),
    ...waiting.map((file) => ({
      id: file.id,
      state: 'INITIALIZED',
      attempt: 1,
      runs: 0,
      complete: 0,
      failed: 0,
      last_updated: null,
      promoted: null,
    })),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    schema: 'run-pipeline.status/1',
    body: { directives: rows },
    text: (view) =>
      rows.length === 0
        ? 'No directives yet: put one into backtest_directives/active/.'
        : renderTable(
            [
              { header: 'directive' },
              { header: 'state' },
              { header: 'attempt', align: 'right' },
              { header: 'complete', align: 'right' },
              { header: 'failed', align: 'right' },
              { header: 'promoted' },
              { header: 'last updated' },
            ],
            rows.map((row) => [
              row.id,
              row.state,
              String(row.attempt),
              `${row.complete}/${row.runs}`,
              String(row.failed),
              row.promoted?.at.slice(0, 10) ?? '',
              row.last_updated ?? '',
            ]),
            { width: view.width, style: view.style },
          ),
  };
}

function summary(reader: Reader, record: DirectiveRecord) {
  const runs = reader.ledger?.runs(record.directive_id) ?? [];
  return {
    id: record.directive_id,
    state: record.state as string,
    attempt: record.attempt,
    runs: runs.length,
    complete: runs.filter((run) => run.state === 'COMPLETE').length,
    failed: runs.filter((run) => run.state === 'FAILED').length,
    last_updated: record.last_updated as string | null,
    promoted: promotedJson(reader.ledger?.promotion(record.directive_id)),
  };
}

/** Since when a directive is under watch, by whom and why; null when it is not. */
function promotedJson(promotion: PromotionRecord | undefined) {
  if (!promotion) return null;
  const { promoted_at: at, actor, reason } = promotion;
  return { at, actor, reason };
}

function detail(reader: Reader, id: string): Ending {
  const record = reader.ledger?.directive(id);
  if (!record) {
    const active = activeDirectives(reader.files, reader.workspace).map((file) => file.id);
    if (active.includes(id)) {
      return {
        schema: 'run-pipeline.status/1',
        body: { id, state: 'INITIALIZED', attempt: 1, runs: [], diagnostics: [], promoted: null },
        text: () => `${id}: INITIALIZED, nothing was run yet`,
      };
    }
    throw directiveNotFound(reader, id);
  }
  const runs = reader.ledger?.runs(id) ?? [];
  const promoted = promotedJson(reader.ledger?.promotion(id));
  return {
    schema: 'run-pipeline.status/1',
    body: {
      id,
      state: record.state,
      attempt: record.attempt,
      last_updated: record.last_updated,
      promoted,
      runs: runs.map((run) => ({
        symbol: run.symbol,
        run_id: run.run_id,
        state: run.state,
        outcome: run.outcome,
        trades: run.trades,
        net_pnl: run.net_pnl,
        causes: run.diagnostics.map((d) => `${d.code}: ${d.message}`),
      })),
      causes: record.diagnostics.map((d) => `${d.code}: ${d.message}`),
    },
    text: (view) =>
      [
        `${id}: ${record.state}, attempt ${record.attempt}, ${record.last_updated}`,
        ...(promoted
          ? [`promoted at ${promoted.at} by ${promoted.actor}: ${promoted.reason}`]
          : []),
        renderTable(
          [
            { header: 'symbol' },
            { header: 'run id' },
            { header: 'state' },
            { header: 'outcome' },
            { header: 'trades', align: 'right' },
            { header: 'cause' },
          ],
          runs.map((run) => [
            run.symbol,
            run.run_id,
            run.state,
            run.outcome ?? '',
            run.trades === null ? '' : String(run.trades),
            run.diagnostics[0] ? `${run.diagnostics[0].code}` : '',
          ]),
          { width: view.width, style: view.style },
        ),
        ...record.diagnostics.map((d) => `${d.code}: ${d.message}\n  next: ${d.next ?? ''}`),
      ].join('\n'),
  };
}
