import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { AssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';

/** Checks signatures. */
export interface VerifyingKey {
  /** SHA-256 of the public key's DER form; names the key, tells nothing else. */
  readonly keyId: string;
  /** The public key as PEM. */
  readonly publicPem: string;
  verifies(bytes: Uint8Array, signature: Uint8Array): boolean;
}

/** Makes signatures too. The private half never leaves it. */
export interface SigningKey extends VerifyingKey {
  sign(bytes: Uint8Array): Uint8Array;
}

function isEd25519(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ed25519';
}

function verifying(key: KeyObject): VerifyingKey {
  return {
    keyId: sha256Hex(key.export({ type: 'spki', format: 'der' })),
    publicPem: String(key.export({ type: 'spki', format: 'pem' })),
    verifies: (bytes, signature) => verify(null, bytes, key, signature),
  };
}

/**
 * Reads an Ed25519 private key in PEM.
 *
 * @param path - Only for the message; what the file holds is never shown.
 * @throws AssayError EVIDENCE_KEY_INVALID.
 */
export function readSigningKey(pem: string, path: string): SigningKey {
  let key: KeyObject | undefined;
  try {
    key = createPrivateKey(pem);
  } catch {
    // Its own words could quote the file.
  }
  if (!key || !isEd25519(key)) {
    throw new AssayError('EVIDENCE_KEY_INVALID', 'the signing key cannot be read', {
      place: { file: path },
      found: key ? `a key of type ${key.asymmetricKeyType ?? 'unknown'}` : 'no private key',
      expected: 'an Ed25519 private key in PEM',
    });
  }
  const secret = key;
  return { ...verifying(createPublicKey(secret)), sign: (bytes) => sign(null, bytes, secret) };
}

/** Reads a public key in PEM; undefined when it is none of ours. */
export function readVerifyingKey(pem: string): VerifyingKey | undefined {
  try {
    const key = createPublicKey(pem);
    return isEd25519(key) ? verifying(key) : undefined;
  } catch {
    return undefined;
  }
}

/** A new private key in PEM, to be written with mode 0600 and shown to nobody. */
export function newSigningKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
}
