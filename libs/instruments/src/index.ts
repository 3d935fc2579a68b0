export { BROKER_SPEC_SCHEMA } from './broker-spec.js';
export type { BrokerSpec } from './broker-spec.js';
export { canonicalSpec, parseBrokerSpec } from './broker-spec-reading.js';
export type { BrokerSpecFile, ParsedBrokerSpec } from './broker-spec-reading.js';
export {
  BROKER_SPEC_RULES_BEYOND_JSON_SCHEMA,
  brokerSpecJsonSchema,
} from './broker-spec-json-schema.js';
export { conversionPath, rateSource, requiredConversionPairs } from './money.js';
export type { ConversionLeg, CurrencyPair, RateColumns, RateSource } from './money.js';
export { roundLotsDown, unitsOfLots } from './rounding.js';
