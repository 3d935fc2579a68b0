import { BAR_COLUMNS, type Bars } from '@assay/core';
import { signalsOf, type SignalTable } from '@assay/strategy/sdk';
import type { StrategyContext, StrategyDefinition } from '@assay/strategy';
import { breach, isBreach, plainDecision } from './plain-decision.js';
import { ShownContext } from './shown-context.js';
import { shortText, strategyErrorOf, type Thrower } from './strategy-error.js';

type Columns = ReturnType<StrategyDefinition['prepareIndicators']>;
type Entry = ReturnType<StrategyDefinition['checkEntry']>;
type Exit = ReturnType<StrategyDefinition['checkExit']>;

/** Most columns of one strategy. */
const COLUMNS_MAX = 1024;
const COLUMN_NAME_MAX = 256;

const { ownKeys, getPrototypeOf, getOwnPropertyDescriptor: ownMember } = Reflect;
const plainColumn = Float64Array.prototype;
const { isView } = ArrayBuffer;
const kindOf = ownMember(getPrototypeOf(plainColumn) as object, Symbol.toStringTag)
  ?.get as () => unknown;

/**
 * Puts a wall around a strategy: what it gets is what the contract names, what it gives is copied into
 * plain data, and what it throws becomes an error that fails its run alone. Engine and proof run none of
 * its code but through here.
 */
export function containStrategy(
  inner: StrategyDefinition,
  bundle: Omit<Thrower, 'what'>,
): StrategyDefinition {
  const contained = new ContainedStrategy(inner, bundle);
  const find: unknown = readSignals(inner);
  if (typeof find !== 'function') return contained;
  // A recipe names the bars at which it has something to say; the dry run compares them with its hooks.
  return Object.defineProperty(contained, SIGNALS, {
    value: (bars: Bars, symbol: string) => contained.signals(find as SignalFinder, bars, symbol),
  });
}

type SignalFinder = NonNullable<ReturnType<typeof signalsOf>>;

/** Known to every bundle by its name. */
const SIGNALS = Symbol.for('assay.signals');

function readSignals(inner: StrategyDefinition): unknown {
  try {
    return signalsOf(inner);
  } catch {
    return null;
  }
}

class ContainedStrategy implements StrategyDefinition {
  readonly name: string = '';
  readonly timeframe: string = '';
  readonly signature: StrategyDefinition['signature'] = {};
  readonly #inner: StrategyDefinition;
  readonly #bundle: Omit<Thrower, 'what'>;
  #live: StrategyContext | null = null;
  #shown: StrategyContext | null = null;

  constructor(inner: StrategyDefinition, bundle: Omit<Thrower, 'what'>) {
    this.#inner = inner;
    this.#bundle = bundle;
  }

  prepareIndicators(bars: Bars): Columns {
    let columns: unknown;
    try {
      columns = this.#inner.prepareIndicators(shownBars(bars));
      return plainColumns(columns);
    } catch (error) {
      throw this.#error('prepareIndicators', error);
    }
  }

  checkEntry(ctx: StrategyContext): Entry {
    let decision: Entry | undefined;
    try {
      decision = this.#inner.checkEntry(this.#show(ctx));
      if (decision === null || decision === undefined) return null;
      return plainDecision(decision, 'checkEntry') as Entry;
    } catch (error) {
      throw this.#error(`checkEntry`, error, ctx.i);
    }
  }

  checkExit(ctx: StrategyContext): Exit {
    let decision: Exit | undefined;
    try {
      decision = this.#inner.checkExit(this.#show(ctx));
      if (typeof decision === 'boolean' || decision === null) return decision;
      return decision === undefined ? null : (plainDecision(decision, 'checkExit') as Exit);
    } catch (error) {
      throw this.#error('checkExit', error, ctx.i);
    }
  }

  /** The table of a recipe, copied; whatever is no table is as good as none. */
  signals(find: SignalFinder, bars: Bars, symbol: string): SignalTable | null {
    try {
      const table = find(shownBars(bars), symbol);
      if (table === null) return null;
      const { count, bars: at, bits, reverses } = table;
      const isTable = at instanceof Int32Array && bits instanceof Uint8Array && count <= at.length;
      return isTable ? { count, bars: at, bits, reverses: reverses === true } : null;
    } catch (error) {
      throw this.#error('The table of signals', error);
    }
  }

  #show(ctx: StrategyContext): StrategyContext {
    if (ctx === this.#live && this.#shown !== null) return this.#shown;
    this.#live = ctx;
    this.#shown = new ShownContext(ctx);
    return this.#shown;
  }

  #error(hook: string, thrown: unknown, bar?: number): Error {
    if (isBreach(thrown)) return thrown;
    const what = `${hook} threw${bar === undefined ? '' : ` at bar ${bar}`}`;
    return strategyErrorOf(thrown, { ...this.#bundle, what });
  }
}

/** The bars as plain members: exchanging one changes nothing for anybody else. */
function shownBars(bars: Bars): Bars {
  const shown: Record<string, unknown> = { length: bars.length };
  for (const name of BAR_COLUMNS) shown[name] = bars[name];
  if (bars.spread) shown['spread'] = bars.spread;
  return shown as unknown as Bars;
}

/** The columns, each read once. What is no plain array of numbers goes on as it can be named. */
function plainColumns(columns: unknown): Columns {
  if (typeof columns !== 'object' || columns === null || Array.isArray(columns)) {
    return columns as Columns;
  }
  const names = ownKeys(columns).filter((key) => typeof key === 'string');
  if (names.length > COLUMNS_MAX) {
    throw breach('prepareIndicators', `${names.length} columns`, `at most ${COLUMNS_MAX} columns`);
  }
  const copy: Record<string, Float64Array> = {};
  for (const name of names) {
    if (ownMember(columns, name)?.enumerable !== true) continue;
    if (name.length > COLUMN_NAME_MAX || name === '__proto__') {
      throw breach('prepareIndicators', `a column ${shortText(name)}`, 'a name of its own');
    }
    copy[name] = plainColumnOf(name, (columns as Readonly<Record<string, unknown>>)[name]);
  }
  return copy;
}

/** The very array, so that it may be the one of the bars; but nothing that only looks like one. */
function plainColumnOf(name: string, column: unknown): Float64Array {
  if (typeof column !== 'object' || column === null) return column as Float64Array;
  const isPlain =
    isView(column) &&
    Reflect.apply(kindOf, column, []) === 'Float64Array' &&
    getPrototypeOf(column) === plainColumn &&
    !ownMember(column, 'length') &&
    !ownMember(column, 'constructor');
  if (isPlain) return column as Float64Array;
  throw breach('prepareIndicators', `${name}: another kind of array`, `${name}: a Float64Array`);
}
