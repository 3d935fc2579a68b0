import type { JsonValue } from '@assay/cli';
import { TOOL_VERSION } from '@assay/core';
import { changeEvidence, sealAlone, type BagFile, type PinFacts } from '@assay/evidence';
import { canonicalJson, hashCanonical, sha256Hex } from '@assay/hashing';
import type { OpsContext } from '../context.js';
import { bodyOf, reasonOf, tokenOf } from '../ending.js';
import type { OpsOutcome } from '../outcome.js';
import { validMsOf, type EvidenceClass } from './evidence-class.js';
import { sealingStore } from './evidence-store.js';
import { readGitState, type GitState } from './git-state.js';
import { pinText } from './pin-text.js';

export { EVIDENCE_CLASSES, type EvidenceClass } from './evidence-class.js';

/** A file of the payload. */
export interface PayloadFile {
  /** Below the bag's `data/`, `/` separated, normalised. */
  readonly path: string;
  readonly bytes: Uint8Array | string;
}

/** What is sealed besides the outcome's own envelope, which is always in it as `outcome.json`. */
export interface PinRequest {
  readonly class: EvidenceClass;
  readonly payload: readonly PayloadFile[];
  /** Further `key=value` lines of the pin's text. */
  readonly lines?: Readonly<Record<string, JsonValue>>;
  /** Evidence that this one speaks of, as `artifacts.evidence` names it; retention keeps it as long as this. */
  readonly references?: readonly string[];
}

/**
 * Seals an outcome, red or green, as a bag, a bundle and a pin, and returns it with `artifacts` and the
 * facts `evi` and `pin` of its last line filled in. The last thing a command does with its outcome.
 *
 * @throws AssayError EVIDENCE_KEY_INVALID, OPS_BUSY, or what the disk refused.
 */
export function pinOutcome(
  context: OpsContext,
  outcome: OpsOutcome,
  request: PinRequest,
): OpsOutcome {
  const store = sealingStore(context);
  const git = readGitState(context.workspace.root, context.childEnv);
  const sealed = changeEvidence(store, () =>
    sealAlone(store, {
      class: request.class,
      payload: payloadOf(context, outcome, request),
      facts: factsOf(context, outcome, request, git),
      text: (evidence) => pinText(context, outcome, git, evidence, request.lines),
    }),
  );
  const { evidence, bundle, pin } = sealed;
  return {
    ...outcome,
    artifacts: { evidence, bundle, pin },
    facts: { ...outcome.facts, evi: evidence, pin },
  };
}

function payloadOf(
  { command, clock, settings }: OpsContext,
  outcome: OpsOutcome,
  { payload }: PinRequest,
): readonly BagFile[] {
  const envelope = {
    schema: 'ops-loop/1',
    ok: outcome.ok,
    ...bodyOf(outcome, { command, nowMs: clock.now(), settings }),
    facts: outcome.facts ?? {},
  };
  const own: PayloadFile = {
    path: 'outcome.json',
    bytes: `${JSON.stringify(envelope, null, 2)}\n`,
  };
  return [own, ...payload].map(({ path, bytes }) => ({
    path,
    bytes: typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : bytes,
  }));
}

function factsOf(
  context: OpsContext,
  outcome: OpsOutcome,
  request: PinRequest,
  git: GitState | undefined,
): PinFacts {
  const { command, settings } = context;
  return {
    token: tokenOf(command, outcome),
    result: outcome.ok ? 'green' : 'red',
    reason: reasonOf(outcome),
    dry_run: settings.dryRun,
    run: outcome.run ?? null,
    mode: settings.mode,
    git: git ?? null,
    tool: { name: 'ops-loop', version: TOOL_VERSION, config_sha256: configSha256(context) },
    checks_sha256: hashCanonical(outcome.checks ?? []),
    references: (request.references ?? []).map((path) => path.replace(/^evidence\//, '')),
    validMs: validMsOf(request.class, settings),
  };
}

/** Of the settings that the command ran with and of the workspace's `assay.json`. */
function configSha256({ settings, workspace }: OpsContext): string {
  return sha256Hex(canonicalJson({ settings, config: workspace.config }));
}
