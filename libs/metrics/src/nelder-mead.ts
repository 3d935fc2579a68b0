/** Where a search ended. */
export interface Minimum {
  readonly at: readonly number[];
  readonly value: number;
  /** False when the steps ran out before the simplex was small. */
  readonly converged: boolean;
}

const TOLERANCE = 1e-4;
const STEPS_PER_DIMENSION = 200;
const FIRST_STEP = 0.05;
const FIRST_STEP_FROM_ZERO = 0.00025;

interface Corner {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Minimises a function without derivatives: reflection 1, expansion 2, contraction ½, shrinking ½, the
 * first simplex five percent around `start`; done when all corners are within 1e-4 of the best, in place
 * and in value. Source: Nelder and Mead 1965, with the conventions of SciPy's `minimize`.
 */
export function nelderMead(
  evaluate: (at: readonly number[]) => number,
  start: readonly number[],
): Minimum {
  const cornerAt = (at: readonly number[]): Corner => ({ at, value: evaluate(at) });
  const first = start.map((_, axis) =>
    start.map((x, i) => (i !== axis ? x : x === 0 ? FIRST_STEP_FROM_ZERO : x + x * FIRST_STEP)),
  );
  let simplex = sorted([start, ...first].map(cornerAt));
  for (let step = 0; step < start.length * STEPS_PER_DIMENSION; step++) {
    const [best] = simplex as [Corner];
    if (isSmall(simplex, best)) return { ...best, converged: true };
    const kept = simplex.slice(0, -1);
    const worst = simplex.at(-1) as Corner;
    const centre = start.map(
      (_, i) => kept.reduce((sum, { at }) => sum + (at[i] ?? 0), 0) / kept.length,
    );
    // The point at `factor` times the way from the worst corner through the centre.
    const along = (factor: number): Corner =>
      cornerAt(centre.map((x, i) => (1 + factor) * x - factor * (worst.at[i] ?? 0)));
    const next = replacement(along, best, kept.at(-1) as Corner, worst);
    simplex = sorted(
      next
        ? [...kept, next]
        : [best, ...simplex.slice(1).map(({ at }) => cornerAt(halfway(best.at, at)))],
    );
  }
  return { ...(simplex[0] as Corner), converged: false };
}

/** What takes the worst corner's place; undefined when the simplex must shrink. */
function replacement(
  along: (factor: number) => Corner,
  best: Corner,
  secondWorst: Corner,
  worst: Corner,
): Corner | undefined {
  const reflected = along(1);
  if (reflected.value < best.value) {
    const expanded = along(2);
    return expanded.value < reflected.value ? expanded : reflected;
  }
  if (reflected.value < secondWorst.value) return reflected;
  if (reflected.value < worst.value) {
    const outside = along(0.5);
    return outside.value <= reflected.value ? outside : undefined;
  }
  const inside = along(-0.5);
  return inside.value < worst.value ? inside : undefined;
}

function sorted(simplex: readonly Corner[]): readonly Corner[] {
  return [...simplex].sort((a, b) => a.value - b.value);
}

function halfway(best: readonly number[], at: readonly number[]): readonly number[] {
  return best.map((x, i) => x + 0.5 * ((at[i] ?? 0) - x));
}

function isSmall(simplex: readonly Corner[], best: Corner): boolean {
  return simplex.every(
    ({ at, value }) =>
      Math.abs(value - best.value) <= TOLERANCE &&
      at.every((x, i) => Math.abs(x - (best.at[i] ?? 0)) <= TOLERANCE),
  );
}
