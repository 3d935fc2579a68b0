export { RULES_SCHEMA, RULE_BLOCKS } from './rule-schema.js';
export type { DirectiveRules, RuleBlockName } from './rule-schema.js';
export type { DirectiveModel } from './directive-model.js';
