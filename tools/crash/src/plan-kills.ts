import { seededRandom } from '@assay/core';
import { killPoints, shuffled, type KillPoints } from './choose-kills.js';
import type { KillPlan, KillPoint } from './kill-point.js';
import type { Step } from './trace.js';

/** What is known of a scenario before anything is killed. */
export interface Killable {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly spanMs: number;
  /** Its commits are those of another scenario. */
  readonly isVariant: boolean;
}

/** A kill of one scenario. */
export interface PlannedKill {
  readonly scenario: string;
  readonly plan: KillPlan;
}

/** Of the kills that were asked for, the share that is drawn at least, whatever is killed always. */
const DRAWN_SHARE = 0.3;
/** Shares of what is drawn: instants, renames; the rest is other steps. */
const INSTANT_SHARE = 0.4;
const RENAME_SHARE = 0.3;
const INSTANTS_MAX = 200;
/** One of this many kills is followed by another one, of the process that recovers. */
const SECOND_EVERY = 4;
/** One of this many by so many more, each a little further. */
const SERIES_EVERY = 20;
const SERIES_KILLS = 5;
/** A recovering process is killed within its first steps: later ones are those of any other process. */
const SECOND_STEPS_MAX = 60;
/** Every fourth kill at an instant is a signal that the process may answer. */
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGKILL', 'SIGINT'] as const;

/**
 * Decides what is killed. The kills that `killPoints` calls `always` however few were asked for; then
 * as many more, drawn from all other steps and from instants: a share of them in any case. `'all'`:
 * every step there is, and some instants. In an order of chance, so that a campaign that is cut short has seen something of everything.
 */
export function planKills(
  scenarios: readonly Killable[],
  kills: number | 'all',
  seed: number,
): readonly PlannedKill[] {
  const random = seededRandom(`kills ${seed}`);
  const known = new Set<string>();
  const pools = { always: [], renames: [], others: [] } as Record<keyof KillPoints, PlannedKill[]>;
  for (const { name, steps, isVariant } of scenarios) {
    const points = killPoints(steps, known, isVariant);
    for (const pool of ['always', 'renames', 'others'] as const) {
      pools[pool].push(
        ...points[pool].map((first) => ({ scenario: name, plan: { first, again: [] } })),
      );
    }
  }
  const { always } = pools;
  const renames = shuffled(pools.renames, random);
  const others = shuffled(pools.others, random);
  const room = kills === 'all' ? Infinity : drawnOf(kills, always.length);
  const instants = Math.ceil(Math.min(room, INSTANTS_MAX / INSTANT_SHARE) * INSTANT_SHARE);
  const chosenRenames = renames.slice(0, Math.ceil(room * RENAME_SHARE));
  const chosen = [
    ...always,
    ...drawInstants(scenarios, instants, random),
    ...chosenRenames,
    ...others.slice(0, Math.max(0, room - instants - chosenRenames.length)),
  ];
  return shuffled(chosen, random).map((kill, index) =>
    index % SECOND_EVERY === 0
      ? { ...kill, plan: struckAgain(kill.plan, index % SERIES_EVERY === 0, random) }
      : kill,
  );
}

function drawnOf(kills: number, always: number): number {
  return Math.max(kills - always, Math.ceil(kills * DRAWN_SHARE));
}

/** Longer scenarios get more of them. */
function drawInstants(
  scenarios: readonly Killable[],
  count: number,
  random: () => number,
): readonly PlannedKill[] {
  const total = scenarios.reduce((sum, { spanMs }) => sum + spanMs, 0);
  return Array.from({ length: count }, (_, index) => {
    let left = random() * total;
    const scenario = scenarios.find(({ spanMs }) => (left -= spanMs) < 0) ?? scenarios[0];
    if (!scenario) throw new Error('no scenario to kill');
    const afterMs = Math.round(random() * scenario.spanMs);
    const signal = SIGNALS[index % SIGNALS.length] ?? 'SIGKILL';
    return {
      scenario: scenario.name,
      plan: { first: { kind: 'instant', afterMs, signal }, again: [] },
    };
  });
}

function struckAgain({ first }: KillPlan, isSeries: boolean, random: () => number): KillPlan {
  const again = Array.from({ length: isSeries ? SERIES_KILLS : 1 }, (_, index): KillPoint => {
    const step = 1 + Math.floor(random() * SECOND_STEPS_MAX) + index * SECOND_STEPS_MAX;
    return { kind: 'step', thread: 'main', step, how: 'before' };
  });
  return { first, again };
}
