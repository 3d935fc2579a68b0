import type { Bars } from '@assay/core';
import type { StrategyContext } from '../contract/context.js';
import type { IndicatorColumns, StrategyDefinition } from '../contract/define-strategy.js';
import type { EntryDecision, ExitDecision } from '../contract/intents.js';
import { AccountTape } from './account-tape.js';
import { isSame, snapshotOf, type DecisionSnapshot } from './decision-snapshot.js';
import { TapedContext } from './taped-context.js';

const EXIT_ASKED = 1;
const EXIT_DECIDED = 2;
const ENTRY_ASKED = 4;
const ENTRY_DECIDED = 8;

/** True when a hook decided to do nothing. */
function isQuiet(decision: unknown): boolean {
  return decision === null || decision === undefined || decision === false;
}

/** Which hooks a run asked at each bar, what they decided, and what they saw of the account. */
export class DecisionTape {
  readonly account: AccountTape;
  /** Context of the engine; undefined while no hook has been asked. */
  live: StrategyContext | undefined;
  private readonly asked: Uint8Array;
  /** All decisions that are not quiet: the exit of a bar before its entry. */
  private readonly decisions: DecisionSnapshot[] = [];

  constructor(readonly length: number) {
    this.account = new AccountTape(length);
    this.asked = new Uint8Array(length);
  }

  recordExit(bar: number, decision: ExitDecision): void {
    this.record(bar, EXIT_ASKED, EXIT_DECIDED, decision);
  }

  recordEntry(bar: number, decision: EntryDecision): void {
    this.record(bar, ENTRY_ASKED, ENTRY_DECIDED, decision);
  }

  /** Asks a strategy again, bar by bar; ascending. */
  replay(strategy: StrategyDefinition, context: TapedContext): DecisionReplay {
    return new DecisionReplay(this.asked, this.decisions, strategy, context);
  }

  private record(bar: number, asked: number, decided: number, decision: unknown): void {
    const isDecided = !isQuiet(decision);
    this.asked[bar] = (this.asked[bar] ?? 0) | asked | (isDecided ? decided : 0);
    if (!isDecided) return;
    const before = this.decisions.at(-1);
    const oneBefore = this.decisions.at(-2);
    // Most decisions repeat one of the last two: kept once, they cost the garbage collector nothing.
    if (isSame(before, decision)) this.decisions.push(before);
    else if (isSame(oneBefore, decision)) this.decisions.push(oneBefore);
    else this.decisions.push(snapshotOf(decision));
  }
}

/** A strategy that is asked again what another instance was asked. */
export class DecisionReplay {
  private next = 0;

  constructor(
    private readonly asked: Uint8Array,
    private readonly decisions: readonly DecisionSnapshot[],
    private readonly strategy: StrategyDefinition,
    private readonly context: TapedContext,
  ) {}

  /**
   * The first bar of [from, until) at which the strategy decides something that is not on the tape;
   * `until` when there is none. Stretches must come in order, from the first bar that may trade.
   */
  firstDisagreement(from: number, until: number): number {
    const { asked } = this;
    for (let bar = from; bar < until; bar += 1) {
      const hooks = asked[bar] as number;
      if (hooks !== 0 && !this.agreesAt(bar, hooks)) return bar;
    }
    return until;
  }

  private agreesAt(bar: number, asked: number): boolean {
    const { context, strategy } = this;
    context.moveTo(bar);
    let agrees = true;
    if ((asked & EXIT_ASKED) !== 0) {
      const decision: unknown = strategy.checkExit(context);
      if ((asked & EXIT_DECIDED) !== 0) agrees = this.isNext(decision);
      else if (decision !== false && !isQuiet(decision)) agrees = false;
    }
    if ((asked & ENTRY_ASKED) !== 0) {
      const decision: unknown = strategy.checkEntry(context);
      if ((asked & ENTRY_DECIDED) !== 0) agrees = this.isNext(decision) && agrees;
      else if (decision !== null && !isQuiet(decision)) agrees = false;
    }
    return agrees;
  }

  private isNext(decision: unknown): boolean {
    return isSame(this.decisions[this.next++], decision);
  }
}

/**
 * Runs a strategy as it is, keeps its columns and tapes what it is asked, sees and decides. A hook that
 * throws has been asked all the same: the error ends the run.
 */
export class TapingStrategy implements StrategyDefinition {
  readonly name: string;
  readonly timeframe: string;
  readonly signature: Readonly<Record<string, unknown>>;
  readonly tape: DecisionTape;
  private bars: Bars | undefined;
  private columns: IndicatorColumns = {};
  private context: TapedContext | undefined;

  constructor(
    private readonly strategy: StrategyDefinition,
    length: number,
  ) {
    this.name = strategy.name;
    this.timeframe = strategy.timeframe;
    this.signature = strategy.signature;
    this.tape = new DecisionTape(length);
  }

  prepareIndicators(bars: Bars): IndicatorColumns {
    this.bars = bars;
    this.columns = this.strategy.prepareIndicators(bars);
    return this.columns;
  }

  checkEntry(live: StrategyContext): EntryDecision {
    const decision = this.strategy.checkEntry(this.contextAt(live));
    this.tape.recordEntry(live.i, decision);
    return decision;
  }

  checkExit(live: StrategyContext): ExitDecision {
    const decision = this.strategy.checkExit(this.contextAt(live));
    this.tape.recordExit(live.i, decision);
    return decision;
  }

  private contextAt(live: StrategyContext): TapedContext {
    const { bars, columns, tape } = this;
    if (!bars) throw new RangeError('The hooks were called before prepareIndicators.');
    if (!this.context) {
      tape.live = live;
      this.context = new TapedContext({ bars, columns, live, tape: tape.account, mode: 'record' });
    }
    this.context.moveTo(live.i);
    return this.context;
  }
}
