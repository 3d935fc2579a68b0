import { isAssayError } from '@assay/core';
import { sparkline } from '@assay/cli';
import type { ArtifactRecord } from '@assay/ledger';
import { readEquity } from '../evidence/read-equity.js';
import type { RecordedFiles } from '../evidence/read-recorded.js';

/** What stands in the place of a line whose evidence is gone or altered. */
const NOT_AS_RECORDED = 'altered!';
/** Curves that are read for one screen; each is a file of a few hundred kilobytes. */
export const LINES_MAX = 200;

/** Draws a recorded equity curve; empty when there is none, a word when it is not as recorded. */
export function equityLine(
  where: RecordedFiles,
  artifact: ArtifactRecord | undefined,
  width: number,
): string {
  if (!artifact) return '';
  try {
    return sparkline(readEquity(where, artifact).values, width);
  } catch (error) {
    if (isAssayError(error)) return NOT_AS_RECORDED;
    throw error;
  }
}
