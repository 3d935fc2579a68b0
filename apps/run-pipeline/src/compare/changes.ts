import type { SettingValue, Subject } from './subject.js';

/** An input of the subjects by its hash; a value for each, null where it has none. */
export interface InputRow {
  /** `strategy`, `data`, `spec`, … as in run keys. */
  readonly input: string;
  /** Null for what the whole subject shares. */
  readonly symbol: string | null;
  readonly same: boolean;
  readonly values: readonly (string | null)[];
}

/** A setting that runs were executed with. */
export interface SettingRow {
  readonly setting: string;
  readonly same: boolean;
  /** Undefined members never; `by symbol` where the runs of a subject differ among themselves. */
  readonly values: readonly SettingValue[];
}

/** What inputs of run keys are, for people; others are shown by their name. */
export const INPUT_NAMES: Readonly<Record<string, string>> = {
  directive: 'directive',
  strategy: 'strategy',
  engine: 'engine',
  compute: 'metrics and reports',
  policy: 'policy',
  zones: 'session zones',
  rollover_zone: 'rollover zone',
  data: 'data',
  spec: 'broker spec and its costs',
};

/** In this order, then by name. */
const ORDER = Object.keys(INPUT_NAMES);

function rank(input: string): number {
  const place = ORDER.indexOf(input);
  return place < 0 ? ORDER.length : place;
}

function isSame(values: readonly (SettingValue | undefined)[]): boolean {
  return new Set(values).size === 1;
}

/** The value that all runs of a subject share; undefined when they do not, or have none. */
function shared(subject: Subject, input: string): string | undefined {
  const own = subject.ownInputs[input];
  if (own !== undefined) return own;
  const [first, ...rest] = subject.runs.map(({ inputs }) => inputs[input]);
  return rest.every((value) => value === first) ? first : undefined;
}

/** Inputs of a whole subject: what no run of any subject has a value of its own for. */
const SHARED_INPUTS = ['directive', 'strategy', 'engine', 'compute', 'zones', 'policy'] as const;

function wholeRows(subjects: readonly Subject[]): readonly InputRow[] {
  return SHARED_INPUTS.flatMap((input) => {
    const values = subjects.map((subject) => shared(subject, input) ?? null);
    if (values.every((value) => value === null)) return [];
    return [{ input, symbol: null, same: isSame(values), values }];
  });
}

/** Symbols of all subjects; for runs, which answer each other whatever their symbols, one nameless. */
function symbolsOf(subjects: readonly Subject[]): readonly string[] {
  return [...new Set(subjects.flatMap(({ runs }) => runs.map(({ symbol }) => symbol)))].sort();
}

function symbolRows(
  subjects: readonly Subject[],
  symbol: string,
  inputsOf: (subject: Subject) => Readonly<Record<string, string>>,
): readonly InputRow[] {
  const all = subjects.map(inputsOf);
  const names = [...new Set(all.flatMap((inputs) => Object.keys(inputs)))].filter(
    (name) => !SHARED_INPUTS.some((whole) => whole === name),
  );
  return names
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((input) => {
      const values = all.map((inputs) => inputs[input] ?? null);
      return { input, symbol, same: isSame(values), values };
    });
}

/** Every input hash of the subjects side by side: those of the whole first, then symbol by symbol. */
export function inputRows(subjects: readonly Subject[]): readonly InputRow[] {
  const whole = wholeRows(subjects);
  if (subjects.every(({ kind }) => kind === 'run')) {
    const symbols = symbolsOf(subjects).join(' / ');
    return [...whole, ...symbolRows(subjects, symbols, ({ runs }) => runs[0]?.inputs ?? {})];
  }
  return [
    ...whole,
    ...symbolsOf(subjects).flatMap((symbol) =>
      symbolRows(
        subjects,
        symbol,
        ({ runs }) => runs.find((run) => run.symbol === symbol)?.inputs ?? {},
      ),
    ),
  ];
}

function settingOf({ runs }: Subject, setting: string): SettingValue {
  const values = runs.map(({ settings }) => settings[setting] ?? null);
  return isSame(values) ? (values[0] ?? null) : 'by symbol';
}

/** Every setting of the subjects side by side, by name. */
export function settingRows(subjects: readonly Subject[]): readonly SettingRow[] {
  const names = new Set(
    subjects.flatMap(({ runs }) => runs.flatMap(({ settings }) => Object.keys(settings))),
  );
  return [...names].sort().map((setting) => {
    const values = subjects.map((subject) => settingOf(subject, setting));
    return { setting, same: isSame(values), values };
  });
}

/** Inputs by what is to be said of them, each in the order given. */
export function sortInputs(rows: readonly InputRow[]): {
  /** Every subject has one, and they differ. */
  readonly changed: readonly InputRow[];
  /** Of symbols or rules that only some subjects have. */
  readonly partial: readonly InputRow[];
  readonly equal: readonly InputRow[];
} {
  const isPartial = (row: InputRow): boolean => row.values.includes(null);
  return {
    changed: rows.filter((row) => !row.same && !isPartial(row)),
    partial: rows.filter((row) => !row.same && isPartial(row)),
    equal: rows.filter((row) => row.same),
  };
}
