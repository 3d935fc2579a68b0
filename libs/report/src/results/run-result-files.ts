import { tableCsv } from '../evidence/evidence-table.js';
import { costTable } from '../evidence/run-evidence.js';
import { equityCurveCsv } from './equity-curve.js';
import { rigourJson } from './rigour-json.js';
import { barGeometryJson, runMetadataJson } from './run-metadata.js';
import type { RunResultModel, TextArtifact } from './run-result-model.js';
import { metricsGlossaryCsv, riskCsv, standardCsv, yearwiseCsv } from './summary-tables.js';
import { tradeListCsv } from './trade-list.js';

/**
 * The text artifacts of stage 1, in the order of their paths. The same model gives the same bytes; a
 * run without trades gives fresh files with headers only, or nulls.
 */
export function runResultFiles(model: RunResultModel): readonly TextArtifact[] {
  return [
    { path: 'metadata/run_metadata.json', text: runMetadataJson(model) },
    { path: 'raw/bar_geometry.json', text: barGeometryJson(model) },
    { path: 'raw/equity_curve.csv', text: equityCurveCsv(model.metrics.daily, model.metrics.hold) },
    { path: 'raw/metrics_glossary.csv', text: metricsGlossaryCsv() },
    { path: 'raw/results_cost_stress.csv', text: tableCsv(costTable(model.rigour.costGrid)) },
    { path: 'raw/results_rigour.json', text: rigourJson(model) },
    { path: 'raw/results_risk.csv', text: riskCsv(model) },
    { path: 'raw/results_standard.csv', text: standardCsv(model) },
    { path: 'raw/results_tradelevel.csv', text: tradeListCsv(model) },
    { path: 'raw/results_yearwise.csv', text: yearwiseCsv(model) },
  ];
}
