import type { JsonValue } from '@assay/cli';
import type { ProbeScene } from './probe-scene.js';
import type { ShadowSignal } from './probe-result.js';

/** What a check found; `detail` says it in words. */
export interface Finding {
  readonly ok: boolean;
  readonly observed: JsonValue;
  readonly limit: JsonValue;
  readonly detail: string;
  /** Only the shadow evaluation has any. */
  readonly signals?: readonly ShadowSignal[];
}

/** One row of the table of checks. */
export interface ProbeCheck {
  /** lower_snake; stable: it is the reason of a probe that is not ready. */
  readonly id: string;
  readonly severity: 'error' | 'warn';
  /** How long it may take, milliseconds; over it the check has failed. */
  readonly timeoutMs: number;
  /** What it throws is a failed check with the reason, never a crash of the probe. */
  readonly run: (scene: ProbeScene) => Finding | Promise<Finding>;
}

/** All is well. */
export function passed(
  detail: string,
  observed: JsonValue = null,
  limit: JsonValue = null,
): Finding {
  return { ok: true, observed, limit, detail };
}

/** Something is not as it has to be. */
export function failed(
  detail: string,
  observed: JsonValue = null,
  limit: JsonValue = null,
): Finding {
  return { ok: false, observed, limit, detail };
}
