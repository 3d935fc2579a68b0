/** What an account held, in closed trades alone, around the exit of a trade. */
export interface SettledEquity {
  readonly before: number;
  readonly after: number;
}

/**
 * Capital plus the net of all trades closed before, and with it. In the order of the given trades;
 * counted in order of exit, trades that close at one instant in the order given.
 */
export function settledEquity(
  trades: readonly { readonly exitTime: number; readonly net: number }[],
  capital: number,
): readonly SettledEquity[] {
  const byExit = trades.map((_, place) => place);
  const exitOf = (place: number): number => trades[place]?.exitTime ?? NaN;
  byExit.sort((a, b) => exitOf(a) - exitOf(b) || a - b);
  const settled = new Array<SettledEquity>(trades.length);
  let before = capital;
  for (const place of byExit) {
    const after = before + (trades[place]?.net ?? NaN);
    settled[place] = { before, after };
    before = after;
  }
  return settled;
}
