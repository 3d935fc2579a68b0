import type { SigningKey, VerifyingKey } from './signing-key.js';

/** The payload type of in-toto statements. */
export const IN_TOTO = 'application/vnd.in-toto+json';

/** A DSSE envelope as it is read. */
export interface Envelope {
  readonly payloadType: string;
  /** Decoded. */
  readonly payload: Uint8Array;
  readonly signatures: readonly { readonly keyid: string; readonly sig: Uint8Array }[];
}

/** What DSSE signs: type and body with their lengths, so that neither can be taken for the other. */
export function preAuthEncoding(payloadType: string, payload: Uint8Array): Uint8Array {
  const type = Buffer.from(payloadType, 'utf8');
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${type.length} `),
    type,
    Buffer.from(` ${payload.length} `),
    payload,
  ]);
}

/** The text of an envelope; without a key it has no signatures. */
export function sealEnvelope(payload: Uint8Array, key: SigningKey | undefined): string {
  const signatures =
    key === undefined
      ? []
      : [
          {
            keyid: key.keyId,
            sig: Buffer.from(key.sign(preAuthEncoding(IN_TOTO, payload))).toString('base64'),
          },
        ];
  const envelope = {
    payload: Buffer.from(payload).toString('base64'),
    payloadType: IN_TOTO,
    signatures,
  };
  return `${JSON.stringify(envelope, null, 2)}\n`;
}

/** Reads an envelope; undefined when it is none. */
export function readEnvelope(text: string): Envelope | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { payload, payloadType, signatures } = value as Record<string, unknown>;
  if (typeof payload !== 'string' || typeof payloadType !== 'string') return undefined;
  if (!Array.isArray(signatures)) return undefined;
  const read: { readonly keyid: string; readonly sig: Uint8Array }[] = [];
  for (const one of signatures as readonly unknown[]) {
    const { keyid, sig } = (one ?? {}) as Record<string, unknown>;
    if (typeof keyid !== 'string' || typeof sig !== 'string') return undefined;
    read.push({ keyid, sig: Buffer.from(sig, 'base64') });
  }
  return { payload: Buffer.from(payload, 'base64'), payloadType, signatures: read };
}

/** Finds the public key of an id; undefined when it is not there. */
export type KeyRing = (keyId: string) => VerifyingKey | undefined;

/**
 * Judges an envelope's signatures: all of them must be right, and there must be one to be `signed`. One
 * whose key is not there cannot be shown to be right.
 */
export function judgeSignatures(
  envelope: Envelope,
  keys: KeyRing,
): 'signed' | 'unsigned' | 'invalid' | 'no_key' {
  if (envelope.signatures.length === 0) return 'unsigned';
  const bytes = preAuthEncoding(envelope.payloadType, envelope.payload);
  for (const { keyid, sig } of envelope.signatures) {
    const key = keys(keyid);
    if (!key) return 'no_key';
    if (!key.verifies(bytes, sig)) return 'invalid';
  }
  return 'signed';
}
