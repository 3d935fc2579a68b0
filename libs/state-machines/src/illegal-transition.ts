/** A state change that a table does not allow. Nothing was changed. */
export interface IllegalTransition<State extends string = string> {
  readonly code: 'ILLEGAL_TRANSITION';
  readonly from: State;
  readonly to: State;
  /** What the table allows from there instead; empty for a terminal state. */
  readonly allowed: readonly State[];
}

/** One row of a lifecycle's table. */
export interface TransitionRow<State extends string> {
  readonly from: State;
  /** The only state that this one advances to; null for a terminal state. */
  readonly advanceTo: State | null;
  readonly mayFail: boolean;
  /** Why, where the row would surprise. */
  readonly remark: string;
}
