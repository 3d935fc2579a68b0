import { hashCanonical } from '@assay/hashing';

/**
 * Version of the rule that turns inputs into a run key. It counts the bundler's version, because
 * another bundler writes other bytes for the same strategy.
 */
export const RUN_KEY_SCHEME = 'assay-run-1+esbuild-0.28.2';

/** The hashes a run key covers, by name; one changed value gives another key. */
export type RunInputs = Readonly<Record<string, string>>;

/** Everything that names a run. */
export interface RunIdentity {
  readonly directiveId: string;
  readonly symbol: string;
  readonly inputs: RunInputs;
}

/** SHA-256 over scheme, directive, symbol and every input hash. */
export function runKeyOf(identity: RunIdentity): string {
  return hashCanonical({
    scheme: RUN_KEY_SCHEME,
    directive_id: identity.directiveId,
    symbol: identity.symbol,
    inputs: identity.inputs,
  });
}

/** The id of a run: the first 16 hex characters of its key. */
export function runIdOf(runKey: string): string {
  return runKey.slice(0, 16);
}
