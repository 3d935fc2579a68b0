import { formatInstant } from '@assay/core';
import { canonicalJson, sha256Hex } from '@assay/hashing';
import * as z from 'zod';
import type { ProcessIdentity, ProcessInfo } from './process-info.js';

/** A holder on another machine counts as gone when its heart-beat is older than this. */
export const HEARTBEAT_STALE_MS = 60_000;
/** A lock file that cannot be read is a half-written one until it is this old. */
export const UNREADABLE_STALE_MS = 5_000;

const RECORD = z.strictObject({
  pid: z.int().positive(),
  process_start_time: z.string(),
  boot_id: z.string(),
  pid_namespace: z.string(),
  host: z.string(),
  command: z.string(),
  /** RFC 3339. */
  since: z.string(),
  /** Unique among the locks of one process. */
  serial: z.int(),
  /** RFC 3339; rewritten in place while the lock is held. */
  heartbeat: z.string(),
});

/** What stands in `.assay/lock`. */
export type LockRecord = z.infer<typeof RECORD>;

/** Reads a lock file's text; undefined when it is torn, empty or not ours. */
export function parseLockRecord(text: string): LockRecord | undefined {
  try {
    const read = RECORD.safeParse(JSON.parse(text));
    return read.success ? read.data : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The file's text. Its length does not change with the heart-beat (instants are of one length), so
 * that a beat can overwrite it in place.
 */
export function lockText(record: LockRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** Names one acquisition of the lock for ever; the heart-beat does not count. */
export function lockKey(text: string): string {
  const record = parseLockRecord(text);
  if (!record) return sha256Hex(text);
  const { heartbeat: _beat, ...identity } = record;
  return sha256Hex(canonicalJson(identity));
}

/** One line about a holder, for messages and for the event of a takeover. */
export function describeHolder(record: LockRecord): string {
  const { command, pid, host, since, heartbeat } = record;
  return `${command} (pid ${pid} on ${host}, since ${since}, last heart-beat ${heartbeat})`;
}

/** Why a holder is known to be gone; undefined while it may be alive. */
export function whyGone(
  holder: LockRecord,
  self: ProcessIdentity,
  processInfo: ProcessInfo,
  nowMs: number,
): string | undefined {
  const sameKernel = holder.boot_id === self.boot_id && holder.pid_namespace === self.pid_namespace;
  if (sameKernel && self.boot_id !== '') {
    const started = processInfo.startTimeOf(holder.pid);
    if (started === undefined) return 'its process has ended';
    if (holder.process_start_time === '' || started === '') return undefined;
    return started === holder.process_start_time ? undefined : 'its process number was reused';
  }
  const sameHost = holder.host === self.host && holder.pid_namespace === self.pid_namespace;
  if (sameHost && holder.boot_id !== '' && self.boot_id !== '') return 'the machine was restarted';
  const beat = parseInstant(holder.heartbeat);
  if (beat === undefined || nowMs - beat <= HEARTBEAT_STALE_MS) return undefined;
  return `no heart-beat since ${formatInstant(beat)}`;
}

/** Milliseconds of an RFC 3339 instant as this module writes it. */
function parseInstant(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? undefined : ms;
}
