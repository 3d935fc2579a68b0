/**
 * What a number is counted in. `money` is the account currency, `fraction` is 0–1 (0.12 = 12 %),
 * `r` multiples of the initial risk, `flag` is 0 or 1.
 */
export type MetricUnit = 'money' | 'fraction' | 'ratio' | 'count' | 'r' | 'days' | 'bars' | 'flag';

/** One number: what it is called, how it is computed, and when it has no value. */
export interface MetricDefinition<Facts> {
  /** snake_case, never renamed: it is a key in JSON, CSV and the ledger. */
  readonly id: string;
  readonly name: string;
  readonly unit: MetricUnit;
  readonly formula: string;
  /** The condition under which there is no value; null when the number always exists. */
  readonly undefinedWhen: string | null;
  readonly source: string;
  /** Null exactly under `undefinedWhen`; a result that is not finite counts as null. */
  readonly compute: (facts: Facts) => number | null;
}

/** Values of a set of metrics; an undefined one is null and says why in `reasons`. */
export interface MetricSet<Id extends string = string> {
  readonly values: Readonly<Record<Id, number | null>>;
  /** One entry for each null value, none for the others. */
  readonly reasons: Readonly<Partial<Record<Id, string>>>;
}

type IdOf<Definitions> = Definitions extends readonly { readonly id: infer Id extends string }[]
  ? Id
  : never;

/**
 * Computes each definition over the same facts, in the order of the table. Never yields Infinity or
 * NaN: an overflow is null with its own reason. Negative zero becomes zero, so that texts agree.
 */
export function evaluateMetrics<
  Facts,
  const Definitions extends readonly MetricDefinition<Facts>[],
>(definitions: Definitions, facts: Facts): MetricSet<IdOf<Definitions>> {
  const values: Record<string, number | null> = {};
  const reasons: Record<string, string> = {};
  for (const definition of definitions) {
    const value = definition.compute(facts);
    const usable = value !== null && Number.isFinite(value);
    values[definition.id] = usable ? value + 0 : null;
    if (!usable) {
      reasons[definition.id] =
        value === null && definition.undefinedWhen !== null
          ? definition.undefinedWhen
          : 'the calculation left the range of finite numbers';
    }
  }
  return { values, reasons } as MetricSet<IdOf<Definitions>>;
}

/** Two sets of different ids as one. */
export function joinSets(a: MetricSet, b: MetricSet): MetricSet {
  return { values: { ...a.values, ...b.values }, reasons: { ...a.reasons, ...b.reasons } };
}

/** The same set without values, for a part of a report that does not exist; one reason for all. */
export function undefinedMetrics<const Definitions extends readonly { readonly id: string }[]>(
  definitions: Definitions,
  reason: string,
): MetricSet<IdOf<Definitions>> {
  const values = Object.fromEntries(definitions.map(({ id }) => [id, null]));
  const reasons = Object.fromEntries(definitions.map(({ id }) => [id, reason]));
  return { values, reasons } as MetricSet<IdOf<Definitions>>;
}
