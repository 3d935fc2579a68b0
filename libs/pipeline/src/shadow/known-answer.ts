import type { Pool } from '../sandbox/worker-pool.js';
import { engineFile, type Toolchain } from '../toolchain.js';
import type { KnownAnswerResult } from '../work/tasks.js';

/**
 * SHA-256 of the canonical JSON of the trades of every case, by engine version. A version's answer
 * never changes: another one means another engine, or another recipe, than this version's.
 */
export const KNOWN_ANSWERS: Readonly<Record<string, string>> = {
  v1_0_0: '10cbc163e2e3529954dcc591b8db8f474fff47af043e3aea1c1b237c064f1616',
};

/** What an engine answered, beside what it has to answer. */
export interface KnownAnswer {
  readonly version: string;
  readonly trades: number;
  readonly found: string;
  /** Undefined for a version whose answer nobody has recorded. */
  readonly expected: string | undefined;
}

/**
 * Asks a built engine version for its answers, on a thread of the pool.
 * @throws AssayError NOT_BUILT, or what the engine throws.
 */
export async function askKnownAnswer(
  toolchain: Toolchain,
  version: string,
  pool: Pool,
): Promise<KnownAnswer> {
  const file = engineFile(toolchain, version);
  // A thread of its own: it is reduced, and nothing else could use it afterwards.
  const { trades, sha256 } = await pool.run<KnownAnswerResult>(
    { kind: 'known-answer', engineFile: file },
    { affinity: `known-answer ${version}` },
  );
  return { version, trades, found: sha256, expected: KNOWN_ANSWERS[version] };
}
