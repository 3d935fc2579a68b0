export { RULES_SCHEMA, RULE_BLOCKS } from './rule-schema.js';
export type { DirectiveRules, RuleBlockName } from './rule-schema.js';
export type { DirectiveModel } from './directive-model.js';
export { DIRECTIVE_SCHEMA, TEST_BLOCK_SCHEMA } from './document-schema.js';
export type { DirectiveDocument } from './document-schema.js';
export { directiveIdOf, parseDirective } from './parse-directive.js';
export type { DirectiveFile, ParsedDirective } from './parse-directive.js';
export { checkDirectiveRules, DIRECTIVE_RULE_CHECKS } from './directive-rule-checks.js';
export type { DirectiveDraft } from './directive-draft.js';
export type { IsWritten, PlaceOf } from './rule-finding.js';
export { SESSION_ZONE_DEFAULT, WARMUP_BARS_DEFAULT } from './normalise-directive.js';
export { indicatorPath, indicatorPaths } from './indicator-path.js';
export {
  accountCurrencyOf,
  ACCOUNT_CURRENCY_DEFAULT,
  capitalOf,
  CAPITAL_DEFAULT,
  directionOf,
  maxBarsOf,
  maxConcurrentPositionsOf,
} from './rule-accessors.js';
export type { SideRestriction } from './rule-accessors.js';
export { canonicalDirective, directiveHash, signatureOf } from './directive-identity.js';
export type { DirectiveSignature } from './directive-identity.js';
export { directiveJsonSchema, RULES_BEYOND_JSON_SCHEMA } from './directive-json-schema.js';
export { MEASURE_NAMES, MEASURES, measureOf } from './measures.js';
export type { MeasureName } from './measures.js';
export { DEFAULT_POLICY_NAME, DEFAULT_POLICY_TEXT } from './policy/default-policy.js';
export {
  canonicalPolicy,
  parsePolicy,
  policyHash,
  policyJsonSchema,
} from './policy/policy-reading.js';
export type { ParsedPolicy } from './policy/policy-reading.js';
export type { PortfolioPolicy } from './policy/portfolio-policy.js';
