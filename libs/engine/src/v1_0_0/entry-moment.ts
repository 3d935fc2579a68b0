/**
 * How a position was entered, seen from its entry bar: at the open (the whole bar follows), by a
 * stop or limit order inside the bar (part of it follows), or at the close (none of it follows).
 */
export type EntryMoment = 'open' | 'stop' | 'limit' | 'close';
