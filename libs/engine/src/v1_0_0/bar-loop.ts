import type {
  EntryDecision,
  ExitDecision,
  SignalTable,
  StrategyContext,
  StrategyDefinition,
} from '@assay/strategy/sdk';
import { strategyCrash } from './contract-breach.js';
import { entryText, exitText } from './decision-text.js';
import { readEntryDecision, type EntryPlan } from './entry-decision.js';
import { EXIT_ON_SIGNAL, readExitDecision, type ExitPlan } from './exit-decision.js';
import type { Run } from './prepare-run.js';

/** What reading a decision depends on, made once. */
const rulesFor = (marketOrdersOnly: boolean) => ({
  ready: { columnsReady: true, marketOrdersOnly },
  notReady: { columnsReady: false, marketOrdersOnly },
});
const ALL_ORDERS = rulesFor(false);
const MARKET_ORDERS = rulesFor(true);

/** Puts an entry decision into one shape and tells the observer. */
function readPlan(run: Run, decision: EntryDecision, bar: number): EntryPlan {
  const { settings, readiness, observer } = run;
  const { marketOrdersOnly } = settings;
  const columnsReady = readiness.isReady(bar);
  const rules = marketOrdersOnly ? MARKET_ORDERS : ALL_ORDERS;
  const plan = readEntryDecision(decision, bar, columnsReady ? rules.ready : rules.notReady);
  observer?.decided(bar, 'entry', entryText(plan));
  return plan;
}

/** What is to be left at the close of a bar; null when everything stays. */
function readExit(run: Run, decision: ExitDecision, bar: number): ExitPlan | null {
  const exit = readExitDecision(decision, bar);
  if (exit !== null) run.observer?.decided(bar, 'exit', exitText(exit));
  return exit;
}

/**
 * Carries out what was decided at a close. While a position stays open, orders count only where rules
 * take them: a market order of the other side to leave by, an order that adds, one that reverses.
 */
function carryOut(
  run: Run,
  decidedExit: ExitPlan | null,
  stays: boolean,
  decision: EntryDecision,
  bar: number,
): boolean {
  const { account, broker, settings } = run;
  let exit = decidedExit;
  const plan = decision === null ? null : readPlan(run, decision, bar);
  let taken = plan;
  if (stays && plan !== null) {
    const direction = account.position?.direction;
    const isOpposite = plan.orders.some(
      (order) => order.kind === 'market' && order.direction !== direction,
    );
    if (isOpposite && (settings.exitOnOppositeSignal || settings.reverses)) {
      exit = EXIT_ON_SIGNAL;
    } else if (!settings.reverses && settings.maxPositions === 1) {
      broker.refuse(plan);
      taken = null;
    }
  }
  broker.decide(exit, taken, bar);
  return plan !== null && plan.orders.length > 0;
}

/** The context as its owner moves it. */
interface MovingContext extends StrategyContext {
  i: number;
}

/**
 * The first bar of [from, until) at which an entry is wanted; `until` when none is. A function of
 * its own, and the next one too: the compiler then puts the hook and what the hook calls into the loop.
 */
function nextEntry(
  strategy: StrategyDefinition,
  context: MovingContext,
  from: number,
  until: number,
  answer: Answers,
): number {
  for (let bar = from; bar < until; bar += 1) {
    context.i = bar;
    const decision: EntryDecision | undefined = strategy.checkEntry(context);
    if (decision === null || decision === undefined) continue;
    answer.entry = decision;
    return bar;
  }
  return until;
}

/** The first bar of [from, until) at which an exit is wanted; `until` when none is. */
function nextExit(
  strategy: StrategyDefinition,
  context: MovingContext,
  from: number,
  until: number,
  answer: Answers,
): number {
  for (let bar = from; bar < until; bar += 1) {
    context.i = bar;
    const decision: ExitDecision | undefined = strategy.checkExit(context);
    if (decision === false || decision === null || decision === undefined) continue;
    answer.exit = decision;
    return bar;
  }
  return until;
}

/** What the hooks said at the bar at which a search for something to do ended. */
interface Answers {
  entry: EntryDecision;
  exit: ExitDecision;
}

/** At this bar the hooks have nothing to say, but orders wait for the next one. */
const NOTHING_YET = -1;

/** Asks a strategy at each close that may trade, and hands what it decides to the broker. */
export class BarLoop {
  /** Bars that were not ready and had a signal nevertheless. */
  signalsNotReady = 0;
  /** Which hook is running: what is thrown meanwhile is the strategy's. */
  private asking: '' | 'checkEntry' | 'checkExit' = '';
  private readonly answers: Answers = { entry: null, exit: null };
  private readonly leavesAtClose: boolean;
  private readonly asksForOpposite: boolean;
  /** Signals that lie before the bar. */
  private passed = 0;

  constructor(
    private readonly run: Run,
    /** Where the hooks have something to say; null when they are to be asked at every bar. */
    private readonly signals: SignalTable | null,
  ) {
    const { entryTiming, maxBars, exitOnOppositeSignal, reverses } = run.settings;
    this.leavesAtClose = entryTiming === 'bar_close' && maxBars !== Infinity;
    this.asksForOpposite = exitOnOppositeSignal || reverses;
  }

  /** Runs all bars. @throws AssayError STRATEGY_CRASH for what a hook throws. */
  runAll(): void {
    const { bars, firstBar, broker, context } = this.run;
    try {
      for (let bar = firstBar; bar < bars.length; bar += 1) {
        if (broker.isWaiting) broker.openBar(bar);
        const next = this.nextToAsk(bar);
        if (next === NOTHING_YET) continue;
        if (next === bars.length) return;
        bar = next;
        this.close(bar);
      }
    } catch (error) {
      throw this.asking === '' ? error : strategyCrash(this.asking, context.i, error);
    }
  }

  /**
   * The first bar from one on at which something may be decided, the length when there is none. While
   * something waits it is the bar itself, or NOTHING_YET.
   */
  private nextToAsk(bar: number): number {
    const { answers } = this;
    const { bars, broker, account, strategy, context, settings } = this.run;
    answers.entry = null;
    answers.exit = null;
    if (this.signals !== null && !this.leavesAtClose) return this.signalFrom(bar, this.signals);
    if (broker.isWaiting) return bar;
    if (account.position === null) {
      this.asking = 'checkEntry';
      const next = nextEntry(strategy, context, bar, bars.length, answers);
      this.asking = '';
      return next;
    }
    if (this.leavesAtClose || this.asksForOpposite || settings.maxPositions > 1) return bar;
    this.asking = 'checkExit';
    const next = nextExit(strategy, context, bar, bars.length, answers);
    this.asking = '';
    return next;
  }

  private signalFrom(bar: number, signals: SignalTable): number {
    while (this.passed < signals.count && (signals.bars[this.passed] as number) < bar) {
      this.passed += 1;
    }
    const { broker, bars } = this.run;
    const next = this.passed < signals.count ? (signals.bars[this.passed] as number) : bars.length;
    return next > bar && broker.isWaiting ? NOTHING_YET : next;
  }

  /** The close of a bar: what the hooks say is carried out. */
  private close(bar: number): void {
    const { settings, account, broker, context, readiness } = this.run;
    context.i = bar;
    let exit: ExitPlan | null = null;
    let isDue = false;
    let stays = false;
    if (account.position !== null) {
      exit = readExit(this.run, this.answers.exit ?? this.askExit(), bar);
      isDue = this.leavesAtClose && broker.isDueAtClose(bar);
      const leaves = exit !== null || isDue;
      stays = !leaves || !broker.leavesAll(exit, bar);
      const isFull = account.positions.length >= settings.maxPositions;
      if (stays && isFull && !this.asksForOpposite) {
        if (leaves) broker.decide(exit, null, bar);
        return;
      }
    }
    const decision = this.answers.entry ?? this.askEntry();
    if (exit === null && !isDue && decision === null) return;
    if (carryOut(this.run, exit, stays, decision, bar) && !readiness.isReady(bar)) {
      this.signalsNotReady += 1;
    }
  }

  private askExit(): ExitDecision {
    this.asking = 'checkExit';
    const decision: ExitDecision | undefined = this.run.strategy.checkExit(this.run.context);
    this.asking = '';
    return decision ?? null;
  }

  private askEntry(): EntryDecision {
    this.asking = 'checkEntry';
    const decision: EntryDecision | undefined = this.run.strategy.checkEntry(this.run.context);
    this.asking = '';
    return decision ?? null;
  }
}
