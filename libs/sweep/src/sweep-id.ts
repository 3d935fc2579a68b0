import { formatStamp, parseStamp } from '@assay/core';

/** Names a sweep: when it was, and the beginning of its plan's hash. */
export function sweepId(nowMs: number, planHash: string): string {
  return `${formatStamp(nowMs)}-${planHash.slice(0, 8)}`;
}

/** When a sweep was, from its name; undefined for any other name. */
export function sweepInstant(id: string): number | undefined {
  const [stamp = '', hash = ''] = id.split('-', 2);
  return /^[0-9a-f]{8}$/.test(hash) ? parseStamp(stamp) : undefined;
}
