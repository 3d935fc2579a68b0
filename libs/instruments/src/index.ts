export { BROKER_SPEC_SCHEMA } from './broker-spec.js';
export type { BrokerSpec } from './broker-spec.js';
export { canonicalSpec, parseBrokerSpec } from './broker-spec-reading.js';
export type { BrokerSpecFile, ParsedBrokerSpec } from './broker-spec-reading.js';
export { BROKER_SPEC_RULE_CHECKS } from './broker-spec-checks.js';
