import { SIGNAL, SignalList, type SignalTable } from '../../contract/signals.js';
import { LONGS, SHORTS, type SignalColumns, type SignalPlan } from './signal-logic.js';

/** The bars at which the columns of `signalColumns` say something. */
export function signalTable(
  plan: SignalPlan,
  { signal, leave }: SignalColumns,
  symbol: string,
): SignalTable {
  const found = new SignalList(plan.reverses);
  const isInverse = plan.inverted.includes(symbol.toUpperCase());
  const long = plan.takesLong ? SIGNAL.enterLong : 0;
  const short = plan.takesShort ? SIGNAL.enterShort : 0;
  const [up, down] = isInverse ? [short, long] : [long, short];
  const [ups, downs] = isInverse
    ? [SIGNAL.leaveShort, SIGNAL.leaveLong]
    : [SIGNAL.leaveLong, SIGNAL.leaveShort];
  for (let i = 0; i < signal.length; i += 1) {
    const now = signal[i] as number;
    const ends = leave[i] as number;
    const bits =
      (now === 1 ? up : now === -1 ? down : 0) |
      ((ends & LONGS) !== 0 ? ups : 0) |
      ((ends & SHORTS) !== 0 ? downs : 0);
    if (bits !== 0) found.add(i, bits);
  }
  return found;
}
