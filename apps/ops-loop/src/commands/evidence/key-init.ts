import { AssayError } from '@assay/core';
import { changeEvidence, newSigningKeyPem, readSigningKey } from '@assay/evidence';
import { nodeFileStore } from '@assay/workspace';
import type { OpsContext } from '../../context.js';
import { changingStore } from '../../evidence/evidence-store.js';
import type { OpsOutcome } from '../../outcome.js';

/** Only its owner may read or write it. */
const SECRET_MODE = 0o600;

/**
 * Makes the key that pins are signed with from now on. Its private half is written to `.assay` and shown to
 * nobody; its id and public half are no secret.
 *
 * @throws AssayError EVIDENCE_KEY_EXISTS.
 */
export function keyInit(context: OpsContext): OpsOutcome {
  const { places, workspace, settings } = context;
  const files = nodeFileStore(workspace.root);
  if (settings.dryRun) {
    refuseExisting();
    return { ok: true, facts: { made: false }, next: ['ops-loop key init --no-dry-run'] };
  }
  return changeEvidence(changingStore(context), () => {
    refuseExisting();
    const pem = newSigningKeyPem();
    files.writeAtomic(places.key, pem, { mode: SECRET_MODE });
    const { keyId } = readSigningKey(pem, places.key);
    return { ok: true, facts: { made: true, keyid: keyId } };
  });

  function refuseExisting(): void {
    if (!files.exists(places.key)) return;
    throw new AssayError('EVIDENCE_KEY_EXISTS', 'there is a signing key already', {
      place: { file: places.key },
      found: 'a file',
      expected: 'no key',
    });
  }
}
