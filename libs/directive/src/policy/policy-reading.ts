import type { Diagnostic } from '@assay/core';
import { readDocument } from '@assay/documents';
import { hashCanonical } from '@assay/hashing';
import * as z from 'zod';
import { checkPolicyRules, POLICY_RULE_CHECKS } from './policy-checks.js';
import { policySchema, type PortfolioPolicy } from './portfolio-policy.js';

/** `policy` is present if and only if no diagnostic is an error. */
export interface ParsedPolicy {
  readonly policy?: PortfolioPolicy;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a policy: form, closed schema, then the rules between fields. `metrics` are the ids that
 * thresholds may name. Pure; never throws for bad input.
 */
export function parsePolicy(
  written: { readonly file: string; readonly bytes: Uint8Array },
  metrics: readonly [string, ...string[]],
): ParsedPolicy {
  const { file, bytes } = written;
  const schema = policySchema(metrics);
  const { value, diagnostics, places } = readDocument({ file, bytes, schema, syntax: 'yaml' });
  if (!value) return { diagnostics };
  const findings = checkPolicyRules(value, stemOf(file), places);
  return findings.length > 0
    ? { diagnostics: [...diagnostics, ...findings] }
    : { policy: value, diagnostics };
}

function stemOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.ya?ml$/i, '');
}

/** SHA-256 of the policy's content; comments and the order of keys do not count. */
export function policyHash(policy: PortfolioPolicy): string {
  return hashCanonical(canonicalPolicy(policy));
}

/** The policy as plain data: what a portfolio keeps of it. */
export function canonicalPolicy(policy: PortfolioPolicy): unknown {
  return JSON.parse(JSON.stringify(policy)) as unknown;
}

/** The JSON Schema (draft 2020-12) of a policy, for editors; its rules between fields are listed in it. */
export function policyJsonSchema(
  metrics: readonly [string, ...string[]],
): Readonly<Record<string, unknown>> {
  const { $schema, ...schema } = z.toJSONSchema(policySchema(metrics), { target: 'draft-2020-12' });
  return {
    $schema,
    title: 'Assay portfolio policy',
    description:
      'How a portfolio is tried and judged. Not stated here, but checked by the tools: ' +
      `${Object.keys(POLICY_RULE_CHECKS).join('; ')}.`,
    ...schema,
  };
}
