import type { Cause, TriageRow } from './triage-row.js';
import type { TriageScene } from './triage-scene.js';

const SYMPTOM = 'P76 is missing or says not ready';

/** What to run for each check that failed. */
const REMEDIES: Readonly<Record<string, string>> = {
  tool_chain: 'npm run build',
  engine_manifest: 'npm run build',
  known_answer: 'npm run build',
  configuration: 'run-pipeline status',
  ledger_chain: 'integrity-sweep verify',
  lifecycle_states: 'integrity-sweep verify',
  data_fresh: 'run-pipeline data import',
  shadow: 'integrity-sweep verify',
  disk_space: 'df -h .',
  work_folder: 'df -h .',
  clock_sane: 'date -u',
};

function place({ answer }: TriageScene): Cause | undefined {
  if (answer === null || answer.isInP76) return undefined;
  const where = answer.isAtRoot
    ? 'P76_RESULT.txt lies at the root of the tick, not in p76/, where every gate looks'
    : 'p76/P76_RESULT.txt is gone';
  return { cause: `${answer.tick}: ${where}`, command: 'ops-loop health' };
}

function broken({ state, answer }: TriageScene): Cause | undefined {
  const { latest } = state;
  if (!latest?.broken || answer?.isInP76 === false) return undefined;
  return { cause: `${latest.path}: ${latest.broken}`, command: 'ops-loop health' };
}

function notReady({ state }: TriageScene): Cause | undefined {
  const record = state.latest?.record;
  if (!record || record.ready) return undefined;
  const [first = ''] = record.reasons;
  const detail = record.checks.find(({ id }) => id === first)?.detail ?? '';
  return {
    cause: `the newest tick says ${record.reasons.join(', ')}${detail === '' ? '' : `: ${detail}`}`,
    command: REMEDIES[first] ?? 'ops-loop probe',
  };
}

/** Rows of the second symptom. */
export const ANSWER_ROWS: readonly TriageRow[] = [
  { id: 'p76_place', symptom: SYMPTOM, find: place },
  { id: 'tick_altered', symptom: SYMPTOM, find: broken },
  { id: 'p76_not_ready', symptom: SYMPTOM, find: notReady },
];
