import { canonicalJson, sha256Hex } from '@assay/hashing';

/** A pin, as the log remembers it. */
export interface PinLine {
  readonly kind: 'pin';
  /** Counts all lines from 1. */
  readonly seq: number;
  /** SHA-256 of the line before, without its line feed; zeros for the first. */
  readonly prev: string;
  /** UTC instant with milliseconds. */
  readonly time: string;
  readonly class: string;
  readonly name: string;
  readonly result: 'green' | 'red';
  readonly token: string;
  readonly dry_run: boolean;
  readonly expires_at: string | null;
  readonly run: string | null;
  readonly references: readonly string[];
  readonly pin_sha256: string;
  readonly text_sha256: string;
  readonly bundle_sha256: string;
  /** Of the key that signed the pin; null when none did. */
  readonly keyid: string | null;
}

/** Evidence that was thinned out on purpose. */
export interface TombstoneLine {
  readonly kind: 'tombstone';
  readonly seq: number;
  readonly prev: string;
  readonly time: string;
  readonly class: string;
  readonly name: string;
  /** Of the pin that is gone; null for a piece that never had a line. */
  readonly pin_sha256: string | null;
  readonly reason: string;
}

export type LogLine = PinLine | TombstoneLine;

/** What the first line links to. */
export const NO_LINE = '0'.repeat(64);

/** The end of a log: how many lines there were, and the hash of the last. */
export interface LogHead {
  /** 0 before the first line. */
  readonly seq: number;
  readonly hash: string;
}

/** The head of a log without lines. */
export const EMPTY_HEAD: LogHead = { seq: 0, hash: NO_LINE };

/** A line's text, without line feed. */
export function formatLogLine(line: LogLine): string {
  return canonicalJson(line);
}

/** What the next line must link to. */
export function lineHash(text: string): string {
  return sha256Hex(text);
}

/** Reads a line; undefined when it is none. */
export function parseLogLine(text: string): LogLine | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const found = value as Readonly<Record<string, unknown>>;
  const isText = (name: string) => typeof found[name] === 'string';
  const isTextOrNull = (name: string) => found[name] === null || isText(name);
  const isBoth =
    Number.isSafeInteger(found['seq']) && ['prev', 'time', 'class', 'name'].every(isText);
  if (!isBoth) return undefined;
  const isPin =
    found['kind'] === 'pin' &&
    ['token', 'pin_sha256', 'text_sha256', 'bundle_sha256'].every(isText) &&
    ['expires_at', 'run', 'keyid'].every(isTextOrNull) &&
    (found['result'] === 'green' || found['result'] === 'red') &&
    Array.isArray(found['references']);
  const isTombstone =
    found['kind'] === 'tombstone' && isText('reason') && isTextOrNull('pin_sha256');
  return isPin || isTombstone ? (value as LogLine) : undefined;
}
