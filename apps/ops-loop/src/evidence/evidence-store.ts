import {
  evidencePlaces,
  readSigningKey,
  type EvidenceStore,
  type SealingStore,
  type SigningKey,
} from '@assay/evidence';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import type { OpsContext } from '../context.js';

/** The evidence of a workspace's ops loop, to look at: nothing is made on disk. */
export function readingStore(context: OpsContext): EvidenceStore {
  const files = nodeFileStore(context.workspace.root);
  return storeOver(context, files);
}

/** The same to change it. */
export function changingStore(context: OpsContext): EvidenceStore {
  return storeOver(context, context.files());
}

/**
 * The same to seal.
 *
 * @throws AssayError EVIDENCE_KEY_INVALID.
 */
export function sealingStore(context: OpsContext): SealingStore {
  return { ...changingStore(context), key: readKey(context) };
}

function storeOver(context: OpsContext, files: FileStore): EvidenceStore {
  const { places, workspace, clock, command } = context;
  return {
    files,
    memoryFiles: nodeFileStore(workspace.root),
    places: evidencePlaces(places.root, places.pinMemory),
    clock,
    command: `ops-loop ${command}`,
  };
}

/** Undefined when pins are not signed here. */
export function readKey({ places, workspace }: OpsContext): SigningKey | undefined {
  const files = nodeFileStore(workspace.root);
  if (!files.exists(places.key)) return undefined;
  return readSigningKey(files.readText(places.key), places.key);
}
