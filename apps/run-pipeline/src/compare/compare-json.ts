import type { JsonValue } from '@assay/cli';
import type { Comparison } from './comparison.js';
import type { Subject } from './subject.js';

function subjectJson(subject: Subject) {
  const [first] = subject.runs;
  return {
    label: subject.label,
    kind: subject.kind,
    id: subject.id,
    directive: subject.directiveId,
    attempt: subject.attempt,
    strategy: subject.strategy,
    engine_version: subject.engineVersion,
    timeframe: first?.timeframe ?? null,
    window: { start: first?.start ?? null, end: first?.end ?? null },
    account_currency: subject.currency,
    capital: subject.capital,
    synthetic_data: subject.synthetic,
    verdict: subject.verdict,
    runs: subject.runs.map(({ symbol, runId, trades, netProfit }) => ({
      symbol,
      run_id: runId,
      trades,
      net_profit: netProfit,
    })),
  };
}

/** The comparison as members of the one JSON document; every number with its definition. */
export function comparisonJson(comparison: Comparison): { readonly [key: string]: JsonValue } {
  return {
    subjects: comparison.subjects.map(subjectJson),
    across: [...comparison.across],
    comparable: comparison.differences.length === 0,
    cautions: [...comparison.cautions],
    differences: comparison.differences.map(({ aspect, what, values }) => ({
      aspect,
      what,
      values: [...values],
    })),
    inputs: comparison.inputs.map((row) => ({ ...row, values: [...row.values] })),
    settings: comparison.settings.map((row) => ({ ...row, values: [...row.values] })),
    metrics: comparison.metrics.map((row) => ({
      id: row.id,
      name: row.name,
      unit: row.unit,
      definition: row.definition,
      source: row.source,
      values: [...row.values],
      changes: [...row.changes],
      reasons: [...row.reasons],
    })),
  };
}
