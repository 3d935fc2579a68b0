import { AssayError } from '@assay/core';
import type { OpsContext } from '../../context.js';
import { soak as watch } from '../../orders/soak.js';
import { parseFailRule, type FailRule } from '../../orders/soak-ladder.js';
import type { OpsOutcome } from '../../outcome.js';
import { parseSpan } from '../../settings/settings.js';

/** Flags of its own. */
export interface SoakFlags {
  readonly for: string;
  readonly every: string;
  readonly fail: string;
  readonly missed?: string | undefined;
}

function ruleOf(text: string): FailRule {
  const rule = parseFailRule(text);
  if (rule) return rule;
  throw new AssayError('OPS_SETTING_INVALID', '--fail has no valid value', {
    found: text,
    expected: 'red checkpoints / of the last, such as 3/5',
  });
}

function missedOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^(0|[1-9]\d{0,6})$/.test(text)) return Number(text);
  throw new AssayError('OPS_SETTING_INVALID', '--missed has no valid value', {
    found: text,
    expected: 'a whole number, 0 or more',
  });
}

/** Watches for hours, and says in the end whether that went well. */
export function soak(context: OpsContext, flags: SoakFlags): Promise<OpsOutcome> {
  const forMs = parseSpan({ text: flags.for, from: '--for' });
  const everyMs = parseSpan({ text: flags.every, from: '--every' });
  const rule = ruleOf(flags.fail);
  const missedMax = missedOf(flags.missed);
  return watch(context, { forMs, everyMs, rule, missedMax });
}
