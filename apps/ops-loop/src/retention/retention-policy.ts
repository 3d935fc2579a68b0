import type { RetentionPolicy } from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { parseCount, parseSpan } from '../settings/settings.js';

/** Flags of `retain`, as written. */
export interface RetainFlags {
  readonly keepLast?: string | undefined;
  readonly keepWithin?: string | undefined;
  readonly keepDaily?: string | undefined;
  readonly keepRed?: string | undefined;
  readonly orphans?: true | undefined;
  readonly allowEmpty?: true | undefined;
}

const DAY_MS = 86_400_000;

/** What evidence is thinned out by unless flags say otherwise. */
export const EVIDENCE_POLICY: RetentionPolicy = {
  keepLast: 48,
  keepWithinMs: DAY_MS,
  keepDaily: 14,
  keepRedMs: 7 * DAY_MS,
  mayEmpty: false,
};

/** The same for ticks, of which there are many more and which only matter while they are new. */
export const TICK_POLICY: RetentionPolicy = {
  keepLast: 100,
  keepWithinMs: 0,
  keepDaily: 0,
  keepRedMs: DAY_MS,
  mayEmpty: false,
};

/**
 * A policy with what flags and KEEP_N say instead of its own figures.
 *
 * @throws AssayError OPS_SETTING_INVALID.
 */
export function policyOf(
  base: RetentionPolicy,
  flags: RetainFlags,
  { io, settings }: Pick<OpsContext, 'io' | 'settings'>,
): RetentionPolicy {
  const { keepWithin, keepDaily, keepRed } = flags;
  const isLastGiven = flags.keepLast !== undefined || io.env['KEEP_N'] !== undefined;
  return {
    keepLast: isLastGiven ? settings.keepLast : base.keepLast,
    keepWithinMs: spanOf(keepWithin, '--keep-within') ?? base.keepWithinMs,
    keepDaily:
      keepDaily === undefined
        ? base.keepDaily
        : parseCount({ text: keepDaily, from: '--keep-daily' }, 0),
    keepRedMs: spanOf(keepRed, '--keep-red') ?? base.keepRedMs,
    mayEmpty: flags.allowEmpty === true,
  };
}

function spanOf(text: string | undefined, from: string): number | undefined {
  if (text === undefined) return undefined;
  return text === '0' ? 0 : parseSpan({ text, from });
}
