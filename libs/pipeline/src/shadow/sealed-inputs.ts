import { AssayError } from '@assay/core';
import { directiveHash, type DirectiveModel } from '@assay/directive';
import { hashCanonical } from '@assay/hashing';
import type { BrokerSpec } from '@assay/instruments';
import type { RunRecord } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';

function altered(file: string, found: string, expected: string | undefined): AssayError {
  return new AssayError('SNAPSHOT_HASH_MISMATCH', 'a sealed input of a run was altered', {
    place: { file },
    found,
    expected: expected ?? 'a bound hash',
  });
}

/** A canonical JSON file of a capsule. @throws AssayError SNAPSHOT_MISSING, SNAPSHOT_HASH_MISMATCH. */
function readSealed(
  { files, workspace }: Place,
  run: RunRecord,
  name: string,
): { readonly file: string; readonly value: unknown } {
  const file = workspace.paths.at(`runs/${run.run_id}/${name}`).absolute;
  if (!files.exists(file)) {
    throw new AssayError('SNAPSHOT_MISSING', `the capsule of ${run.symbol} has no ${name}`, {
      place: { file },
      found: 'no such file',
      expected: 'what the run was bound to',
    });
  }
  try {
    return { file, value: JSON.parse(files.readText(file)) };
  } catch (error) {
    if (error instanceof SyntaxError) throw altered(file, 'no JSON', 'canonical JSON');
    throw error;
  }
}

/** Where capsules lie. */
interface Place {
  readonly files: FileStore;
  readonly workspace: Workspace;
}

/**
 * The directive that a run was bound to, from its capsule, with the symbols that are asked for.
 * @throws AssayError SNAPSHOT_MISSING, SNAPSHOT_HASH_MISMATCH.
 */
export function sealedDirective(
  place: Place,
  run: RunRecord,
  symbols: readonly string[],
): DirectiveModel {
  const { file, value } = readSealed(place, run, 'directive.json');
  const { version: _version, ...sealed } = value as DirectiveModel & { readonly version: number };
  // Its hash covers neither symbols nor labels, so they may be put in.
  const model: DirectiveModel = { ...sealed, labels: {}, symbols };
  const found = directiveHash(model);
  if (found === run.inputs['directive'] && model.id === run.directive_id) return model;
  throw altered(file, found, run.inputs['directive']);
}

/**
 * The broker spec that a run was bound to, from its capsule.
 * @throws AssayError SNAPSHOT_MISSING, SNAPSHOT_HASH_MISMATCH.
 */
export function sealedSpec(place: Place, run: RunRecord): BrokerSpec {
  const { file, value } = readSealed(place, run, 'spec.yaml');
  const found = hashCanonical(value);
  if (found === run.inputs['spec']) return value as BrokerSpec;
  throw altered(file, found, run.inputs['spec']);
}
