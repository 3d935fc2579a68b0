import { canonicalJson, sha256Hex } from '@assay/hashing';
import type { SimulationInput } from '@assay/engine/v1_0_0';
import type { EngineModule } from '../work/load-engine.js';
import type { KnownAnswerResult } from '../work/tasks.js';

/** Simulates the inputs on an engine and hashes the canonical JSON of all trades, input by input. */
export function knownAnswerDigest(
  engine: Pick<EngineModule, 'simulate'>,
  inputs: readonly SimulationInput[],
): KnownAnswerResult {
  const tables = inputs.map((input) =>
    engine.simulate(input).trades.map((trade) => trade.toJSON?.() ?? trade),
  );
  return {
    trades: tables.reduce((sum, trades) => sum + trades.length, 0),
    sha256: sha256Hex(canonicalJson(tables)),
  };
}
