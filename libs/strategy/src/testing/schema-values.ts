import { fc } from '@fast-check/vitest';

/** The parts of a zod schema that are read here; whatever else it holds does not matter. */
export interface SchemaNode {
  readonly _zod: {
    readonly def: {
      readonly type: string;
      readonly shape?: Readonly<Record<string, SchemaNode>>;
      readonly innerType?: SchemaNode;
      readonly element?: SchemaNode;
      readonly keyType?: SchemaNode;
      readonly valueType?: SchemaNode;
      readonly options?: readonly SchemaNode[];
      readonly entries?: Readonly<Record<string, string>>;
      readonly values?: readonly unknown[];
      /** `safeint` for whole numbers. */
      readonly format?: string;
      readonly checks?: readonly { readonly _zod: { readonly def: SchemaCheck } }[];
    };
  };
}

interface SchemaCheck {
  readonly check: string;
  readonly value?: number;
  readonly inclusive?: boolean;
  readonly minimum?: number;
  readonly pattern?: RegExp;
}

/** Texts that end literals, comments, lines or markers of a source when somebody pastes them in. */
export const AWKWARD_TEXTS: readonly string[] = [
  '', ' ', "it's", '"', '`', '${process.exit()}', '`${1}`', '\\', "\\'", '*/', '/*', '//', '<!--',
  "');process.exit();('", '\n', '\t', '\u2028', '\u2029', '\ufeff',
  '\u202e', '😀', 'ä', '__proto__', '</script>', '=1+1', '\\u0041', '\\x',
  '// --- STRATEGY SIGNATURE END ---', '\n// --- STRATEGY SIGNATURE START ---\n', 'as const;\n}',
]; // prettier-ignore

const AWKWARD_NAMES = ['constructor', 'prototype', 'toString', 'a.b-c', '_', 'class'];
const AWKWARD_NUMBERS = [
  0, -0, 1, -1, 0.1, 1e21, -1e21, 1e-7, 5e-324, 1.7976931348623157e308, 1e20,
];

/** Directive files may hold no other control characters than tab and line feed. */
const CONTROL = /(?![\t\n])\p{Cc}/u;

const TEXTS = fc
  .oneof(
    fc.constantFrom(...AWKWARD_TEXTS),
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.array(fc.constantFrom(...AWKWARD_TEXTS), { maxLength: 4 }).map((parts) => parts.join('')),
  )
  .filter((text) => !CONTROL.test(text));

/** A value that a schema accepts, every optional member present. */
export function fullValueOf(schema: SchemaNode): fc.Arbitrary<unknown> {
  const { def } = schema._zod;
  const checks = (def.checks ?? []).map((check) => check._zod.def);
  switch (def.type) {
    case 'optional':
      return fullValueOf(part(def.innerType));
    case 'object':
      return fc.record(mapValues(def.shape ?? {}, fullValueOf));
    case 'array':
      return fc.array(fullValueOf(part(def.element)), {
        minLength: limitOf(checks, 'min_length')?.minimum ?? 0,
        maxLength: 2,
      });
    case 'record':
      return entriesOf(fullValueOf(part(def.valueType)));
    case 'union':
      return fc.oneof(...(def.options ?? []).map(fullValueOf));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(def.values ?? []));
    case 'boolean':
      return fc.boolean();
    case 'string':
      return textOf(limitOf(checks, 'string_format')?.pattern);
    case 'number':
      return numberOf(checks, def.format === 'safeint');
    default:
      throw new Error(`no values are made for a schema of type ${def.type}`);
  }
}

/** A schema's own part; one that is missing is a zod that this was not written for. */
function part(schema: SchemaNode | undefined): SchemaNode {
  if (!schema) throw new Error('the schema has no such part');
  return schema;
}

function mapValues<T>(
  shape: Readonly<Record<string, SchemaNode>>,
  make: (schema: SchemaNode) => T,
): Record<string, T> {
  return Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, make(value)]));
}

/** A mapping with names of the user's own, those among them that objects already have. */
function entriesOf(values: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const names = fc.oneof(
    fc.constantFrom(...AWKWARD_NAMES),
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_.-]{0,12}$/),
  );
  return fc.array(fc.tuple(names, values), { maxLength: 5 }).map((all) => Object.fromEntries(all));
}

function limitOf(checks: readonly SchemaCheck[], kind: string): SchemaCheck | undefined {
  return checks.find(({ check }) => check === kind);
}

function textOf(pattern: RegExp | undefined): fc.Arbitrary<string> {
  return pattern ? fc.stringMatching(pattern) : TEXTS;
}

function numberOf(checks: readonly SchemaCheck[], isWhole: boolean): fc.Arbitrary<number> {
  const least = limitOf(checks, 'greater_than');
  const low = least?.value ?? -Infinity;
  const high = limitOf(checks, 'less_than')?.value ?? Infinity;
  if (isWhole) {
    const [min, max] = [Math.max(low, -1e6), Math.min(high, 1e6)];
    return fc.oneof(fc.integer({ min, max: Math.min(max, min + 50) }), fc.integer({ min, max }));
  }
  const fits = (value: number): boolean =>
    value <= high && (least?.inclusive === false ? value > low : value >= low);
  const [min, max] = [Math.max(low, -1e300), Math.min(high, 1e300)];
  return fc.oneof(
    fc.constantFrom(...AWKWARD_NUMBERS.filter(fits)),
    fc.double({ min, max, noNaN: true }).filter(fits),
  );
}
