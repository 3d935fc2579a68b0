/** A parameter of an indicator, in the order of the function's arguments after the data. */
export interface IndicatorParameter {
  readonly name: string;
  /** The default of the function; for required ones the customary value, marked `required`. */
  readonly value: number;
  readonly required: boolean;
  readonly unit: string;
}

/** What preflight and the documentation know about an indicator module. */
export interface IndicatorEntry {
  /** Module path without extension, as directives name it: `volatility/atr`. */
  readonly path: string;
  /** Name of the function the module exports. */
  readonly name: string;
  readonly summary: string;
  /** First argument: one series, or whole bars. */
  readonly input: 'values' | 'bars';
  readonly parameters: readonly IndicatorParameter[];
  /** Unit of the result. */
  readonly unit: string;
  /** Names of the lines of a result that is a record; empty for a single series. */
  readonly lines: readonly string[];
  /**
   * First index at which every line is defined, counted from the first non-NaN input, for parameters
   * in their order.
   */
  readonly firstDefined: (parameters: readonly number[]) => number;
}

/** The window of an indicator that has no default: the customary length in bars. */
export function period(value: number): IndicatorParameter {
  return { name: 'period', value, required: true, unit: 'bars' };
}

/** A parameter with a default. */
export function optional(name: string, value: number, unit: string): IndicatorParameter {
  return { name, value, required: false, unit };
}

/** First index of indicators that need a full window. */
export function fullWindow(parameters: readonly number[]): number {
  return (parameters[0] ?? 0) - 1;
}

/** First index of indicators that need a value from before the window. */
export function afterPeriod(parameters: readonly number[]): number {
  return parameters[0] ?? 0;
}
