import { resolve } from 'node:path';
import { AssayError } from '@assay/core';
import type { BagFile } from '@assay/evidence';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import type { EvidenceClass } from '../../evidence/evidence-class.js';
import { pinOutcome } from '../../evidence/pin-outcome.js';
import { readFolder } from '../../evidence/read-folder.js';
import { holdsSecret } from '../../guard/environment-names.js';
import type { OpsOutcome } from '../../outcome.js';

/**
 * Seals the files of a folder as evidence of a class.
 *
 * @throws AssayError EVIDENCE_NOT_FOUND for a folder that is not there or empty, OPS_PATH_REFUSED for one
 *   with links, with what looks like a secret, or with a file `outcome.json`, which the seal itself writes.
 */
export function sealFolder(
  context: OpsContext,
  folder: string,
  ofClass: EvidenceClass,
): OpsOutcome {
  const path = resolve(context.io.cwd, folder);
  const payload = readFolder(nodeFileStore(context.workspace.root), path);
  if (payload.length === 0) {
    throw new AssayError('EVIDENCE_NOT_FOUND', 'there is nothing to seal', {
      place: { file: path },
      found: 'no file',
      expected: 'a folder with files',
    });
  }
  if (payload.some((file) => file.path === 'outcome.json')) {
    throw new AssayError('OPS_PATH_REFUSED', 'a file has the name of what the seal adds', {
      place: { file: `${path}/outcome.json` },
      found: 'outcome.json',
      expected: 'another name',
    });
  }
  for (const file of payload) refuseSecret(path, file);
  const bytes = payload.reduce((sum, file) => sum + file.bytes.length, 0);
  return pinOutcome(
    context,
    { ok: true, facts: { class: ofClass, files: payload.length, bytes } },
    { class: ofClass, payload, lines: { sealed_from: path } },
  );
}

/** What is sealed is copied, archived and shown: a secret must not be in it. Its value is not shown here either. */
function refuseSecret(folder: string, { path, bytes }: BagFile): void {
  if (!holdsSecret(Buffer.from(bytes).toString('latin1'))) return;
  throw new AssayError('OPS_PATH_REFUSED', 'a file holds what looks like a secret', {
    place: { file: `${folder}/${path}` },
    found: 'a private key or a token',
    expected: 'files without secrets',
  });
}
