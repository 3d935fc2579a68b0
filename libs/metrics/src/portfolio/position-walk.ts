/** When a trade opened and closed; what walking trades by time needs. */
export interface TimedTrade {
  readonly entryTime: number;
  readonly exitTime: number;
}

const EXIT = 0;
const ENTRY = 1;
const SAME_INSTANT_EXIT = 2;

/** An entry or an exit; `trade` is the index of the given trade. */
export interface PositionStep {
  readonly time: number;
  readonly isEntry: boolean;
  readonly trade: number;
}

/**
 * All entries and exits by time, then in the order of the list. At one instant exits come before entries,
 * so a switch is no overlap; a trade that opens and closes in one bar opens before it closes.
 */
export function positionSteps(trades: readonly TimedTrade[]): readonly PositionStep[] {
  const all: (PositionStep & { readonly kind: number })[] = [];
  trades.forEach(({ entryTime, exitTime }, trade) => {
    all.push({ time: entryTime, kind: ENTRY, isEntry: true, trade });
    const kind = exitTime > entryTime ? EXIT : SAME_INSTANT_EXIT;
    all.push({ time: Math.max(exitTime, entryTime), kind, isEntry: false, trade });
  });
  return all.sort((a, b) => a.time - b.time || a.kind - b.kind || a.trade - b.trade);
}
