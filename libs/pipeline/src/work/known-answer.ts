import { lockDownGlobals } from '../sandbox/guard.js';
import { KNOWN_ANSWER_CASES, knownAnswerInput } from '../shadow/known-answer-cases.js';
import { knownAnswerDigest } from '../shadow/known-answer-digest.js';
import { loadEngine } from './load-engine.js';
import type { KnownAnswerResult, KnownAnswerTask } from './tasks.js';

/**
 * Runs the cases whose answers are known on a built engine, on a thread that is reduced to the
 * language as it is for every strategy, and hashes their trades.
 */
export async function knownAnswer({ engineFile }: KnownAnswerTask): Promise<KnownAnswerResult> {
  const engine = await loadEngine(engineFile);
  const inputs = KNOWN_ANSWER_CASES.map(knownAnswerInput);
  lockDownGlobals();
  return knownAnswerDigest(engine, inputs);
}
