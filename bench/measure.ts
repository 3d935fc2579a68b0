/** What a bench says of itself, in the units of each name; `ratio` is in all of them. */
export type Figures = Readonly<Record<string, number | string | boolean>> & {
  /** The job's shortest round over that of its yardstick, in the same process. Smaller is better. */
  readonly ratio: number;
};

/** Shortest rounds of a job and of what it is compared with, in milliseconds. */
export interface Turns {
  readonly job: number;
  readonly yardstick: number;
  /** `job` ÷ `yardstick`. */
  readonly ratio: number;
}

async function timed(work: () => unknown): Promise<number> {
  const begin = process.hrtime.bigint();
  const done = await work();
  const ms = Number(process.hrtime.bigint() - begin) / 1e6;
  // Also keeps the compiler from leaving out work that nobody looks at.
  if (done === undefined || Number.isNaN(done)) throw new Error('A bench computed nothing.');
  return ms;
}

/** A round that is shorter by less than this share has found nothing new. */
const NEWS = 0.01;

/**
 * Runs a job and its yardstick in turns, so that a neighbour on the machine hits both, and takes the
 * shortest round of each. Both must return something that depends on all they did.
 *
 * @param rounds - At least 15 for loops of milliseconds; fewer for what takes seconds. It goes on until
 *   so many rounds in a row brought nothing new: on a busy machine a long job needs more luck than its
 *   short yardstick to run undisturbed, and too few rounds would make the ratio worse than it is.
 * @param most - Where it stops even so.
 */
export async function inTurns(
  rounds: number,
  job: () => unknown,
  yardstick: () => unknown,
  most = 4 * rounds,
): Promise<Turns> {
  let ofJob = Infinity;
  let ofYardstick = Infinity;
  for (let round = 0, quiet = 0; round < most && quiet < rounds; round += 1) {
    const [nextJob, nextYardstick] = [await timed(job), await timed(yardstick)];
    const isNews = nextJob < ofJob * (1 - NEWS) || nextYardstick < ofYardstick * (1 - NEWS);
    quiet = isNews ? 0 : quiet + 1;
    ofJob = Math.min(ofJob, nextJob);
    ofYardstick = Math.min(ofYardstick, nextYardstick);
  }
  return { job: ofJob, yardstick: ofYardstick, ratio: ofJob / ofYardstick };
}

/** Shortest of the rounds of a job that is compared with nothing, in milliseconds. */
export async function shortest(rounds: number, job: () => unknown): Promise<number> {
  let best = Infinity;
  for (let round = 0; round < rounds; round += 1) best = Math.min(best, await timed(job));
  return best;
}

/** Milliseconds of a round as nanoseconds for each bar. */
export function nsPerBar(ms: number, bars: number): number {
  return rounded((ms * 1e6) / bars);
}

/** Two decimals: more is noise. */
export function rounded(value: number): number {
  return Number(value.toFixed(2));
}

/** The most memory that this process has had so far, in MB. */
export function peakRssMb(): number {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}
