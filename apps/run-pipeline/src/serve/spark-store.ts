import { isAssayError } from '@assay/core';
import type { ArtifactRecord } from '@assay/ledger';
import { html, NOTHING, type Markup } from '@assay/report';
import { readEquity } from '../evidence/read-equity.js';
import type { RecordedFiles } from '../evidence/read-recorded.js';
import { spark } from '../pages/spark.js';

/** Lines that are remembered; each is a few hundred bytes of markup. */
const REMEMBERED_MAX = 5_000;

/** Draws recorded equity curves and remembers them as long as their files look the same. */
export interface SparkStore {
  draw(where: RecordedFiles, artifact: ArtifactRecord | undefined, text: string): Markup;
}

const ALTERED: Markup = html`<span class="badge bad">not as recorded</span>`;

function drawNew(where: RecordedFiles, artifact: ArtifactRecord, text: string): Markup {
  try {
    return spark(readEquity(where, artifact).values, text);
  } catch (error) {
    if (isAssayError(error)) return ALTERED;
    throw error;
  }
}

/**
 * A curve is read and hashed once for each size, time and digest of its file: a page that is asked for every
 * two seconds must not read a hundred files each time.
 */
export function createSparkStore(): SparkStore {
  const known = new Map<string, Markup>();
  return {
    draw(where, artifact, text) {
      if (!artifact) return NOTHING;
      const stat = where.files.stat(where.workspace.paths.at(artifact.path).absolute);
      const key = [artifact.sha256, stat?.kind, stat?.bytes, stat?.modifiedMs, text].join(' ');
      const drawn = known.get(key) ?? drawNew(where, artifact, text);
      if (known.size >= REMEMBERED_MAX) known.clear();
      known.set(key, drawn);
      return drawn;
    },
  };
}
