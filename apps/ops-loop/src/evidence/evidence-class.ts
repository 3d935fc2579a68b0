import { opsCommandOf } from '../command-table.js';
import type { OpsSettings } from '../settings/settings.js';
import { JOBS } from '../job-table.js';

/** Classes of evidence. */
export const EVIDENCE_CLASSES = [
  'baseline',
  'done',
  'audit',
  'dashboard',
  'cycle',
  'greenlight',
  'soak',
  'stop',
  'archive',
  'retain',
] as const;
export type EvidenceClass = (typeof EVIDENCE_CLASSES)[number];

/** The job whose period says how soon the next of a class is due. */
const PERIOD_OF: Readonly<Partial<Record<EvidenceClass, string>>> = {
  audit: 'audit',
  dashboard: 'dashboard',
  cycle: 'cycle',
  greenlight: 'greenlight-watch',
  retain: 'dashboard-retain',
};

/** How long evidence of a class may be judged by; undefined for what is true for ever. */
export function validMsOf(
  evidenceClass: EvidenceClass,
  { maxAgeMs }: Pick<OpsSettings, 'maxAgeMs'>,
): number | undefined {
  const job = JOBS.find((one) => one.job === PERIOD_OF[evidenceClass]);
  return job && Math.max(3 * job.periodSeconds * 1000, maxAgeMs);
}

/** Whether a person sealed something under a class: that is kept like all else, and stands for no snapshot. */
export function isSealedByHand({ token }: { readonly token: string }): boolean {
  return token === opsCommandOf('evidence seal').token;
}

/** Narrows a word to a class. */
export function isEvidenceClass(word: string): word is EvidenceClass {
  return (EVIDENCE_CLASSES as readonly string[]).includes(word);
}
