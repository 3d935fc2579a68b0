import * as z from 'zod';
import { BROKER_SPEC_RULE_CHECKS } from './broker-spec-checks.js';
import { BROKER_SPEC_SCHEMA } from './broker-spec.js';

/** Rules that hold for a broker spec and that a JSON Schema cannot state; editors do not know them. */
export const BROKER_SPEC_RULES_BEYOND_JSON_SCHEMA: readonly string[] =
  Object.keys(BROKER_SPEC_RULE_CHECKS);

/**
 * The JSON Schema (draft 2020-12) of a broker spec, for editors. Whatever our reader accepts passes
 * it; {@link BROKER_SPEC_RULES_BEYOND_JSON_SCHEMA} lists what it cannot refuse.
 */
export function brokerSpecJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(BROKER_SPEC_SCHEMA, { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Assay broker spec',
    description:
      'Everything about an instrument that money depends on. Not stated here, but checked by the ' +
      `tools: ${BROKER_SPEC_RULES_BEYOND_JSON_SCHEMA.join('; ')}.`,
    ...schema,
  };
}
