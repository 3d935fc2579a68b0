/** `--fail 3/5`: so many red checkpoints among so many of the last. */
export interface FailRule {
  readonly fails: number;
  readonly of: number;
}

/** What a soak does about red checkpoints; every rung includes the ones below it. */
export type Rung = 'none' | 'warn' | 'snapshot' | 'stop';

/** Reads `K/N`; undefined when it is none, or one that could never be met. */
export function parseFailRule(text: string): FailRule | undefined {
  const match = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(text);
  const rule = { fails: Number(match?.[1]), of: Number(match?.[2]) };
  return match && rule.fails <= rule.of ? rule : undefined;
}

/**
 * The rung for a history of checkpoints: a first red one is worth a warning, half of what the rule
 * allows a picture, all of it the end. One bad moment never ends a soak unless the rule says so.
 *
 * @param green - Whether each checkpoint was green, oldest first.
 */
export function rungOf(green: readonly boolean[], { fails, of }: FailRule): Rung {
  const red = green.slice(-of).filter((one) => !one).length;
  if (red >= fails) return 'stop';
  if (red === 0) return 'none';
  return red >= Math.max(2, Math.ceil(fails / 2)) ? 'snapshot' : 'warn';
}
