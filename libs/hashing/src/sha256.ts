import { createHash } from 'node:crypto';
import { canonicalJson, hasLoneSurrogate } from './canonical-json.js';

/**
 * SHA-256 in 64 lower-case hex digits, of exact bytes; of a text's UTF-8 bytes.
 *
 * @throws RangeError for a text with a lone surrogate: it would be hashed as another text.
 */
export function sha256Hex(data: Uint8Array | string): string {
  if (typeof data === 'string' && hasLoneSurrogate(data)) {
    throw new RangeError('a text with a lone surrogate has no UTF-8 bytes to hash');
  }
  return createHash('sha256').update(data).digest('hex');
}

/** SHA-256 of a value's canonical JSON. Throws RangeError as `canonicalJson` does. */
export function hashCanonical(value: unknown): string {
  return sha256Hex(canonicalJson(value));
}

/** True for 64 lower-case hex digits. */
export function isSha256Hex(text: string): boolean {
  return /^[0-9a-f]{64}$/.test(text);
}
