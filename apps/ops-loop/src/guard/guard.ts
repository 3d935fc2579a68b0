import { AssayError } from '@assay/core';
import type { Effect } from '../command-table.js';
import { refusedNames, type RefusedName } from './environment-names.js';
import { assertOpsRoot } from './ops-path.js';

const WHY: Readonly<Record<RefusedName['why'], string>> = {
  arming: 'arms something',
  secret_name: 'is named like a secret',
  secret_value: 'holds what looks like a secret',
};

/** Says which names were found, never what they hold. */
export function describeNames(names: readonly RefusedName[]): string {
  return names.map(({ name, why }) => `${name} (${WHY[why]})`).join(', ');
}

/** What only looks, or ends something, goes on without the names; children never get them anyway. */
export function mayScrub(effect: Effect): boolean {
  return effect === 'look' || effect === 'stop';
}

/**
 * The one guard, at every entry: the environment and the place. The mode is checked with the settings.
 *
 * @returns Names that were left out although they were there; empty for commands that refuse them.
 * @throws AssayError OPS_ENVIRONMENT_REFUSED or OPS_PATH_REFUSED.
 */
export function guardEntry(
  effect: Effect,
  env: Readonly<Record<string, string | undefined>>,
  workspaceRoot: string,
): readonly RefusedName[] {
  const names = refusedNames(env);
  if (names.length > 0 && !mayScrub(effect)) {
    throw new AssayError('OPS_ENVIRONMENT_REFUSED', 'the environment is not clean', {
      found: describeNames(names),
      expected: 'no names of secrets, nothing armed',
    });
  }
  assertOpsRoot(workspaceRoot);
  return names;
}
