/** Limits on what comes from outside; a loop over outside data has one of these. */
export const LIMITS = {
  /** A directive, broker spec or assay.json. */
  documentBytesMax: 1_048_576,
  /** YAML aliases resolved in one document. */
  documentAliasesMax: 50,
  /** Levels of nesting in one document. */
  documentDepthMax: 64,
  /** Values of one document, aliases resolved. */
  documentNodesMax: 100_000,
  /** Symbols of one directive. */
  symbolsMax: 512,
  /** Bars of one series held in memory. */
  barsMax: 20_000_000,
  /** Diagnostics shown for one file before the rest is counted. */
  diagnosticsMax: 100,
  /** A bar file on disk, decompressed. */
  barFileBytesMax: 2_147_483_648,
} as const;
