import { bindRun } from './stages/binding.js';
import { compileReport } from './stages/compilation.js';
import { proveDryRun } from './stages/dry-run.js';
import { executeRun } from './stages/execution.js';
import { indexRun } from './stages/indexing.js';
import { evaluatePortfolio } from './stages/portfolio.js';
import { preflight } from './stages/preflight.js';
import { validateSemantics } from './stages/semantic-validation.js';
import type { DirectiveStage, RunStage, Stage } from './stages/stage.js';

/**
 * The road of a directive, top to bottom. Read this first: the orchestrator is a loop over it, and
 * the reset, the sweep and the documents read the same rows. A stage's `perform` decides and writes
 * to staging; only the commit that follows makes anything true.
 */
export const STAGES = [
  {
    id: '0',
    name: 'preflight',
    scope: 'directive',
    directiveFrom: 'INITIALIZED', // a rebind repeats it at PREFLIGHT_COMPLETE and keeps that state
    directiveTo: 'PREFLIGHT_COMPLETE',
    runFrom: 'IDLE',
    runTo: 'PREFLIGHT_COMPLETE',
    gate: 'decision token ALLOW_EXECUTION',
    artifacts: ['runs/<RUN_ID>/{strategy.ts,strategy.js,directive.json,spec.yaml}'],
    perform: preflight,
  },
  {
    id: '0.5',
    name: 'semantic validation',
    scope: 'directive',
    directiveFrom: 'PREFLIGHT_COMPLETE',
    directiveTo: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    runFrom: 'PREFLIGHT_COMPLETE',
    runTo: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    gate: 'the strategy is what the directive says, and can only compute',
    artifacts: [],
    perform: validateSemantics,
  },
  {
    id: '0.75',
    name: 'dry run',
    scope: 'run',
    runFrom: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    runTo: [], // the entry gate of stage 1: repeated on resume, no state of its own
    gate: 'no look-ahead: truncated data give the same columns and decisions',
    artifacts: [],
    perform: proveDryRun,
  },
  {
    id: '1',
    name: 'execution',
    scope: 'run',
    runFrom: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    runTo: ['STAGE_1_COMPLETE'],
    gate: 'same inputs gave the same bytes, if they were ever executed before',
    artifacts: ['runs/<RUN_ID>/artifacts/{raw,metadata}/*'],
    perform: executeRun,
  },
  {
    id: '2',
    name: 'compilation',
    scope: 'run',
    runFrom: 'STAGE_1_COMPLETE',
    runTo: ['STAGE_2_COMPLETE'],
    gate: 'stage-1 artifacts hash as recorded',
    artifacts: [
      'runs/<RUN_ID>/artifacts/report/{AK_Trade_Report_<DIRECTIVE>_<SYMBOL>.xlsx,report.html}',
    ],
    perform: compileReport,
  },
  {
    id: '3',
    name: 'indexing',
    scope: 'run',
    runFrom: 'STAGE_2_COMPLETE',
    runTo: ['STAGE_3_COMPLETE'],
    gate: 'metadata exist, artifacts hash as recorded, no other current row',
    artifacts: ['runs/<RUN_ID>/artifacts/metadata/master_row.json'],
    perform: indexRun,
  },
  {
    id: '3A',
    name: 'binding',
    scope: 'run',
    runFrom: 'STAGE_3_COMPLETE',
    runTo: ['STAGE_3A_COMPLETE', 'COMPLETE'], // sealed and done are one commit
    gate: 'snapshots and artifacts are those that were bound and committed',
    artifacts: ['runs/<RUN_ID>/{manifest.json,SHA256SUMS,binding.json}'],
    perform: bindRun,
  },
  {
    id: '4',
    name: 'portfolio',
    scope: 'directive',
    directiveFrom: 'SYMBOL_RUNS_COMPLETE',
    directiveTo: 'PORTFOLIO_COMPLETE',
    runFrom: null,
    runTo: null,
    gate: 'every capsule verifies against its manifest and the ledger',
    artifacts: ['portfolios/<DIRECTIVE_ID>/*'],
    perform: evaluatePortfolio,
  },
] as const satisfies readonly Stage[];

/** The stages of a run in order. */
export const RUN_STAGES: readonly RunStage[] = STAGES.filter(
  (stage): stage is Extract<(typeof STAGES)[number], { scope: 'run' }> => stage.scope === 'run',
);

/** A stage of the whole directive by its id. */
export function directiveStage(id: '0' | '0.5' | '4'): DirectiveStage {
  const found = STAGES.find((stage) => stage.id === id);
  if (found?.scope !== 'directive') throw new RangeError(`stage ${id} is not a directive stage`);
  return found;
}
