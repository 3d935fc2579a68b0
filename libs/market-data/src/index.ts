export { parseBarsCsv } from './csv/parse-bars-csv.js';
export type { ParsedBars } from './csv/parse-bars-csv.js';
export type { ColumnMemory } from './csv/bar-columns.js';
export { encodeBarsCsv, formatBarsCsv } from './csv/format-bars-csv.js';
export { readBarFile } from './files/read-bar-file.js';
export type { BarFile, ReadOptions } from './files/read-bar-file.js';
export { decodeColumns, encodeColumns } from './files/column-cache.js';
export type { ColumnCache } from './files/column-cache.js';
export { expectedBarFileNames, parseBarFileName } from './files/bar-file-name.js';
export type { BarFileName } from './files/bar-file-name.js';
export { listBarFiles } from './files/list-bar-files.js';
export type { BarFileEntry, BarFileListing } from './files/list-bar-files.js';
export { findBarFile, selectBarFile } from './files/find-bar-file.js';
export type { BarFileQuery, FoundBarFile } from './files/find-bar-file.js';
export { importBars } from './import/import-bars.js';
export type { ImportedBars, ImportSource } from './import/import-bars.js';
export type { AppliedFix } from './import/fix-bars.js';
export { FIXES } from './import/import-options.js';
export type { Fix, ImportOptions } from './import/import-options.js';
export { IMPORT_FORMATS } from './import/recognise-format.js';
export { COLUMN_ROLES } from './import/column-roles.js';
export { fingerprintBars } from './fingerprint-bars.js';
export { assessQuality } from './quality/assess-quality.js';
export type { QualityExpectation } from './quality/assess-quality.js';
export { QUALITY_CHECKS } from './quality/quality-report.js';
export type { QualityCheckId, QualityFinding, QualityReport } from './quality/quality-report.js';
export { qualityDiagnostics, qualityMarkdown, renderQuality } from './quality/render-quality.js';
export type { QualityRow } from './quality/render-quality.js';
export { resampleBars } from './resample/resample-bars.js';
export type { Resampled, ResampleRequest } from './resample/resample-bars.js';
export type { DayStart } from './resample/period-grid.js';
export { encodeBarFile } from './files/encode-bar-file.js';
export type { BarFileKind } from './files/encode-bar-file.js';
export { BAR_FILE_KINDS } from './files/encode-bar-file.js';
export { synthesizeBars } from './synthetic/synthesize-bars.js';
export type { SyntheticRequest } from './synthetic/synthesize-bars.js';
export { SYNTHETIC_CURRENCIES, SYNTHETIC_SYMBOLS } from './synthetic/synthetic-symbols.js';
export type { SyntheticCurrency, SyntheticSymbol } from './synthetic/synthetic-symbols.js';
export {
  SYNTHETIC_MARKER_FILE,
  formatSyntheticMarker,
  isSynthetic,
  readSyntheticMarker,
  syntheticOrigin,
} from './synthetic/synthetic-marker.js';
export type {
  SyntheticFile,
  SyntheticMarker,
  SyntheticOrigin,
} from './synthetic/synthetic-marker.js';
export { TradingWeek } from './time/trading-week.js';
export type { TradingCalendar } from './time/trading-week.js';
export { isKnownZone, zoneOffsets } from './time/zone-offsets.js';
