export { parseBarsCsv } from './csv/parse-bars-csv.js';
export type { ParsedBars } from './csv/parse-bars-csv.js';
export type { ColumnMemory } from './csv/bar-columns.js';
export { readBarFile } from './files/read-bar-file.js';
export type { BarFile } from './files/read-bar-file.js';
