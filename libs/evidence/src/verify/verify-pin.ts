import { join } from 'node:path';
import { compareBytes, isSha256Hex } from '@assay/hashing';
import type { FileStore } from '@assay/workspace';
import { verifyBag } from '../bag/verify-bag.js';
import { judgeSignatures, type KeyRing } from '../pins/dsse.js';
import type { PinLine } from '../pins/pin-log-line.js';
import { readPin, type PinReading } from '../pins/pin-statement.js';
import { readVerifyingKey, type VerifyingKey } from '../pins/signing-key.js';
import type { EvidencePlaces } from '../store/evidence-store.js';
import { fault, note, type Finding } from './verdict.js';

/** What verifying needs to look with. */
export interface Verifier {
  readonly files: FileStore;
  readonly places: EvidencePlaces;
  readonly nowMs: number;
  /** Stamps later than this many milliseconds from now are of the future. */
  readonly futureMs: number;
  /** The keys that pins were signed with; see `publishedKeys`. */
  readonly keys: KeyRing;
}

/** The public keys that lie beside the pins, and one that is at hand. */
export function publishedKeys(
  files: FileStore,
  places: EvidencePlaces,
  own?: VerifyingKey,
): KeyRing {
  const read = new Map<string, VerifyingKey | undefined>();
  if (own) read.set(own.keyId, own);
  return (keyId) => {
    if (!read.has(keyId)) read.set(keyId, publishedKey(files, places, keyId));
    return read.get(keyId);
  };
}

function publishedKey(
  files: FileStore,
  places: EvidencePlaces,
  keyId: string,
): VerifyingKey | undefined {
  const path = join(places.publicKeys, `${keyId}.pem`);
  if (!isSha256Hex(keyId) || files.stat(path)?.kind !== 'file') return undefined;
  const key = readVerifyingKey(files.readText(path));
  // The id is the key's own digest: a file of another key under this name proves nothing.
  return key?.keyId === keyId ? key : undefined;
}

/** Names of the three pieces of an item, relative to the root. */
export function piecesOf(item: { readonly class: string; readonly name: string }) {
  const { class: ofClass, name } = item;
  return {
    bag: `evidence/${ofClass}/${name}`,
    bundle: `bundles/${ofClass}/${name}.tgz`,
    pin: `pins/${ofClass}/${name}.json`,
    text: `pins/${ofClass}/${name}.txt`,
  };
}

/** Reads the pin of a line; undefined when it is gone, a link or no pin of ours. */
export function readPinOf(
  files: FileStore,
  places: EvidencePlaces,
  line: PinLine,
): PinReading | undefined {
  const path = join(places.root, piecesOf(line).pin);
  if (files.stat(path)?.kind !== 'file') return undefined;
  return readPin(files.readText(path));
}

/**
 * Checks the pieces of one item against its line in the log: pin and its text, signature, bundle, bag, and
 * that all of them speak of each other. Not the chain of lines, and not whether it is too old.
 */
export function verifyPieces(verifier: Verifier, line: PinLine): readonly Finding[] {
  const { files, places } = verifier;
  const pieces = piecesOf(line);
  const findings: Finding[] = [];
  findings.push(...fileFindings(verifier, pieces.pin, line.pin_sha256, 'pin_mismatch'));
  findings.push(...fileFindings(verifier, pieces.text, line.text_sha256, 'pin_mismatch'));
  findings.push(...fileFindings(verifier, pieces.bundle, line.bundle_sha256, 'bundle_mismatch'));
  const bag = verifyBag(files, join(places.root, pieces.bag), pieces.bag);
  findings.push(...bag.findings);
  const pin = readPinOf(files, places, line);
  if (pin) {
    findings.push(...signatureFindings(verifier, line, pin));
    findings.push(...agreementFindings(line, pin, bag));
  } else if (files.stat(join(places.root, pieces.pin))?.kind === 'file') {
    findings.push(fault('pin_mismatch', pieces.pin, 'not an in-toto statement of ours'));
  }
  return dedupe(findings);
}

/** Too old to judge by, or of the future. */
export function timeFindings(
  { nowMs, futureMs }: Pick<Verifier, 'nowMs' | 'futureMs'>,
  line: PinLine,
): readonly Finding[] {
  const { pin } = piecesOf(line);
  const createdMs = Date.parse(line.time);
  const findings: Finding[] = [];
  if (!(createdMs <= nowMs + futureMs)) {
    findings.push(fault('future', pin, `sealed at ${line.time}, which has not come yet`));
  }
  if (line.expires_at !== null && !(nowMs < Date.parse(line.expires_at))) {
    findings.push(note('expired', pin, `good until ${line.expires_at}`));
  }
  return findings;
}

function fileFindings(
  { files, places }: Verifier,
  path: string,
  sha256: string,
  mismatch: 'pin_mismatch' | 'bundle_mismatch',
): readonly Finding[] {
  const there = files.digestHere(join(places.root, path));
  if (there === 'nothing') return [fault('missing_file', path, 'gone, and the log has it')];
  if (there === 'link') return [fault('symlink', path, 'a symbolic link')];
  if (typeof there !== 'object') return [fault(mismatch, path, `a ${there}`)];
  if (there.sha256 === sha256) return [];
  return [fault(mismatch, path, `SHA-256 ${there.sha256}, the log has ${sha256}`)];
}

function signatureFindings(
  { keys }: Verifier,
  line: PinLine,
  { envelope }: PinReading,
): readonly Finding[] {
  const { pin } = piecesOf(line);
  const judged = judgeSignatures(envelope, keys);
  if (judged === 'invalid') return [fault('signature_invalid', pin, 'not made with its key')];
  if (judged === 'no_key') {
    return [fault('signature_invalid', pin, 'there is no key to check it with')];
  }
  if (judged === 'unsigned' && line.keyid !== null) {
    return [fault('signature_invalid', pin, 'it was signed, and the signature is gone')];
  }
  return judged === 'unsigned' ? [note('unsigned', pin, 'no key signed it')] : [];
}

function agreementFindings(
  line: PinLine,
  { statement }: PinReading,
  bag: ReturnType<typeof verifyBag>,
): readonly Finding[] {
  const { subject, predicate } = statement;
  const pieces = piecesOf(line);
  const apart: [string, unknown, unknown][] = [
    ['seq', predicate.seq, line.seq],
    ['class', predicate.class, line.class],
    ['name', predicate.name, line.name],
    ['result', predicate.result, line.result],
    ['time', predicate.created, line.time],
    ['expiry', predicate.expires_at, line.expires_at],
    ['bundle', subject.name, pieces.bundle],
    ['digest of the bundle', subject.sha256, line.bundle_sha256],
  ];
  const findings = apart
    .filter(([, said, logged]) => said !== logged)
    .map(([what, said, logged]) =>
      fault(
        'pin_mismatch',
        pieces.pin,
        `${what} is ${String(said)}, the log has ${String(logged)}`,
      ),
    );
  const { manifestSha256, tagManifestSha256 } = bag;
  const { manifest_sha256, tagmanifest_sha256 } = predicate.bag;
  if (tagManifestSha256 !== undefined && tagManifestSha256 !== tagmanifest_sha256) {
    const path = `${pieces.bag}/tagmanifest-sha256.txt`;
    findings.push(fault('tag_mismatch', path, `the pin has ${tagmanifest_sha256}`));
  }
  if (manifestSha256 !== undefined && manifestSha256 !== manifest_sha256) {
    const path = `${pieces.bag}/manifest-sha256.txt`;
    findings.push(fault('tag_mismatch', path, `the pin has ${manifest_sha256}`));
  }
  return findings;
}

/** One finding of a kind for a path is enough. */
function dedupe(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ verdict, path }) => {
    const key = `${verdict} ${path}`;
    return !seen.has(key) && seen.add(key);
  });
}

/** Orders items by class, then by name, which is by time. */
export function compareItems(
  a: { readonly class: string; readonly name: string },
  b: { readonly class: string; readonly name: string },
): number {
  return compareBytes(a.class, b.class) || compareBytes(a.name, b.name);
}
