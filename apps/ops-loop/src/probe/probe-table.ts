import type { ProbeCheck } from './probe-check.js';
import { clockSane } from './checks/clock-sane.js';
import { configuration } from './checks/configuration.js';
import { dataFresh } from './checks/data-fresh.js';
import { diskSpace } from './checks/disk-space.js';
import { engineManifest } from './checks/engine-manifest.js';
import { knownAnswer } from './checks/known-answer.js';
import { ledgerChain } from './checks/ledger-chain.js';
import { lifecycleStates } from './checks/lifecycle-states.js';
import { secretScan } from './checks/secret-scan.js';
import { shadow } from './checks/shadow.js';
import { toolChain } from './checks/tool-chain.js';
import { workFolder } from './checks/work-folder.js';

/** What a probe asks, in the order in which it is reported. */
// prettier-ignore
export const PROBE_CHECKS: readonly ProbeCheck[] = [
  { id: 'tool_chain',       severity: 'error', timeoutMs: 10_000, run: toolChain },
  { id: 'configuration',    severity: 'error', timeoutMs: 5_000,  run: configuration },
  { id: 'ledger_chain',     severity: 'error', timeoutMs: 60_000, run: ledgerChain },
  { id: 'lifecycle_states', severity: 'error', timeoutMs: 20_000, run: lifecycleStates },
  { id: 'engine_manifest',  severity: 'error', timeoutMs: 10_000, run: engineManifest },
  { id: 'known_answer',     severity: 'error', timeoutMs: 30_000, run: knownAnswer },
  { id: 'data_fresh',       severity: 'error', timeoutMs: 60_000, run: dataFresh },
  { id: 'shadow',           severity: 'error', timeoutMs: 60_000, run: shadow },
  { id: 'work_folder',      severity: 'error', timeoutMs: 10_000, run: workFolder },
  { id: 'disk_space',       severity: 'error', timeoutMs: 5_000,  run: diskSpace },
  { id: 'clock_sane',       severity: 'error', timeoutMs: 5_000,  run: clockSane },
  { id: 'secret_scan',      severity: 'error', timeoutMs: 10_000, run: secretScan },
];
