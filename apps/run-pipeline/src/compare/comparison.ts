import type { Diagnostic } from '@assay/core';
import { inputRows, settingRows, type InputRow, type SettingRow } from './changes.js';
import {
  comparabilityFindings,
  findDifferences,
  type Aspect,
  type Difference,
} from './comparability.js';
import { metricRows, type MetricRow } from './metric-rows.js';
import type { Subject } from './subject.js';

/** A comparison, from which every surface is made. */
export interface Comparison {
  readonly subjects: readonly Subject[];
  /** Aspects in which a difference was asked for. */
  readonly across: readonly Aspect[];
  readonly differences: readonly Difference[];
  /** What the reader must know before the numbers: differing aspects, currencies, capital. */
  readonly cautions: readonly string[];
  readonly metrics: readonly MetricRow[];
  readonly inputs: readonly InputRow[];
  readonly settings: readonly SettingRow[];
}

/** What differs without keeping anybody from comparing, but changes how numbers are read. */
function remarks(subjects: readonly Subject[]): readonly string[] {
  const list = (values: readonly (string | number)[]): string =>
    values.map((value, i) => `${subjects[i]?.label ?? ''} ${value}`).join(', ');
  const said = (what: string, values: readonly (string | number)[]): readonly string[] =>
    new Set(values).size > 1 ? [`${what} (${list(values)})`] : [];
  const synthetic = subjects.filter((subject) => subject.synthetic).map(({ label }) => label);
  return [
    ...said(
      'Amounts are of different currencies',
      subjects.map(({ currency }) => currency),
    ),
    ...said(
      'Amounts come from different capital',
      subjects.map(({ capital }) => capital),
    ),
    ...(synthetic.length > 0
      ? [`Synthetic bars: no word about a market from ${synthetic.join(', ')}`]
      : []),
  ];
}

const CAUTIONS = {
  windows: 'Different windows',
  costs: 'Different costs',
  data: 'Different data',
} as const satisfies Record<Aspect, string>;

/** Lays the subjects side by side; the findings say whether that was allowed. */
export function compareSubjects(
  subjects: readonly Subject[],
  across: readonly Aspect[],
): { readonly comparison: Comparison; readonly findings: readonly Diagnostic[] } {
  const differences = findDifferences(subjects);
  const differing = [...new Set(differences.map(({ aspect }) => aspect))];
  const comparison: Comparison = {
    subjects,
    across,
    differences,
    cautions: [
      ...differing.map((aspect) => `${CAUTIONS[aspect]}: not comparable as they stand`),
      ...remarks(subjects),
    ],
    metrics: metricRows(subjects),
    inputs: inputRows(subjects),
    settings: settingRows(subjects),
  };
  const findings = comparabilityFindings(differences, subjects, new Set(across));
  return { comparison, findings };
}
