import type { ToolDefinition } from '@assay/cli';
import { TOOL_VERSION } from '@assay/core';
import { declareEvidence } from './commands/evidence/declare.js';
import { declareGates } from './commands/gates/declare.js';
import { declareHygiene } from './commands/hygiene/declare.js';
import { declareOrders } from './commands/orders/declare.js';
import { declareProbe } from './commands/probe/declare.js';
import { declareServices } from './commands/services/declare.js';
import { declareSupervise } from './commands/supervise/declare.js';

/** The tool, for the installation in a folder; what a command does is loaded when it runs. */
export function createTool(installation: string): ToolDefinition {
  return {
    name: 'ops-loop',
    version: TOOL_VERSION,
    summary: 'Supervised shadow and paper operation: ticks, gates, evidence, retention, stop.',
    examples: [
      { command: 'ops-loop supervise run --arm --interval 5s', remark: 'tick until stopped' },
      { command: 'ops-loop health', remark: 'is the last tick fresh and whole' },
      { command: 'ops-loop cycle', remark: 'gates, snapshots, green light, retention' },
      { command: 'ops-loop greenlight --json', remark: 'the one answer, as a document' },
      { command: 'ops-loop retain all --no-dry-run', remark: 'thin out old evidence' },
      { command: 'ops-loop stop', remark: 'stop everything and prove it' },
      { command: 'ops-loop evidence verify all', remark: 'check bags, bundles, pins, log' },
    ],
    exits: [
      'success',
      'blocked',
      'usage',
      'integrity',
      'refused',
      'busy',
      'unproved',
      'bug',
      'interrupted',
    ],
    build(toolShell) {
      const shell = { ...toolShell, installation };
      declareSupervise(shell);
      declareProbe(shell);
      declareGates(shell);
      declareOrders(shell);
      declareEvidence(shell);
      declareServices(shell);
      declareHygiene(shell);
    },
  };
}
