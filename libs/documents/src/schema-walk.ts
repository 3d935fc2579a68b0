import type * as z from 'zod';

type Schema = z.core.$ZodType;
/** What a value of a document may be, in words of the file rather than of JavaScript. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'nothing' | 'mapping' | 'list';

/** Looks through optional, default, nullable and the like, to what a file may contain. */
export function innerSchema(schema: Schema): Schema {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'readonly':
    case 'catch':
      return innerSchema(def.innerType);
    case 'pipe':
      return innerSchema(def.in);
    case 'lazy':
      return innerSchema(def.getter());
    default:
      return schema;
  }
}

/** The alternatives of a schema: a union's options, flattened; otherwise the schema alone. */
export function schemaOptions(schema: Schema): readonly Schema[] {
  const inner = innerSchema(schema);
  const def = (inner as z.core.$ZodTypes)._zod.def;
  return def.type === 'union' ? def.options.flatMap(schemaOptions) : [inner];
}

/** Every schema that may describe the value on a path; empty when the path leads nowhere. */
export function schemasAt(root: Schema, path: readonly PropertyKey[]): readonly Schema[] {
  let schemas: readonly Schema[] = [root];
  for (const step of path) {
    schemas = schemas.flatMap(schemaOptions).flatMap((schema) => childSchemas(schema, step));
  }
  return schemas;
}

function childSchemas(schema: Schema, step: PropertyKey): readonly Schema[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  switch (def.type) {
    case 'object': {
      const key = String(step);
      const known = Object.hasOwn(def.shape, key) ? def.shape[key] : def.catchall;
      return known && known._zod.def.type !== 'never' ? [known] : [];
    }
    case 'record':
      return [def.valueType];
    case 'array':
      return [def.element];
    case 'tuple': {
      const item = def.items[Number(step)] ?? def.rest;
      return item ? [item] : [];
    }
    default:
      return [];
  }
}

/** What the names in a record must be, where the schema is one. */
export function keySchemas(schema: Schema): readonly Schema[] {
  return schemaOptions(schema).flatMap((option) => {
    const def = (option as z.core.$ZodTypes)._zod.def;
    return def.type === 'record' ? [def.keyType] : [];
  });
}

/** The keys that mappings of these schemas know, in the order of their declaration. */
export function knownKeys(schemas: readonly Schema[]): readonly string[] {
  const keys = schemas.flatMap(schemaOptions).flatMap((schema) => {
    const def = (schema as z.core.$ZodTypes)._zod.def;
    return def.type === 'object' ? Object.keys(def.shape) : [];
  });
  return [...new Set(keys)];
}

/** The texts that these schemas list one by one (enums and literals). */
export function listedTexts(schemas: readonly Schema[]): readonly string[] {
  return schemas.flatMap(schemaOptions).flatMap((schema) => {
    const def = (schema as z.core.$ZodTypes)._zod.def;
    const values =
      def.type === 'enum' ? Object.values(def.entries) : def.type === 'literal' ? def.values : [];
    return values.filter((value) => typeof value === 'string');
  });
}

/** The kind of a plain value. */
export function kindOf(value: unknown): ValueKind {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  if (Array.isArray(value)) return 'list';
  return value === null || value === undefined ? 'nothing' : 'mapping';
}

/** The kinds that a schema accepts at all. */
export function kindsOf(schema: Schema): ReadonlySet<ValueKind> {
  const kinds = schemaOptions(schema).flatMap((option): readonly ValueKind[] => {
    const def = (option as z.core.$ZodTypes)._zod.def;
    switch (def.type) {
      case 'string':
      case 'template_literal':
        return ['text'];
      case 'number':
        return ['number'];
      case 'boolean':
        return ['boolean'];
      case 'null':
        return ['nothing'];
      case 'object':
      case 'record':
        return ['mapping'];
      case 'array':
      case 'tuple':
        return ['list'];
      case 'enum':
        return Object.values(def.entries).map(kindOf);
      case 'literal':
        return def.values.map(kindOf);
      default:
        return ['text', 'number', 'boolean', 'nothing', 'mapping', 'list'];
    }
  });
  return new Set(kinds);
}
