import { formatInstant } from '@assay/core';
import type { OpsContext } from '../context.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import { greenlightOutcome } from '../gates/greenlight-outcome.js';
import { healthOutcome } from '../gates/health-outcome.js';
import type { LiveState } from '../gates/live-state.js';
import { judgeMetrics } from '../gates/metrics-document.js';
import type { OpsOutcome } from '../outcome.js';
import type { SoakIndexLine } from '../records/tick-record.js';
import { rungOf, type FailRule } from './soak-ladder.js';
import { isGreenCheckpoint, type Checkpoint } from './soak-report.js';

function failedOf({ checks = [] }: OpsOutcome): readonly string[] {
  return checks
    .filter(({ ok, severity }) => !ok && severity === 'error')
    .map(({ id, detail }) => (detail === '' ? id : `${id}: ${detail}`));
}

/** Looks at everything time and again, and remembers what a report needs. */
export class SoakWatch {
  readonly #context: OpsContext;
  readonly #rule: FailRule;
  readonly #startedMs: number;
  readonly #checkpoints: Checkpoint[] = [];
  readonly #lines = new Map<string, SoakIndexLine>();
  readonly #missedByRun = new Map<string, { readonly first: number; readonly last: number }>();

  #intervalMs: number;

  constructor(context: OpsContext, rule: FailRule) {
    this.#context = context;
    this.#intervalMs = context.settings.intervalMs;
    this.#rule = rule;
    this.#startedMs = context.clock.now();
  }

  /** Of the supervisor that was seen last. */
  get intervalMs(): number {
    return this.#intervalMs;
  }

  get checkpoints(): readonly Checkpoint[] {
    return this.#checkpoints;
  }

  /** Lines of the index that ended since the soak began, oldest first. */
  get lines(): readonly SoakIndexLine[] {
    return [...this.#lines.values()];
  }

  /** Names of the runs that were seen, oldest first. */
  get runs(): readonly string[] {
    return [...this.#missedByRun.keys()].sort();
  }

  /** Slots that were missed since the first look; of a run that began later, all of them. */
  get missed(): number {
    let missed = 0;
    for (const { first, last } of this.#missedByRun.values()) missed += last - first;
    return missed;
  }

  /** One checkpoint: health, metrics and green light of one and the same look. */
  async look(): Promise<Checkpoint> {
    const { clock, settings } = this.#context;
    const state = await gatherLiveState(this.#context);
    this.#remember(state);
    const health = healthOutcome(state, settings);
    const greenlight = greenlightOutcome(state, settings);
    const { alerts } = judgeMetrics(state, settings);
    const seen: Checkpoint = {
      at: formatInstant(clock.now()),
      health: health.ok,
      metrics: alerts.length === 0,
      greenlight: greenlight.ok,
      alive: state.supervisor.isAlive,
      alerts,
      reasons: [...new Set([...failedOf(health), ...failedOf(greenlight)])],
      rung: 'none',
    };
    const history = [...this.#checkpoints, seen].map(isGreenCheckpoint);
    const checkpoint: Checkpoint = { ...seen, rung: rungOf(history, this.#rule) };
    this.#checkpoints.push(checkpoint);
    return checkpoint;
  }

  #remember({ run, recent, missedTicks, intervalMs }: LiveState): void {
    this.#intervalMs = intervalMs;
    if (run === null) return;
    const isFirst = this.#checkpoints.length === 0;
    const known = this.#missedByRun.get(run.name);
    this.#missedByRun.set(run.name, {
      first: known?.first ?? (isFirst ? missedTicks : 0),
      last: missedTicks,
    });
    for (const line of recent) {
      if (Date.parse(line.ts) >= this.#startedMs) this.#lines.set(`${run.name}/${line.seq}`, line);
    }
  }
}
