import type { KillPoint } from './kill-point.js';
import { isCommit, type Step } from './trace.js';

/** Steps that change no byte that a later process could read: killing around them is one case. */
const SILENT = new Set(['fsync', 'fdatasync', 'fchmod']);

function before(step: Step): KillPoint {
  return { kind: 'step', thread: step.thread, step: step.step, how: 'before' };
}

function key(point: KillPoint): string {
  return point.kind === 'step' ? `${point.thread}:${point.step}:${point.how}` : '';
}

/** Each once; threads of one kind share their numbers. */
function unique(points: readonly KillPoint[]): readonly KillPoint[] {
  return [...new Map(points.map((point) => [key(point), point])).values()];
}

/** In front of steps, and in front of those after them in their threads, which is behind them. */
function around(steps: readonly Step[], meant: readonly Step[]): readonly KillPoint[] {
  const known = new Map(steps.map((step) => [`${step.thread} ${step.step}`, step]));
  return meant.flatMap((step) => {
    const next = known.get(`${step.thread} ${step.step + 1}`);
    return next ? [before(step), before(next)] : [before(step)];
  });
}

/** What a rename does, whatever the run and the file: the folder that it works in. */
function kindOf({ target }: Step): string {
  return target.replaceAll(/[0-9a-f]{16,64}/g, 'ID').replace(/[^/]*$/, '');
}

/** The first and the last rename of each kind that is not yet known; makes them known. */
function edges(steps: readonly Step[], known: Set<string>): readonly Step[] {
  const firsts = new Map<string, Step>();
  const lasts = new Map<string, Step>();
  for (const step of steps.filter(({ name }) => name === 'rename')) {
    const kind = kindOf(step);
    if (known.has(kind)) continue;
    if (!firsts.has(kind)) firsts.set(kind, step);
    lasts.set(kind, step);
  }
  for (const kind of firsts.keys()) known.add(kind);
  return [...firsts.values(), ...lasts.values()];
}

/** Where a process can be killed and leave something different. */
export interface KillPoints {
  /** Killed there in every campaign. */
  readonly always: readonly KillPoint[];
  /** Around the other renames. */
  readonly renames: readonly KillPoint[];
  /** In front of every other step that changes something, and in the middle of every write. */
  readonly others: readonly KillPoint[];
}

/**
 * Sorts all places of a trace. Always: in front of and behind every commit of the ledger (unless they
 * are the commits of another scenario, `isVariant`), and the first and the last rename of each kind
 * that is not in `knownKinds`, which grows.
 */
export function killPoints(
  steps: readonly Step[],
  knownKinds: Set<string>,
  isVariant: boolean,
): KillPoints {
  const taken = new Set<string>();
  const fresh = (points: readonly KillPoint[]): readonly KillPoint[] => {
    const left = unique(points).filter((point) => !taken.has(key(point)));
    for (const point of left) taken.add(key(point));
    return left;
  };
  const commits = isVariant ? [] : steps.filter(isCommit);
  const always = fresh(around(steps, [...commits, ...edges(steps, knownKinds)]));
  const renames = fresh(
    around(
      steps,
      steps.filter(({ name }) => name === 'rename'),
    ),
  );
  const loud = steps.filter(({ name }) => !SILENT.has(name));
  const torn = steps.flatMap((step): readonly KillPoint[] =>
    step.name === 'write'
      ? [{ kind: 'step', thread: step.thread, step: step.step, how: 'torn' }]
      : [],
  );
  return { always, renames, others: fresh([...loud.map(before), ...torn]) };
}

/** Draws without replacement, in an order that the numbers decide. */
export function shuffled<T>(values: readonly T[], random: () => number): readonly T[] {
  const left = [...values];
  const drawn: T[] = [];
  while (left.length > 0) {
    drawn.push(...left.splice(Math.floor(random() * left.length), 1));
  }
  return drawn;
}
