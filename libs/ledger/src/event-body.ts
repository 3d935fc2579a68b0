import { canonicalJson, sha256Hex } from '@assay/hashing';
import type { Diagnostic } from '@assay/core';
import type { LedgerEvent } from './ledger-events.js';
import type { ChainHead, StoredEvent } from './ledger.js';
import type { Row } from './sqlite.js';

/** The hash before the first event. */
export const GENESIS_HASH = '0'.repeat(64);
/** The head of an empty log. */
export const EMPTY_HEAD: ChainHead = { seq: 0, hash: GENESIS_HASH };
/** Subject of events about the workspace; no directive id has this form. */
export const WORKSPACE_SUBJECT = '@workspace';

/** Who did something, and when (RFC 3339). */
export interface Stamp {
  readonly at: string;
  readonly actor: string;
}

/** An event as it is stored: the canonical JSON and its SHA-256. */
export interface ChainedEvent {
  readonly seq: number;
  readonly body: string;
  readonly hash: string;
}

/** Whom an event is about: a directive id, or the workspace. */
export function subjectOf(event: LedgerEvent): string {
  return 'directive_id' in event ? event.directive_id : WORKSPACE_SUBJECT;
}

/**
 * Chains an event to the last one. Messages quote files, which may hold half a surrogate pair; the
 * diagnostics of an event are made well-formed, anything else that JSON cannot carry is our bug.
 */
export function chainEvent(event: LedgerEvent, stamp: Stamp, head: ChainHead): ChainedEvent {
  const { type, ...payload } = wellFormed(event);
  const seq = head.seq + 1;
  const body = canonicalJson({
    actor: stamp.actor,
    at: stamp.at,
    payload,
    prev_hash: head.hash,
    seq,
    subject: subjectOf(event),
    type,
  });
  return { seq, body, hash: sha256Hex(body) };
}

function wellFormed(event: LedgerEvent): LedgerEvent {
  if (!('diagnostics' in event)) return event;
  return { ...event, diagnostics: event.diagnostics.map(wellFormedDiagnostic) };
}

function wellFormedDiagnostic(found: Diagnostic): Diagnostic {
  const text = JSON.stringify(found, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/[\uD800-\uDFFF]/gu, '\uFFFD') : value,
  );
  return JSON.parse(text) as Diagnostic;
}

/** The event that a stored payload was made of. */
export function eventOf(stored: Pick<StoredEvent, 'type' | 'payload'>): LedgerEvent {
  return { type: stored.type, ...stored.payload } as LedgerEvent;
}

/** An event from its row: everything but the hash stands in the body. */
export function storedEvent(row: Row): StoredEvent {
  return { ...parseBody(String(row['body'])), hash: String(row['hash']) };
}

/** An event from its canonical JSON, without its hash. */
export function parseBody(body: string): Omit<StoredEvent, 'hash'> {
  return { ...(JSON.parse(body) as Omit<StoredEvent, 'hash' | 'body'>), body };
}
