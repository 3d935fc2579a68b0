import { isAssayError } from '@assay/core';
import type { Check } from '../outcome.js';
import { failed, type Finding, type ProbeCheck } from './probe-check.js';
import type { ProbeResult } from './probe-result.js';
import type { ProbeScene } from './probe-scene.js';

/** How much of an unexpected error's words a check keeps. */
const MESSAGE_MAX = 300;

function wordsOf(error: unknown): string {
  if (isAssayError(error)) {
    const { code, message, found } = error.diagnostic;
    return `${code}: ${message}${found === undefined ? '' : ` (${found})`}`;
  }
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.slice(0, MESSAGE_MAX);
}

/** Runs one check; whatever happens in it, a finding comes out. */
async function findingOf(
  { run, timeoutMs }: ProbeCheck,
  scene: ProbeScene,
  elapsedMs: () => number,
): Promise<Finding> {
  const tooLong = `it took longer than ${timeoutMs} ms`;
  let timer: NodeJS.Timeout | undefined;
  const startedMs = elapsedMs();
  try {
    const late = new Promise<Finding>((settle) => {
      timer = setTimeout(() => settle(failed(tooLong, 'timed out', timeoutMs)), timeoutMs);
    });
    const finding = await Promise.race([Promise.resolve(run(scene)), late]);
    // What never waits cannot be interrupted; that it was too slow is found out afterwards.
    const tookMs = Math.round(elapsedMs() - startedMs);
    return finding.ok && tookMs > timeoutMs ? failed(tooLong, tookMs, timeoutMs) : finding;
  } catch (error) {
    return failed(wordsOf(error), isAssayError(error) ? error.code : 'crashed', null);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Runs every check of a table and makes the result of them. They run side by side: what waits for a
 * thread costs no time of the others.
 *
 * @param elapsedMs - A monotonic clock.
 */
export async function runChecks(
  table: readonly ProbeCheck[],
  scene: ProbeScene,
  elapsedMs: () => number,
): Promise<ProbeResult> {
  const findings = await Promise.all(table.map((check) => findingOf(check, scene, elapsedMs)));
  const checks: Check[] = table.map(({ id, severity }, at) => {
    const { ok, observed, limit, detail } = findings[at] ?? failed('it was never run');
    return { id, ok, severity, observed, limit, detail };
  });
  const reasons = checks.filter(({ ok, severity }) => !ok && severity === 'error');
  return {
    ready: reasons.length === 0,
    reasons: reasons.map(({ id }) => id),
    checks,
    signals: findings.flatMap(({ signals = [] }) => signals),
  };
}
