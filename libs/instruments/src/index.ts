export { BROKER_SPEC_SCHEMA } from './broker-spec.js';
export type { BrokerSpec } from './broker-spec.js';
