import { AssayError } from '@assay/core';
import type { JsonValue } from '@assay/cli';
import {
  carryOut,
  changeEvidence,
  countBags,
  keepsNothing,
  logSeq,
  readStock,
  thinOutAlone,
  type EvidenceStock,
  type EvidenceStore,
  type RetentionPolicy,
} from '@assay/evidence';
import type { RetainTarget } from './retain-target.js';
import { opsCommandOf } from '../command-table.js';
import type { OpsContext } from '../context.js';
import { EVIDENCE_CLASSES, type EvidenceClass } from '../evidence/evidence-class.js';
import { changingStore, readingStore } from '../evidence/evidence-store.js';
import type { OpsOutcome } from '../outcome.js';
import { FUTURE_MS, listRuns } from '../runs/find-runs.js';
import { listTicks } from '../runs/list-ticks.js';
import { planEvidence, type ClassPlan } from './plan-evidence.js';
import { planRuns, type RunsPlan } from './plan-runs.js';
import { EVIDENCE_POLICY, policyOf, TICK_POLICY, type RetainFlags } from './retention-policy.js';

/** What a retention planned, and did unless it was dry. */
export interface Retention {
  readonly outcome: OpsOutcome;
  /** The whole plan with its reasons, for the evidence. */
  readonly plan: { readonly [key: string]: JsonValue };
}

interface Plan {
  readonly stock: EvidenceStock;
  readonly classes: readonly ClassPlan[];
  readonly runs: RunsPlan | undefined;
}

/**
 * Plans what goes of a target and, unless dry, moves it aside, writes the tombstones and deletes it. The
 * evidence of earlier retentions is thinned out with it, by the default policy, so that it is bounded too.
 *
 * @throws AssayError RETENTION_WOULD_EMPTY, OPS_SETTING_INVALID, OPS_BUSY.
 */
export function runRetention(
  context: OpsContext,
  target: RetainTarget,
  flags: RetainFlags,
): Retention {
  const policy = policyOf(EVIDENCE_POLICY, flags, context);
  const ticks = policyOf(TICK_POLICY, flags, context);
  for (const one of [policy, ticks]) if (keepsNothing(one) && !one.mayEmpty) throw wouldEmpty();
  const policies = policiesOf(target, policy);
  const plan = ({ files, places }: EvidenceStore): Plan => {
    const stock = readStock(files, places);
    const nowMs = context.clock.now();
    return {
      stock,
      classes: planEvidence(stock, {
        policies,
        withOrphans: flags.orphans === true,
        nowMs,
        futureMs: nowMs + FUTURE_MS,
      }),
      runs: target === 'run' || target === 'all' ? planRuns(context, ticks) : undefined,
    };
  };
  if (context.settings.dryRun) return report(context, target, plan(readingStore(context)));
  const store = changingStore(context);
  return changeEvidence(store, () => {
    const planned = plan(store);
    thinOutAlone(store, {
      stock: planned.stock,
      items: planned.classes.flatMap(({ gone }) => gone),
      orphans: planned.classes.flatMap(({ orphans }) => orphans),
    });
    if (planned.runs) thinOutRuns(context, store, planned.runs);
    return report(context, target, planned);
  });
}

function wouldEmpty(): AssayError {
  return new AssayError('RETENTION_WOULD_EMPTY', 'what was asked for would keep nothing', {
    found: 'every rule of keeping is 0',
    expected: 'a rule that keeps something, or --allow-empty',
  });
}

function policiesOf(
  target: RetainTarget,
  policy: RetentionPolicy,
): ReadonlyMap<EvidenceClass, RetentionPolicy> {
  const classes: readonly EvidenceClass[] =
    target === 'all' ? EVIDENCE_CLASSES : target === 'run' ? [] : [target];
  const policies = new Map(classes.map((one) => [one, policy]));
  return policies.set('retain', EVIDENCE_POLICY);
}

function thinOutRuns(context: OpsContext, store: EvidenceStore, plan: RunsPlan): void {
  const { places } = context;
  const base = places.supervisor.slice(places.root.length + 1);
  const whole = new Set(plan.runs);
  const paths = [
    ...plan.runs.map((run) => `${base}/${run}`),
    ...plan.goneTicks
      .filter((tick) => !whole.has(tick.slice(0, tick.indexOf('/'))))
      .map((tick) => `${base}/${tick}`),
  ];
  if (paths.length === 0) return;
  const trash = `.trash-runs-${logSeq(store)}`;
  carryOut(store, {
    name: 'thin-out-runs',
    moves: paths.map((path) => ({ from: path, to: `${trash}/${path}` })),
    lines: [],
    trash,
  });
}

/** What is left, counted again on disk. */
function remainingOf(context: OpsContext, store: EvidenceStore, target: RetainTarget): number {
  const ofClass = (one: EvidenceClass) => countBags(store.files, store.places, one);
  const ticks = () =>
    listRuns(context).runs.reduce(
      (sum, run) => sum + listTicks(run.path, context.clock.now()).ticks.length,
      0,
    );
  if (target === 'run') return ticks();
  if (target !== 'all') return ofClass(target);
  return EVIDENCE_CLASSES.reduce((sum, one) => sum + ofClass(one), ticks());
}

function report(context: OpsContext, target: RetainTarget, plan: Plan): Retention {
  const { dryRun } = context.settings;
  const prefix = opsCommandOf(`retain ${target}`).token.slice(0, -'_OK'.length);
  const gone = goneOf(plan, target);
  const facts = {
    deleted: dryRun ? 0 : gone.length,
    ...(dryRun ? { would_delete: gone.length } : {}),
    remaining: remainingOf(context, readingStore(context), target),
  };
  const word = `${prefix}_${dryRun ? 'WOULD_DELETE' : 'DELETE'}`;
  return {
    outcome: {
      ok: true,
      token: gone.length === 0 ? `${prefix}_NOOP` : `${prefix}_OK`,
      facts,
      data: { ...facts, gone: gone.map((one) => ({ ...one })) },
      lines: () =>
        gone.map(({ class: of, name, ts }) => `${word} ts=${ts} class=${of} name=${name}`),
    },
    plan: planJson(plan, dryRun),
  };
}

interface Gone {
  readonly class: string;
  readonly name: string;
  readonly ts: string;
}

/** What the command was asked about; what went of its own evidence is in the plan only. */
function goneOf({ classes, runs }: Plan, target: RetainTarget): readonly Gone[] {
  const evidence = classes
    .filter((one) => target === 'all' || one.class === target)
    .flatMap(({ gone, orphans }) => [
      ...gone.map((item) => ({ class: item.class, name: item.name, ts: stampOf(item.name) })),
      ...orphans.map(({ class: of, path }) => ({ class: of, name: path, ts: stampOf(path) })),
    ]);
  const ticks = runs?.goneTicks.map((name) => ({ class: 'tick', name, ts: stampOf(name) })) ?? [];
  const whole = runs?.runs.map((name) => ({ class: 'run', name, ts: stampOf(name) })) ?? [];
  return [...evidence, ...ticks, ...whole];
}

function stampOf(name: string): string {
  return name.match(/\d{8}T\d{9}Z/g)?.at(-1) ?? '-';
}

function planJson({ classes, runs }: Plan, dryRun: boolean): { readonly [key: string]: JsonValue } {
  return {
    schema: 'retention/1',
    dry_run: dryRun,
    classes: classes.map((one) => ({
      class: one.class,
      items: one.decisions.map(({ item, reasons }) => ({
        name: item.key,
        result: item.result,
        keep: reasons.length > 0,
        reasons,
      })),
      orphans: one.orphans.map(({ path }) => path),
    })),
    ticks:
      runs?.ticks.map(({ tick, reasons }) => ({ tick, keep: reasons.length > 0, reasons })) ?? [],
    runs: runs?.runs ?? [],
  };
}
