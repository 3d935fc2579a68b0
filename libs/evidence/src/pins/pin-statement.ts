import { canonicalJson } from '@assay/hashing';
import { IN_TOTO, readEnvelope, type Envelope } from './dsse.js';

/** What a pin says about the evidence that it names. It authorises nothing. */
export interface PinPredicate {
  /** Number of its line in the log. */
  readonly seq: number;
  readonly class: string;
  /** `<TS>_<id>`; names bag, bundle and pin alike. */
  readonly name: string;
  readonly result: 'green' | 'red';
  /** First word of the last line that the command printed. */
  readonly token: string;
  readonly reason: string | null;
  readonly dry_run: boolean;
  /** UTC instant with milliseconds. */
  readonly created: string;
  /** From then on it is too old to judge by; null when it never is. */
  readonly expires_at: string | null;
  /** Name of the supervisor's run folder that was looked at. */
  readonly run: string | null;
  readonly mode: string | null;
  /** The git tree that holds the workspace; null when there is none, or no git. */
  readonly git: { readonly head: string | null; readonly dirty: boolean } | null;
  readonly tool: {
    readonly name: string;
    readonly version: string;
    readonly config_sha256: string;
  };
  /** SHA-256 of the canonical JSON of the checks. */
  readonly checks_sha256: string;
  readonly bag: { readonly manifest_sha256: string; readonly tagmanifest_sha256: string };
  /** Of the bundle before compression. */
  readonly tar_sha256: string;
  /** SHA-256 of the pin file before this one; null for the first. */
  readonly prev_pin_sha256: string | null;
  /** Evidence that this one speaks of, `<class>/<name>`; retention keeps it as long as this. */
  readonly references: readonly string[];
  /** True when no key signed it: it tells accidents, not intent. */
  readonly integrity_only: boolean;
  readonly non_authorizing: true;
}

/** An in-toto statement about a bundle. */
export interface PinStatement {
  readonly subject: { readonly name: string; readonly sha256: string };
  readonly predicate: PinPredicate;
}

const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
/** Names the shape of the predicate. */
export const PREDICATE_TYPE = 'urn:assay:pin:1';

/** The bytes of a statement: canonical JSON. */
export function statementBytes({ subject, predicate }: PinStatement): Uint8Array {
  return Buffer.from(
    canonicalJson({
      _type: STATEMENT_TYPE,
      subject: [{ name: subject.name, digest: { sha256: subject.sha256 } }],
      predicateType: PREDICATE_TYPE,
      predicate,
    }),
    'utf8',
  );
}

/** A pin file as it is read. */
export interface PinReading {
  readonly envelope: Envelope;
  readonly statement: PinStatement;
}

/** Reads a pin file; undefined when it is no pin of ours. */
export function readPin(text: string): PinReading | undefined {
  const envelope = readEnvelope(text);
  if (envelope?.payloadType !== IN_TOTO) return undefined;
  const statement = readStatement(Buffer.from(envelope.payload).toString('utf8'));
  return statement && { envelope, statement };
}

function readStatement(text: string): PinStatement | undefined {
  let value: Record<string, unknown>;
  try {
    value = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  const subjects = value['subject'];
  const predicate = value['predicate'];
  if (value['_type'] !== STATEMENT_TYPE || value['predicateType'] !== PREDICATE_TYPE) {
    return undefined;
  }
  if (!Array.isArray(subjects) || subjects.length !== 1) return undefined;
  const { name, digest } = subjects[0] as { name?: unknown; digest?: { sha256?: unknown } };
  if (typeof name !== 'string' || typeof digest?.sha256 !== 'string') return undefined;
  if (!isPredicate(predicate)) return undefined;
  return { subject: { name, sha256: digest.sha256 }, predicate };
}

const TEXTS = ['class', 'name', 'token', 'created', 'checks_sha256', 'tar_sha256'] as const;

function isPredicate(value: unknown): value is PinPredicate {
  if (typeof value !== 'object' || value === null) return false;
  const found = value as Readonly<Record<string, unknown>>;
  const bag = found['bag'] as Readonly<Record<string, unknown>> | undefined;
  return (
    TEXTS.every((name) => typeof found[name] === 'string') &&
    Number.isSafeInteger(found['seq']) &&
    (found['result'] === 'green' || found['result'] === 'red') &&
    (found['expires_at'] === null || typeof found['expires_at'] === 'string') &&
    typeof bag?.['manifest_sha256'] === 'string' &&
    typeof bag['tagmanifest_sha256'] === 'string' &&
    Array.isArray(found['references']) &&
    found['non_authorizing'] === true
  );
}
