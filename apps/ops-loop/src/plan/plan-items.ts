import { AssayError } from '@assay/core';

/** One line of `plan.ndjson`; the state of an item is that of its last line. */
export interface PlanEvent {
  readonly ts: string;
  readonly act: 'open' | 'close' | 'park';
  readonly item: string;
  readonly reason: string;
}

/** An item with its last word. */
export interface PlanItem {
  readonly item: string;
  readonly state: 'open' | 'closed' | 'parked';
  readonly since: string;
  readonly reason: string;
}

const STATES = { open: 'open', close: 'closed', park: 'parked' } as const;
/** What may follow what; an item that nobody opened has no state. */
const MAY_FOLLOW: Readonly<Record<PlanEvent['act'], readonly (PlanItem['state'] | undefined)[]>> = {
  open: [undefined, 'closed', 'parked'],
  close: ['open', 'parked'],
  park: ['open'],
};

function isEvent(value: unknown): value is PlanEvent {
  if (typeof value !== 'object' || value === null) return false;
  const { ts, act, item, reason } = value as Partial<Record<keyof PlanEvent, unknown>>;
  const isText = [ts, item, reason].every((one) => typeof one === 'string');
  return isText && typeof act === 'string' && Object.hasOwn(STATES, act);
}

/**
 * Reads the events of a plan.
 *
 * @throws AssayError OPS_RECORD_INVALID with the line that is none.
 */
export function parsePlan(file: string, text: string): readonly PlanEvent[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line, index) => {
      const value = parseJson(line);
      if (isEvent(value)) return value;
      throw new AssayError('OPS_RECORD_INVALID', 'a line of the plan is no event', {
        place: { file, line: index + 1 },
        found: line.slice(0, 120),
        expected: '{ts, act: open | close | park, item, reason}',
      });
    });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The items of a plan, in the order in which they were first opened. */
export function foldPlan(events: readonly PlanEvent[]): readonly PlanItem[] {
  const items = new Map<string, PlanItem>();
  for (const { ts, act, item, reason } of events) {
    items.set(item, { item, state: STATES[act], since: ts, reason });
  }
  return [...items.values()];
}

/**
 * Adds an event.
 *
 * @throws AssayError PLAN_ITEM_UNKNOWN when the item cannot be closed or parked, USAGE when it is open.
 */
export function addToPlan(events: readonly PlanEvent[], event: PlanEvent): readonly PlanEvent[] {
  const items = foldPlan(events);
  const state = items.find(({ item }) => item === event.item)?.state;
  if (MAY_FOLLOW[event.act].includes(state)) return [...events, event];
  const code = event.act === 'open' ? 'USAGE' : 'PLAN_ITEM_UNKNOWN';
  const open = items.filter((one) => one.state === 'open').map(({ item }) => item);
  throw new AssayError(
    code,
    `this item cannot be ${event.act === 'open' ? 'opened' : STATES[event.act]}`,
    {
      found: `${event.item}: ${state ?? 'never opened'}`,
      expected: event.act === 'open' ? 'a new item' : `an open item: ${open.join(', ') || 'none'}`,
    },
  );
}
