/** A parameter of an indicator, in the order of the function's arguments after the data. */
export interface IndicatorParameter {
  readonly name: string;
  /** The default of the function; for required ones the customary value, marked `required`. */
  readonly value: number;
  readonly required: boolean;
  readonly unit: string;
  /** Smallest and largest value that is not refused. */
  readonly least: number;
  readonly most: number;
  /** Whether only whole numbers are taken. */
  readonly whole: boolean;
}

/** An argument behind the parameters that is no number: a kind of average, a time zone. */
export interface IndicatorOption {
  readonly name: string;
  readonly value: string;
  readonly choices: string;
}

/**
 * What comes before the parameters: a series, whole bars, two series of one length, or bars and the daily
 * closes of another symbol.
 */
export type IndicatorInput = 'values' | 'bars' | 'pair' | 'bars and days';

/**
 * What a NaN in the input does. `window`: it undoes the results whose window contains it. `points`: it
 * undoes the results that are made from it, which need not be the next ones. `recursive`: the indicator
 * begins anew behind it. `session`: days and sessions are counted by the clock, and go on without it.
 */
export type IndicatorMemory = 'window' | 'points' | 'recursive' | 'session';

/** Degree of homogeneity: prices × c give the result × cᵖʳⁱᶜᵉ, volumes × c the result × cᵛᵒˡᵘᵐᵉ. */
export interface IndicatorScaling {
  readonly price: number;
  readonly volume: number;
}

/**
 * A sum: factor by term, the constant under `''`. A term is a parameter's name, `days` (the bars of a
 * day, for data that begin at midnight), `⌊√name⌋`, or a product of these written `a × b`.
 */
export type IndexSum = Readonly<Record<string, number>>;

/** What preflight and the documentation know about an indicator module. */
export interface IndicatorEntry {
  /** Module path without extension, as directives name it: `volatility/atr`. */
  readonly path: string;
  /** Name of the function the module exports: the file's name in camel case. */
  readonly name: string;
  /** What it is, with its formula. */
  readonly definition: string;
  readonly input: IndicatorInput;
  readonly parameters: readonly IndicatorParameter[];
  readonly options: readonly IndicatorOption[];
  /** Unit of the result. */
  readonly unit: string;
  /** Names of the lines of a result that is a record; empty for a single series. */
  readonly lines: readonly string[];
  /** First index at which every line is defined, from the first bar without NaN: the largest of these. */
  readonly firstDefined: readonly IndexSum[];
  readonly memory: IndicatorMemory;
  /** Undefined where no such rule holds. */
  readonly scaling: IndicatorScaling | undefined;
  /** Whether values are undefined in between on clean data too, by design. */
  readonly intermittent: boolean;
  readonly source: string;
}

type Optional = 'input' | 'parameters' | 'options' | 'lines' | 'memory' | 'intermittent';
/** An entry as it is written: what is not said is as usual. */
type EntryText = Omit<IndicatorEntry, 'path' | 'name' | 'firstDefined' | Optional> &
  Partial<Pick<IndicatorEntry, Optional>> & {
    readonly first: IndexSum | readonly IndexSum[];
  };

/** An entry; input `values`, no parameters, a single series that depends on a window unless said. */
export function indicator(path: string, text: EntryText): IndicatorEntry {
  const { first, ...rest } = text;
  const file = path.slice(path.indexOf('/') + 1);
  return {
    input: 'values',
    parameters: [],
    options: [],
    lines: [],
    memory: 'window',
    intermittent: false,
    ...rest,
    path,
    name: file.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase()),
    firstDefined: Array.isArray(first) ? (first as readonly IndexSum[]) : [first as IndexSum],
  };
}

/** The window of an indicator that has no default: the customary length in bars. */
export function period(value: number, least = 1): IndicatorParameter {
  return { ...bars('period', value, least), required: true };
}

/** A count with a default. */
export function bars(name: string, value: number, least = 1, unit = 'bars'): IndicatorParameter {
  return { name, value, required: false, unit, least, most: Infinity, whole: true };
}

/** A number with a default. */
export function real(
  name: string,
  value: number,
  unit: string,
  least = 0,
  most = Infinity,
): IndicatorParameter {
  return { name, value, required: false, unit, least, most, whole: false };
}

/** The two ways an exponential average may begin. */
export const EMA_KINDS: IndicatorOption = {
  name: 'average',
  value: 'ema',
  choices: 'ema, ema-from-first',
};

/** Any average of `trend/moving-average`. */
export function averages(value: string): IndicatorOption {
  return { name: 'average', value, choices: 'those of `trend/moving-average`' };
}

/** The calendar that days are counted on. */
export const ZONE: IndicatorOption = { name: 'zone', value: 'UTC', choices: 'offsets of a zone' };

export const PRICE: IndicatorScaling = { price: 1, volume: 0 };
export const FREE: IndicatorScaling = { price: 0, volume: 0 };
export const SQUARE: IndicatorScaling = { price: 2, volume: 0 };
export const VOLUME: IndicatorScaling = { price: 0, volume: 1 };
export const FLOW: IndicatorScaling = { price: 1, volume: 1 };

/** Needs a full window. */
export const FULL: IndexSum = { period: 1, '': -1 };
/** Needs a value from before the window. */
export const AFTER: IndexSum = { period: 1 };
/** Defined from the first bar on. */
export const AT_ONCE: IndexSum = { '': 0 };
