import { DEFLATION_METRICS, RIGOUR_METRICS, ROBUSTNESS_METRICS } from '@assay/metrics';
import type { Scenario, ScenarioGroup, ThresholdResult } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { column, judgedUnit, metricRows, unitFormat } from './evidence-table.js';
import type { EvidenceCell, EvidenceColumn, EvidenceTable } from './evidence-table.js';
import { resamplingNote } from './run-evidence.js';

/** A threshold's bounds in words; numbers in full, shares as percent. */
function boundsText({ metric, above, at_least, at_most }: ThresholdResult): string {
  const isShare = judgedUnit(metric) === 'fraction';
  const shown = (bound: number): string =>
    isShare ? `${Number((bound * 100).toPrecision(12))} %` : String(bound);
  return [
    above === undefined ? '' : `above ${shown(above)}`,
    at_least === undefined ? '' : `at least ${shown(at_least)}`,
    at_most === undefined ? '' : `at most ${shown(at_most)}`,
  ]
    .filter((text) => text !== '')
    .join(', ');
}

/** Every threshold of the policy with what was measured. */
function policyTable({ judgement, policy }: PortfolioModel): EvidenceTable {
  const { verdict, meaning, score, of, thresholds } = judgement;
  return {
    id: 'policy',
    title: 'Policy',
    note:
      `${verdict}: ${meaning}. ${score} of ${of} points by policy ${policy.name}, version ` +
      `${policy.version}. A required limit that is not kept gives the last verdict.`,
    columns: [
      column('metric', 'Number'),
      column('bounds', 'Limit'),
      column('measured', 'Measured', 'ratio'),
      column('passed', 'Passed', 'flag'),
      column('points', 'Points', 'integer'),
      column('required', 'Required', 'flag'),
    ],
    rows: thresholds.map((threshold) => [
      threshold.metric,
      boundsText(threshold),
      { value: threshold.measured, format: unitFormat(judgedUnit(threshold.metric)) },
      threshold.passed,
      threshold.points,
      threshold.required,
    ]),
  };
}

/** Intervals and other orders of the portfolio as a whole. */
function portfolioRigourTable({ portfolio }: PortfolioModel): EvidenceTable {
  const { rigour } = portfolio.evidence;
  return {
    id: 'rigour',
    title: 'Rigour',
    note: resamplingNote(rigour),
    ...metricRows(RIGOUR_METRICS, rigour.metrics),
  };
}

/** The Sharpe ratio after all trials, and what is left when something is taken away. */
function trialsTable({ portfolio, trials }: PortfolioModel): EvidenceTable {
  const deflation = metricRows(DEFLATION_METRICS, portfolio.evidence.deflation);
  const robustness = metricRows(ROBUSTNESS_METRICS, portfolio.evidence.robustness);
  return {
    id: 'trials',
    title: 'Trials and robustness',
    note:
      `Trials of the family ${trials.family}, as the ledger counts them: different rules or code whose ` +
      'results were seen, whatever became of them.',
    columns: deflation.columns,
    rows: [...deflation.rows, ...robustness.rows],
  };
}

/** How far each symbol's Sharpe ratio can be trusted. */
function symbolEvidenceTable({ runs, portfolio }: PortfolioModel): EvidenceTable {
  return {
    id: 'symbols',
    title: 'Evidence by symbol',
    note:
      'The interval is the 95 % bootstrap interval of the Sharpe ratio; trials are those of the family ' +
      'on the symbol.',
    columns: [
      column('symbol', 'Symbol'),
      column('sharpe_ratio', 'Sharpe', 'ratio'),
      column('sharpe_ci_low', 'Low', 'ratio'),
      column('sharpe_ci_high', 'High', 'ratio'),
      column('probabilistic_sharpe', 'Probabilistic', 'percent'),
      column('min_track_record_days', 'Days needed', 'integer'),
      column('trial_count', 'Trials', 'integer'),
      column('deflated_sharpe', 'Deflated', 'percent'),
      column('ruin_probability', 'Ruin', 'percent'),
    ],
    rows: runs.map(({ symbol, metrics, rigour }, place) => {
      const deflation = portfolio.evidence.runDeflation[place]?.values;
      return [
        symbol,
        metrics.values.sharpe_ratio,
        rigour.values.sharpe_ci_low,
        rigour.values.sharpe_ci_high,
        metrics.values.probabilistic_sharpe,
        metrics.values.min_track_record_days,
        deflation?.trial_count ?? null,
        deflation?.deflated_sharpe ?? null,
        rigour.values.ruin_probability,
      ];
    }),
  };
}

const SCENARIO_COLUMNS: readonly EvidenceColumn[] = [
  column('net_profit', 'Net profit', 'money'),
  column('trade_count', 'Trades', 'integer'),
  column('profit_factor', 'Profit factor', 'ratio'),
  column('sharpe_ratio', 'Sharpe', 'ratio'),
  column('max_drawdown', 'Max drawdown', 'money'),
  column('max_drawdown_pct', 'Share of peak', 'percent'),
  column('return_dd_ratio', 'Return / DD', 'ratio'),
  column('cagr', 'Annual growth', 'percent'),
];

function scenarioCells({ metrics }: Scenario): readonly EvidenceCell[] {
  const values: Readonly<Record<string, number | null>> = metrics.values;
  return SCENARIO_COLUMNS.map(({ id }) => values[id] ?? null);
}

function skippedText({ skipped }: Scenario): string {
  return Object.keys(skipped)
    .sort()
    .map((reason) => `${reason}: ${skipped[reason] ?? 0}`)
    .join(', ');
}

const GROUPS: readonly (readonly [ScenarioGroup, string, string, string])[] = [
  [
    'capital_model',
    'Capital models',
    'Model',
    'Fixed: each run has its capital. Compounding: one account, every position as much larger as ' +
      'the account has grown. Fixed risk: one amount at risk for each position, by its own stop, up to ' +
      'the cap of open risk. The last two are measured at exits.',
  ],
  [
    'without_symbol',
    'Without each symbol',
    'Without',
    'All other symbols, marked at the end of each day.',
  ],
  ['without_cluster', 'Without each cluster', 'Without', 'Clusters as the policy names them.'],
  [
    'concurrency',
    'Fewer open positions',
    'At most',
    'Positions beyond the limit are not taken, in order of entry; measured at exits.',
  ],
];

/** Capital models, leave-one-out, clusters and throttles: one table each. */
function scenarioTables({ portfolio }: PortfolioModel): readonly EvidenceTable[] {
  return GROUPS.map(([group, title, name, note]) => ({
    id: group,
    title,
    note,
    columns: [column('scenario', name), ...SCENARIO_COLUMNS, column('skipped', 'Not taken')],
    rows: portfolio.evidence.scenarios
      .filter((scenario) => scenario.group === group)
      .map((scenario) => [scenario.id, ...scenarioCells(scenario), skippedText(scenario)]),
  }));
}

/** The portfolio at every level of costs of the policy. */
function frictionTable({ portfolio }: PortfolioModel): EvidenceTable {
  return {
    id: 'friction',
    title: 'Friction grid',
    note:
      'First order: the same trades at the same prices and sizes, charged otherwise; measured at exits. ' +
      'Extra slippage is in points on each side that fills at the market.',
    columns: [
      column('spread_multiple', 'Spread ×', 'ratio'),
      column('commission_multiple', 'Commission ×', 'ratio'),
      column('extra_slippage_points', 'Slippage + points', 'ratio'),
      ...SCENARIO_COLUMNS,
    ],
    rows: portfolio.evidence.scenarios.flatMap((scenario) =>
      scenario.costs === null
        ? []
        : [
            [
              scenario.costs.spreadMultiple,
              scenario.costs.commissionMultiple,
              scenario.costs.extraSlippagePoints,
              ...scenarioCells(scenario),
            ],
          ],
    ),
  };
}

/** Pairwise correlations, whole time and stress window, one pair to a row. */
export function correlationTable({ portfolio }: PortfolioModel): EvidenceTable {
  const { labels, rows } = portfolio.correlation;
  const stress = portfolio.stressCorrelation?.rows;
  return {
    id: 'correlation',
    title: 'Correlation',
    note: 'Of calendar-day returns: over the whole time, and from peak to trough of the largest drawdown.',
    columns: [
      column('symbol', 'Symbol'),
      column('other', 'With'),
      column('whole', 'Whole time', 'ratio'),
      column('stress', 'Stress window', 'ratio'),
    ],
    rows: rows.flatMap((row, a) =>
      row.flatMap((value, b) =>
        b <= a ? [] : [[labels[a] ?? '', labels[b] ?? '', value, stress?.[a]?.[b] ?? null]],
      ),
    ),
  };
}

/** Every table of a portfolio's evidence, in the order of page, sheets and files. */
export function portfolioEvidenceTables(model: PortfolioModel): readonly EvidenceTable[] {
  return [
    policyTable(model),
    portfolioRigourTable(model),
    trialsTable(model),
    symbolEvidenceTable(model),
    ...scenarioTables(model),
    frictionTable(model),
    correlationTable(model),
  ];
}
