import { canonicalJson } from '@assay/hashing';
import { RIGOUR_METRICS } from '@assay/metrics';
import type { RunResultModel } from './run-result-model.js';

/** Version of `results_rigour.json`. */
const RIGOUR_SCHEMA = '1.0.0';

/**
 * `results_rigour.json`: intervals, shuffled orders and ruin, with what they were drawn from. Canonical
 * JSON; a number without a value is null, with its reason beside it.
 */
export function rigourJson({ runId, runKey, rigour }: RunResultModel): string {
  return canonicalJson({
    schema_version: RIGOUR_SCHEMA,
    run_id: runId,
    seed: runKey,
    confidence: 0.95,
    resamples: rigour.resamples,
    mean_block_days: rigour.meanBlockDays,
    metrics: rigour.metrics.values,
    undefined_metrics: rigour.metrics.reasons,
    units: Object.fromEntries(RIGOUR_METRICS.map(({ id, unit }) => [id, unit])),
  });
}
