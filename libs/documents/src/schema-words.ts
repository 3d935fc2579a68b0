import type * as z from 'zod';
import { schemaOptions } from './schema-walk.js';

type Schema = z.core.$ZodType;
type Check = z.core.$ZodChecks['_zod']['def'];

/** How many names a message lists before it cuts the list short. */
const NAMES_MAX = 12;

/**
 * Says what a schema accepts, in words for people who write the file: `one of sma, ema`,
 * `a number > 0`, `a time of day "HH:MM"`. A schema's own message, when it has one, is the word.
 */
export function describeSchemas(schemas: readonly Schema[]): string {
  const options = schemas.flatMap(schemaOptions);
  const listed = options.flatMap(listedValues);
  const words = listed.length > 1 ? [`one of ${names(listed)}`] : listed;
  for (const option of options) {
    if (listedValues(option).length === 0) words.push(describeOne(option));
  }
  return words.length === 0 ? 'a value of the format' : [...new Set(words)].join(' or ');
}

/** Joins names as messages list them: separated by commas, cut after a dozen. */
export function names(list: readonly string[]): string {
  const shown = list.slice(0, NAMES_MAX).join(', ');
  return list.length > NAMES_MAX ? `${shown}, … (${list.length} in all)` : shown;
}

function listedValues(schema: Schema): string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === 'enum') return Object.values(def.entries).map(String);
  return def.type === 'literal' ? def.values.map(String) : [];
}

function describeOne(schema: Schema): string {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  const own = ownWords(def);
  if (own !== undefined) return own;
  switch (def.type) {
    case 'string':
      return describeText(def, checksOf(def));
    case 'number':
      return describeNumber(checksOf(def));
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'nothing';
    case 'array':
      return describeList(describeSchemas([def.element]), checksOf(def));
    case 'object': {
      const keys = Object.keys(def.shape);
      return keys.length === 0 ? 'an empty mapping' : `a mapping with the keys ${names(keys)}`;
    }
    case 'record':
      return `a mapping from names to ${describeSchemas([def.valueType])}`;
    case 'tuple':
      return `a list of ${def.items.length}`;
    default:
      return 'a value of the format';
  }
}

/** The checks of a schema; formats such as `z.int()` are both schema and check. */
function checksOf(def: z.core.$ZodTypeDef): readonly Check[] {
  const attached = (def.checks ?? []).map((check) => (check as z.core.$ZodChecks)._zod.def);
  return 'check' in def ? [def as unknown as Check, ...attached] : attached;
}

/** The message that a schema or one of its checks was given by its author. */
function ownWords(def: z.core.$ZodTypeDef): string | undefined {
  const defs: readonly { readonly error?: z.core.$ZodErrorMap<never> | undefined }[] = [
    def,
    ...checksOf(def),
  ];
  for (const { error } of defs) {
    const words = error?.({ code: 'custom', input: undefined, path: [] } as never);
    if (typeof words === 'string') return words;
    if (typeof words === 'object' && words !== null) return words.message;
  }
  return undefined;
}

function describeText(def: z.core.$ZodTypeDef, checks: readonly Check[]): string {
  if ('format' in def && typeof def.format === 'string') return `a text of the form ${def.format}`;
  let words = 'a text';
  for (const check of checks) {
    if (check.check === 'string_format') {
      words = `a text matching ${String((check as { pattern?: RegExp }).pattern ?? check.format)}`;
    }
    if (check.check === 'min_length') {
      words +=
        check.minimum === 1 ? ' that is not empty' : ` of ${check.minimum} characters or more`;
    }
    if (check.check === 'max_length') words += ` of at most ${check.maximum} characters`;
    if (check.check === 'length_equals') words += ` of ${check.length} characters`;
  }
  return words;
}

function describeNumber(checks: readonly Check[]): string {
  let noun = 'a number';
  let lower = '';
  let upper = '';
  let step = '';
  for (const check of checks) {
    if (check.check === 'number_format' && check.format.includes('int')) noun = 'a whole number';
    if (check.check === 'greater_than') lower = `${check.inclusive ? '≥' : '>'} ${check.value}`;
    if (check.check === 'less_than') upper = `${check.inclusive ? '≤' : '<'} ${check.value}`;
    if (check.check === 'multiple_of') step = ` in steps of ${check.value}`;
  }
  const range = [lower, upper].filter((bound) => bound !== '').join(' and ');
  return `${noun}${range === '' ? '' : ` ${range}`}${step}`;
}

function describeList(element: string, checks: readonly Check[]): string {
  let size = '';
  for (const check of checks) {
    if (check.check === 'min_length') size += `, at least ${check.minimum}`;
    if (check.check === 'max_length') size += `, at most ${check.maximum}`;
    if (check.check === 'length_equals') size += `, exactly ${check.length}`;
  }
  return `a list${size} (each ${element})`;
}
