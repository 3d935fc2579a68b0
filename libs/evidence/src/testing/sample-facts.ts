import type { PinFacts } from '../store/seal-evidence.js';

/** What is sealed unless a test says otherwise. */
export const FACTS: PinFacts = {
  token: 'P93_OK',
  result: 'green',
  reason: null,
  dry_run: false,
  run: 'run_1',
  mode: 'shadow',
  git: null,
  tool: { name: 'test', version: '1', config_sha256: '0'.repeat(64) },
  checks_sha256: '0'.repeat(64),
  references: [],
  validMs: 900_000,
};
