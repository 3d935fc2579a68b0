import { parseDay } from '@assay/core';
import type { ArtifactRecord, Ledger } from '@assay/ledger';
import { readRecordedText, type RecordedFiles } from './read-recorded.js';

/** Equity at the end of each day. */
export interface DailyCurve {
  /** Midnight of each day, ms UTC, ascending. */
  readonly time: Float64Array;
  /** Account currency. */
  readonly values: Float64Array;
}

/** Parses `date,equity,…` as `equity_curve.csv` and `portfolio_equity.csv` are written. */
export function parseEquity(csv: string): DailyCurve {
  const rows = csv.trimEnd().split('\n').slice(1);
  const time = new Float64Array(rows.length);
  const values = new Float64Array(rows.length);
  rows.forEach((row, i) => {
    const comma = row.indexOf(',');
    const end = row.indexOf(',', comma + 1);
    time[i] = parseDay(row.slice(0, comma)) ?? Number.NaN;
    values[i] = Number(row.slice(comma + 1, end < 0 ? undefined : end));
  });
  return { time, values };
}

/** The recorded equity of a run; undefined as long as none was committed. */
export function runEquity(ledger: Ledger, runId: string): ArtifactRecord | undefined {
  const path = `runs/${runId}/artifacts/raw/equity_curve.csv`;
  return ledger.artifacts(runId).find((artifact) => artifact.path === path);
}

/** The recorded equity of a directive's portfolio; undefined as long as none was sealed. */
export function portfolioEquity(ledger: Ledger, directiveId: string): ArtifactRecord | undefined {
  const path = `portfolios/${directiveId}/portfolio_equity.csv`;
  return ledger.portfolioArtifacts(directiveId).find((artifact) => artifact.path === path);
}

/**
 * Reads a recorded equity curve.
 * @throws AssayError ARTIFACT_MISSING, ARTIFACT_HASH_MISMATCH.
 */
export function readEquity(where: RecordedFiles, artifact: ArtifactRecord): DailyCurve {
  return parseEquity(readRecordedText(where, artifact));
}
