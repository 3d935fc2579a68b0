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
  const { $schema, ...schema } = z.toJSONSchema(DIRECTIVE_SCHEMA, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Assay directive',
    description:
      'A trading hypothesis, written down. Not stated here, but checked by the tools: ' +
      `${RULES_BEYOND_JSON_SCHEMA.join('; ')}.`,
    ...schema,
  };
}
