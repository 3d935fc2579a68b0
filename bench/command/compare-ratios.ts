/** What a comparison needs of a bench. */
export interface Ratio {
  readonly name: string;
  /** Smaller is better. */
  readonly ratio: number;
  /** Which bars it read, where that depends on the machine. */
  readonly data?: string;
}

/**
 * `worse` and `missing` fail. `other-data` cannot be compared: one of the two had real bars. `new` has
 * no baseline yet.
 */
export type Verdict = 'same' | 'better' | 'worse' | 'missing' | 'new' | 'other-data';

/** A bench beside its baseline. */
export interface Comparison {
  readonly name: string;
  readonly verdict: Verdict;
  readonly baseline?: number;
  readonly measured?: number;
  /** 0.2 = a fifth worse; only where both ratios are there and comparable. */
  readonly change?: number;
}

/** A ratio may be this much worse: less is noise of the machine. */
export const TOLERANCE = 0.2;

/** A bench that looks worse is measured so many times more, and its best ratio counts. */
export const FURTHER_TRIES = 2;

function verdictOf(baseline: number, measured: number): Verdict {
  // Asked this way round, a ratio that is no number is worse.
  if (!(measured <= baseline * (1 + TOLERANCE))) return 'worse';
  return measured < baseline / (1 + TOLERANCE) ? 'better' : 'same';
}

function compareOne(name: string, baseline?: Ratio, measured?: Ratio): Comparison {
  const both = {
    name,
    ...(baseline && { baseline: baseline.ratio }),
    ...(measured && { measured: measured.ratio }),
  };
  if (!measured) return { ...both, verdict: 'missing' };
  if (!baseline) return { ...both, verdict: 'new' };
  if (baseline.data !== measured.data) return { ...both, verdict: 'other-data' };
  const verdict = verdictOf(baseline.ratio, measured.ratio);
  return { ...both, verdict, change: measured.ratio / baseline.ratio - 1 };
}

/** Compares measured ratios with a baseline: first what is in the baseline, in its order, then the rest. */
export function compareRatios(
  baseline: readonly Ratio[],
  measured: readonly Ratio[],
): readonly Comparison[] {
  const find = (list: readonly Ratio[], name: string): Ratio | undefined =>
    list.find((one) => one.name === name);
  const names = new Set([...baseline, ...measured].map(({ name }) => name));
  return [...names].map((name) => compareOne(name, find(baseline, name), find(measured, name)));
}

/** True when a comparison must fail the command. */
export function isRegression({ verdict }: Comparison): boolean {
  return verdict === 'worse' || verdict === 'missing';
}

/**
 * Measures again what looks worse, until it does not or the tries are used up; the best of all tries
 * stays.
 *
 * @returns The benches in the order given.
 */
export function settleNoise<T extends Ratio>(
  baseline: readonly Ratio[],
  measured: readonly T[],
  measure: (name: string) => T | undefined,
): readonly T[] {
  return measured.map((first) => {
    let best = first;
    for (let further = 0; further < FURTHER_TRIES; further += 1) {
      const isWorse = compareRatios(baseline, [best]).some(
        ({ name, verdict }) => name === first.name && verdict === 'worse',
      );
      if (!isWorse) break;
      const again = measure(first.name);
      if (again && (Number.isNaN(best.ratio) || again.ratio < best.ratio)) best = again;
    }
    return best;
  });
}
