import type { DIRECTIVE_RULE_CHECKS, DirectiveDraft } from '../index.js';

export type RuleName = keyof typeof DIRECTIVE_RULE_CHECKS;

/** Drafts that keep a rule, just so, and drafts that break it, each with the findings' code and path. */
export interface RuleCase {
  readonly kept: readonly DirectiveDraft[];
  readonly broken: readonly (readonly [DirectiveDraft, ...string[]])[];
}

export type RuleCases = Readonly<Partial<Record<RuleName, RuleCase>>>;
