import type { MasterRowValue } from './ledger-events.js';
import type { Ledger, StoredTable } from './ledger.js';

/** The tables that `ledger export` offers. */
export const EXPORT_TABLES = [
  'directives',
  'attempts',
  'runs',
  'artifacts',
  'master_rows',
  'portfolio_rows',
  'trials',
  'promotions',
  'events',
] as const satisfies readonly StoredTable[];
export type ExportTable = (typeof EXPORT_TABLES)[number];

/** A table of plain values; every row has one value for each column. */
export interface TableExport {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly MasterRowValue[])[];
}

type Cells = Readonly<Record<string, MasterRowValue>>;

/**
 * A table in a stable order (insertion, or key). Master and portfolio rows have one column for each
 * value that any row has, in order of first sight, so that rows of older versions stand beside new
 * ones; a value that a row does not have is null.
 */
export function exportTable(ledger: Ledger, table: ExportTable): TableExport {
  const rows = [...ledger.tableRows(table)].map(unpacked);
  const seen = new Set(rows.flatMap((row) => Object.keys(row)));
  const columns = rows.length > 0 ? [...seen] : HEADERS[table];
  return { columns, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
}

/** A column of the table and a value of the row may share a name; the value is then `value.<name>`. */
function unpacked({ cells, ...fixed }: Cells): Cells {
  if (typeof cells !== 'string') return fixed;
  const values = Object.entries(JSON.parse(cells) as Cells);
  const named = values.map(([key, value]) => [key in fixed ? `value.${key}` : key, value] as const);
  return { ...fixed, ...Object.fromEntries(named) };
}

const HEADERS: Readonly<Record<ExportTable, readonly string[]>> = {
  directives: ['directive_id', 'attempt'],
  attempts: ['directive_id', 'attempt', 'state'],
  runs: ['directive_id', 'attempt', 'symbol', 'run_id', 'state'],
  artifacts: ['path', 'bytes', 'sha256'],
  master_rows: ['row', 'directive_id', 'symbol', 'run_id', 'attempt', 'status'],
  portfolio_rows: ['directive_id', 'attempt', 'status'],
  trials: ['family', 'symbol', 'trial_key', 'directive_id', 'outcome', 'sharpe_ratio', 'net_pnl'],
  promotions: ['directive_id', 'attempt', 'promoted_at', 'actor', 'reason'],
  events: ['seq', 'at', 'actor', 'type', 'subject'],
};
