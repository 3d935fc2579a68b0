import { maxConcurrentPositionsOf, type DirectiveRules } from '@assay/directive';
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
    field: 'execution_rules.trailing_stop',
    isDeclared: (rules) => rules.execution_rules?.trailing_stop?.enabled === true,
  },
  {
    field: 'execution_rules.break_even',
    isDeclared: (rules) => rules.execution_rules?.break_even?.enabled === true,
  },
  {
    field: 'execution.intrabar: resolve',
    isDeclared: (rules) => rules.execution?.intrabar === 'resolve',
  },
  {
    field: 'max_concurrent_positions > 1',
    isDeclared: (rules) => maxConcurrentPositionsOf(rules) > 1,
  },
  {
    field: 'position_management.pyramiding',
    isDeclared: (rules) => rules.position_management?.pyramiding === true,
  },
  {
    field: `engine (this is ${ENGINE_VERSION})`,
    isDeclared: (rules) => rules.engine !== undefined && rules.engine !== ENGINE_VERSION,
  },
];

/** Declared rules that this engine version does not carry out, by dotted field; empty when all is well. */
export function uninterpretedRules(rules: DirectiveRules): string[] {
  return UNSUPPORTED_RULES.filter((rule) => rule.isDeclared(rules)).map((rule) => rule.field);
}
