/** What walking positions by time needs of a trade. */
export interface PositionPart {
  /** Place of the run; positions are counted for each run. */
  readonly run: number;
  readonly position: number;
  readonly entryTime: number;
  readonly exitTime: number;
}

const EXIT = 0;
const ENTRY = 1;
const SAME_INSTANT_EXIT = 2;

/** A position that opens, as the trades it will leave in, or one of these trades that leaves. */
export type PositionStep =
  | { readonly time: number; readonly isEntry: true; readonly trades: readonly number[] }
  | {
      readonly time: number;
      readonly isEntry: false;
      readonly trade: number;
      /** True when nothing of the position stays open. */
      readonly isLast: boolean;
    };

/**
 * All entries and exits by time, then in the order of the list; trades are indices of it. Parts of one
 * position enter as one. At one instant exits come before entries, so a switch is no overlap; a trade
 * that opens and closes in one bar opens before it closes.
 */
export function positionSteps(trades: readonly PositionPart[]): readonly PositionStep[] {
  const positions = new Map<string, number[]>();
  trades.forEach(({ run, position }, trade) => {
    const key = `${run}/${position}`;
    const parts = positions.get(key);
    if (parts) parts.push(trade);
    else positions.set(key, [trade]);
  });
  const all: { readonly kind: number; readonly at: number; readonly step: PositionStep }[] = [];
  for (const parts of positions.values()) {
    const first = parts[0] as number;
    const { entryTime: time } = trades[first] as PositionPart;
    all.push({ kind: ENTRY, at: first, step: { time, isEntry: true, trades: parts } });
    const lastExit = lastOf(parts, trades);
    for (const trade of parts) {
      const { exitTime } = trades[trade] as PositionPart;
      const kind = exitTime > time ? EXIT : SAME_INSTANT_EXIT;
      const isLast = trade === lastExit;
      all.push({
        kind,
        at: trade,
        step: { time: Math.max(exitTime, time), isEntry: false, trade, isLast },
      });
    }
  }
  return all
    .sort((a, b) => a.step.time - b.step.time || a.kind - b.kind || a.at - b.at)
    .map(({ step }) => step);
}

/** The part that leaves last; of several at one instant the one that stands last. */
function lastOf(parts: readonly number[], trades: readonly PositionPart[]): number {
  const exitOf = (trade: number): number => (trades[trade] as PositionPart).exitTime;
  return parts.reduce((last, trade) => (exitOf(trade) >= exitOf(last) ? trade : last));
}
