/** What cuts are chosen from; bars are indices from the first warm-up bar. */
export interface CutRequest {
  /** Bars of the full run. */
  readonly length: number;
  /** First bar that may trade. */
  readonly firstBar: number;
  /** Bars at whose close the full run decided to enter; ascending. */
  readonly signalBars: readonly number[];
  /** Bars at which the full run left a position or decided to; ascending. */
  readonly exitBars: readonly number[];
  /** Prefixes to be tried; 64 unless stated. */
  readonly total?: number;
}

const CUTS_TOTAL = 64;

/**
 * Chooses the prefix lengths of the look-ahead proof, ascending and without repetition: half of them
 * end with a signal bar, a quarter with an exit bar, the rest lie evenly between first bar and end;
 * more even ones when there are fewer signals or exits. Cuts right after decisions find what even
 * ones miss: a decision that peeks at the next bar differs only when that bar is not there.
 */
export function planCuts(request: CutRequest): number[] {
  const total = request.total ?? CUTS_TOTAL;
  const least = Math.max(1, request.firstBar + 1);
  const most = request.length - 1;
  if (most < least || total < 1) return [];
  const isUsable = (cut: number): boolean => cut >= least && cut <= most;
  const chosen = new Set<number>();
  const after = (bars: readonly number[]): number[] =>
    [...new Set(bars.map((bar) => bar + 1))].filter(isUsable);
  addSpread(chosen, after(request.signalBars), Math.floor(total / 2));
  addSpread(chosen, after(request.exitBars), Math.floor(total / 4));
  const wanted = Math.min(total, most - least + 1);
  addEven(chosen, least, most, wanted);
  return [...chosen].sort((a, b) => a - b);
}

/** Adds up to `count` of the candidates, spread over the whole list, its last one included. */
function addSpread(chosen: Set<number>, candidates: readonly number[], count: number): void {
  const fresh = candidates.filter((cut) => !chosen.has(cut));
  const taken = Math.min(count, fresh.length);
  for (let k = 1; k <= taken; k += 1) {
    const cut = fresh[Math.floor((k * fresh.length) / taken) - 1];
    if (cut !== undefined) chosen.add(cut);
  }
}

/** Fills up to `wanted` cuts at even distances; a place that is taken moves on to the next free one. */
function addEven(chosen: Set<number>, least: number, most: number, wanted: number): void {
  const missing = wanted - chosen.size;
  const span = most - least + 1;
  for (let k = 0; k < missing; k += 1) {
    let cut = least + Math.floor(((k + 1) * span) / (missing + 1));
    while (chosen.has(cut)) cut = cut >= most ? least : cut + 1;
    chosen.add(cut);
  }
}
