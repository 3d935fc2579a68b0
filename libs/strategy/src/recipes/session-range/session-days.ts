import type { Session } from '../../contract/context.js';

/** The session of one local day: instants in ms UTC, and what its bars have shown. */
export interface SessionDay {
  readonly from: number;
  readonly until: number;
  readonly windowStart: number;
  readonly windowEnd: number;
  /** From here on the range can be broken: it is final. */
  readonly finalAt: number;
  readonly placeAt: number;
  readonly expireAt: number;
  /** The first bar that ends at or after `placeAt`; −1 while it is not known. */
  placementBar: number;
  /** True once the range of the current bars is known. */
  isMeasured: boolean;
  /** NaN when the window has no bar. */
  high: number;
  low: number;
  isHighBroken: boolean;
  isLowBroken: boolean;
}

/** The declared times, minutes after local midnight. */
export interface SessionClock {
  readonly barMs: number;
  readonly windowStart: number;
  readonly windowEnd: number;
  /** 1 for a window that began the evening before. */
  readonly daysBefore: number;
  readonly includeEndBar: boolean;
  readonly freezeAt: number;
  readonly placeAt: number;
  /** Bars that open at or after this fill no order; unless it lies before the placement. */
  readonly exitAt: number;
}

/** Lays out the session of the local day in which the current bar opens. */
function layOut(clock: SessionClock, session: Session): SessionDay {
  const windowEnd = session.instantOf(clock.windowEnd);
  const measured = clock.includeEndBar ? windowEnd + clock.barMs : windowEnd;
  const finalAt = Math.max(measured, session.instantOf(clock.freezeAt));
  const placeAt = Math.max(session.instantOf(clock.placeAt), finalAt);
  const exitAt = session.instantOf(clock.exitAt);
  const until = session.instantOf(0, 1);
  return {
    from: session.instantOf(0),
    until,
    windowStart: session.instantOf(clock.windowStart, -clock.daysBefore),
    windowEnd,
    finalAt,
    placeAt,
    expireAt: exitAt > placeAt ? exitAt : until,
    placementBar: -1,
    isMeasured: false,
    high: NaN,
    low: NaN,
    isHighBroken: false,
    isLowBroken: false,
  };
}

/**
 * The days of one session zone in order of time. Their instants are laid out once and kept, because they
 * follow from the zone alone; what their bars have shown is forgotten when the bars become others.
 * No class: each instance of a strategy would have one of its own, for which its code is compiled anew.
 */
export interface SessionDays {
  readonly clock: SessionClock;
  readonly list: SessionDay[];
  /** Where the day of the last question lies; −1 before the first. */
  place: number;
}

/** No day yet. */
export function sessionDays(clock: SessionClock): SessionDays {
  return { clock, list: [], place: -1 };
}

/** Forgets everything that came from bars. */
export function forgetBars(days: SessionDays): void {
  days.place = -1;
  for (const day of days.list) {
    day.placementBar = -1;
    day.isMeasured = false;
  }
}

/** The day in which the current bar opens; `time` is the instant at which it does. */
export function dayAt(days: SessionDays, time: number, session: Session): SessionDay {
  const last = days.list[days.place];
  return last !== undefined && time >= last.from && time < last.until
    ? last
    : nextDay(days, time, session);
}

function nextDay(days: SessionDays, time: number, session: Session): SessionDay {
  const { list, clock } = days;
  const last = list[days.place];
  let place = last !== undefined && time < last.from ? 0 : days.place + 1;
  while (place < list.length && (list[place] as SessionDay).until <= time) place += 1;
  const known = list[place];
  if (known !== undefined && time >= known.from) {
    days.place = place;
    return known;
  }
  const day = layOut(clock, session);
  // A day that its own bar does not lie in would be laid out at every bar of it.
  if (time < day.from || time >= day.until) return day;
  list.splice(place, 0, day);
  days.place = place;
  return day;
}
