import { ANSWER_ROWS } from './answer-rows.js';
import { TICK_ROWS } from './tick-rows.js';
import type { Cause, TriageRow } from './triage-row.js';
import type { TriageScene } from './triage-scene.js';
import { UNIT_ROWS } from './unit-rows.js';

const DOCS_ROW: TriageRow = {
  id: 'docs_paths',
  symptom: 'the gate of the documents is red',
  find: ({ docs }) =>
    docs === null || docs.count === 0
      ? undefined
      : {
          cause: `${docs.count} paths in inline code do not exist, the first in ${docs.first}`,
          command: 'ops-loop docs paths --fix',
        },
};

/** Symptoms and their causes, as the workbook lists them, the plainest cause of each first. */
export const TRIAGE_TABLE: readonly TriageRow[] = [
  ...TICK_ROWS,
  ...ANSWER_ROWS,
  ...UNIT_ROWS,
  DOCS_ROW,
];

/** A row that found its cause. */
export interface Diagnosis extends Required<Cause> {
  readonly id: string;
  readonly symptom: string;
}

/** Every cause that is there, in the order of the table. */
export function diagnose(scene: TriageScene): readonly Diagnosis[] {
  return TRIAGE_TABLE.flatMap(({ id, symptom, find }) => {
    const found = find(scene);
    return found ? [{ severity: 'error' as const, ...found, id, symptom }] : [];
  });
}
