import type { LedgerEvent } from './ledger-events.js';

/** Where an event stands in the log. */
export interface EventPlace {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
}

/** The events of one type. */
export type EventOf<T extends LedgerEvent['type']> = Extract<LedgerEvent, { readonly type: T }>;
