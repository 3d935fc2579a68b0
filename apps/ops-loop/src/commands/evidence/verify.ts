import type { OpsContext } from '../../context.js';
import { readingStore } from '../../evidence/evidence-store.js';
import { verifyPath } from '../../evidence/verify-path.js';
import { verifierOf } from '../../evidence/read-pins.js';
import type { OpsOutcome } from '../../outcome.js';
import { isSound, verifyEvidence, type Finding } from '@assay/evidence';

const SHOWN_MAX = 40;

/**
 * Verifies everything, or one item.
 *
 * @param isFresh - What is too old to judge by is an error too.
 * @throws AssayError EVIDENCE_NOT_FOUND.
 */
export function verify(context: OpsContext, path: string, isFresh: boolean): OpsOutcome {
  const { checked, findings: found } =
    path === 'all' ? verifyAll(context) : verifyPath(context, path);
  const findings = found.map((one) =>
    isFresh && one.verdict === 'expired' ? { ...one, severity: 'error' as const } : one,
  );
  const ok = isSound(findings);
  const errors = findings.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  return {
    ok,
    facts: { items: checked, errors: errors.length, notes: findings.length - errors.length },
    ...(first && { reason: first.verdict }),
    ...(first && {
      error: {
        code: 'EVIDENCE_ALTERED',
        message: `${errors.length === 1 ? 'one thing is' : `${errors.length} things are`} not as sealed`,
        place: { file: `${context.places.root}/${first.path}` },
        found: `${first.verdict}: ${first.detail}`,
        expected: 'evidence as it was sealed',
      },
    }),
    data: { verdict: first?.verdict ?? 'ok', findings: findings.map((one) => ({ ...one })) },
    lines: ({ style }) => linesOf(findings, style.good('ok'), checked),
  };
}

function verifyAll(context: OpsContext) {
  const store = readingStore(context);
  const { items, findings } = verifyEvidence(verifierOf(context, store), store.memoryFiles);
  return { checked: items.length, findings };
}

function linesOf(findings: readonly Finding[], ok: string, checked: number): readonly string[] {
  if (findings.length === 0) return [`${ok}: ${checked === 1 ? 'one item' : `${checked} items`}`];
  const shown = [...findings]
    .sort((a, b) => Number(a.severity === 'info') - Number(b.severity === 'info'))
    .slice(0, SHOWN_MAX)
    .map(({ verdict, severity, path, detail }) => {
      return `${severity === 'error' ? '' : 'note: '}${verdict} ${path}: ${detail}`;
    });
  const more = findings.length - shown.length;
  return more > 0 ? [...shown, `and ${more} more; see --json`] : shown;
}
