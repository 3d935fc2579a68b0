/** A limit that a number of the portfolio is held against. */
export interface PolicyThreshold {
  /** Id of the number. */
  readonly metric: string;
  /** Exclusive; at least one of the three is stated. */
  readonly above?: number | undefined;
  readonly at_least?: number | undefined;
  readonly at_most?: number | undefined;
  /** Earned by passing; 1 unless stated. */
  readonly points?: number | undefined;
  /** Failing it gives the last verdict, whatever the score. */
  readonly required?: boolean | undefined;
}

/** A verdict from so many points on. */
export interface PolicyVerdict {
  readonly verdict: string;
  readonly at_least_points: number;
  /** What it means, for the reader. */
  readonly meaning: string;
}

/** A threshold with what was measured. */
export interface ThresholdResult extends PolicyThreshold {
  readonly points: number;
  readonly required: boolean;
  /** Null for a number without a value: it does not pass. */
  readonly measured: number | null;
  readonly passed: boolean;
}

/** A portfolio held against a policy. */
export interface Judgement {
  readonly verdict: string;
  readonly meaning: string;
  readonly score: number;
  /** Points that could be earned. */
  readonly of: number;
  readonly thresholds: readonly ThresholdResult[];
}

/**
 * Holds numbers against thresholds; `at_least` and `at_most` include their bounds. Verdicts stand from the most points to the fewest;
 * the last one needs none.
 * @throws Error for a threshold on a number that does not exist.
 */
export function judgePortfolio(
  policy: {
    readonly thresholds: readonly PolicyThreshold[];
    readonly verdicts: readonly PolicyVerdict[];
  },
  values: Readonly<Record<string, number | null>>,
): Judgement {
  const thresholds = policy.thresholds.map((threshold): ThresholdResult => {
    const measured = values[threshold.metric];
    if (measured === undefined) throw new Error(`no number is called ${threshold.metric}`);
    const { above = -Infinity, at_least = -Infinity, at_most = Infinity } = threshold;
    const { points = 1, required = false } = threshold;
    const passed =
      measured !== null && measured > above && measured >= at_least && measured <= at_most;
    return { ...threshold, points, required, measured, passed };
  });
  const points = (list: readonly ThresholdResult[]): number =>
    list.reduce((sum, threshold) => sum + threshold.points, 0);
  const score = points(thresholds.filter(({ passed }) => passed));
  const held = thresholds.every(({ passed, required }) => passed || !required);
  const last = policy.verdicts.at(-1);
  const earned = held
    ? policy.verdicts.find(({ at_least_points }) => score >= at_least_points)
    : last;
  const { verdict = '', meaning = '' } = earned ?? last ?? {};
  return { verdict, meaning, score, of: points(thresholds), thresholds };
}
