import { AssayError, didYouMean } from '@assay/core';
import type { Ending, JsonValue, ToolIo } from '@assay/cli';
import { EXPORT_TABLES, exportTable } from '@assay/ledger';
import { withReader } from '@assay/pipeline';
import { readerRequest } from '../surroundings.js';

function isExportTable(name: string): name is (typeof EXPORT_TABLES)[number] {
  return (EXPORT_TABLES as readonly string[]).includes(name);
}

/** Writes one table of the ledger as CSV or JSON. */
export async function ledgerExport(
  io: ToolIo,
  options: { readonly table: string; readonly format: string },
): Promise<Ending> {
  const { table, format } = options;
  if (!isExportTable(table)) {
    const near = didYouMean(table, EXPORT_TABLES);
    throw new AssayError('USAGE', `the ledger has no table ${table}`, {
      found: table,
      expected: EXPORT_TABLES.join(', '),
      ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
    });
  }
  if (format !== 'csv' && format !== 'json') {
    throw new AssayError('USAGE', `unknown format ${format}`, {
      found: format,
      expected: 'csv or json',
    });
  }
  return withReader(readerRequest(io), ({ ledger }) => {
    const { columns, rows } = ledger ? exportTable(ledger, table) : { columns: [], rows: [] };
    const records = rows.map((row) =>
      Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])),
    );
    return {
      schema: 'run-pipeline.ledger-export/1',
      body: { table, columns: [...columns], rows: records },
      text: () =>
        format === 'json'
          ? JSON.stringify(records, null, 2)
          : [columns, ...rows].map((row) => row.map(csvCell).join(',')).join('\n'),
    };
  });
}

function csvCell(value: JsonValue): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
