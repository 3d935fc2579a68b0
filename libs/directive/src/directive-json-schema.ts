import * as z from 'zod';
import { DIRECTIVE_RULE_CHECKS } from './directive-rule-checks.js';
import { DIRECTIVE_SCHEMA } from './document-schema.js';

/** Rules that hold for a directive and that a JSON Schema cannot state; editors do not know them. */
export const RULES_BEYOND_JSON_SCHEMA: readonly string[] = Object.keys(DIRECTIVE_RULE_CHECKS);

/**
 * The JSON Schema (draft 2020-12) of a directive file in canonical spelling, for editors. Whatever
 * our reader accepts passes it; {@link RULES_BEYOND_JSON_SCHEMA} lists what it cannot refuse.
 */
export function directiveJsonSchema(): Readonly<Record<string, unknown>> {
  const written = z.toJSONSchema(DIRECTIVE_SCHEMA, { target: 'draft-2020-12' });
  const { $schema, ...schema } = withSingleTypes(written) as Readonly<Record<string, unknown>>;
  return {
    $schema,
    title: 'Assay directive',
    description:
      'A trading hypothesis, written down. Not stated here, but checked by the tools: ' +
      `${RULES_BEYOND_JSON_SCHEMA.join('; ')}.`,
    ...schema,
  };
}

/** One type for each subschema: strict validators refuse `type` lists. */
function withSingleTypes(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withSingleTypes);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).flatMap(([key, value]): [string, unknown][] =>
    key === 'type' && Array.isArray(value)
      ? [['anyOf', value.map((type: unknown) => ({ type }))]]
      : [[key, withSingleTypes(value)]],
  );
  return Object.fromEntries(entries);
}
