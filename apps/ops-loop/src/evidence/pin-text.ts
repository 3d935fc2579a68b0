import { safeLine, type JsonValue } from '@assay/cli';
import { formatInstant } from '@assay/core';
import type { SealedEvidence } from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { reasonOf, tokenOf } from '../ending.js';
import type { OpsOutcome } from '../outcome.js';
import type { GitState } from './git-state.js';

function lineOf([name, value]: readonly [string, JsonValue]): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${name}=${safeLine(text)}`;
}

/** The workbook's lines about a pin; the first is the first word that the command prints last. */
export function pinText(
  context: OpsContext,
  outcome: OpsOutcome,
  git: GitState | undefined,
  sealed: SealedEvidence,
  more: Readonly<Record<string, JsonValue>> = {},
): string {
  const lines: Readonly<Record<string, JsonValue>> = {
    timestamp_utc: formatInstant(sealed.timeMs),
    main_head: git?.head ?? 'none',
    result: outcome.ok ? 'green' : 'red',
    ...(outcome.ok ? {} : { reason: reasonOf(outcome) }),
    mode: context.settings.mode,
    dry_run: context.settings.dryRun,
    out_dir: outcome.run ?? 'none',
    class: sealed.class,
    seq: sealed.seq,
    evi: sealed.evidence,
    bundle: sealed.bundle,
    bundle_sha256: sealed.bundleSha256,
    pin: sealed.pin,
    ...more,
  };
  const first = tokenOf(context.command, outcome);
  return `${[first, ...Object.entries(lines).map(lineOf)].join('\n')}\n`;
}
