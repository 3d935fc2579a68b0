import type { DirectiveRules } from '@assay/directive';
import { ENGINE_VERSION } from './engine-version.js';

/** A rule that a directive may declare but this engine version does not carry out. */
export interface UnsupportedRule {
  /** Dotted field, with the value that is not supported where others are. */
  readonly field: string;
  isDeclared(rules: DirectiveRules): boolean;
}

/** What this version refuses by name; nothing that is declared is ignored. */
export const UNSUPPORTED_RULES: readonly UnsupportedRule[] = [
  {
    field: `engine (this is ${ENGINE_VERSION})`,
    isDeclared: (rules) => rules.engine !== undefined && rules.engine !== ENGINE_VERSION,
  },
];

/** Declared rules that this engine version does not carry out, by dotted field; empty when all is well. */
export function uninterpretedRules(rules: DirectiveRules): string[] {
  return UNSUPPORTED_RULES.filter((rule) => rule.isDeclared(rules)).map((rule) => rule.field);
}
