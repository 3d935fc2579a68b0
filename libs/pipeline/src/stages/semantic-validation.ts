import { diagnostic, type Diagnostic } from '@assay/core';
import type { LedgerEvent } from '@assay/ledger';

import { commitEvents } from '../commit.js';
import { validateIndicatorSource, validateStrategy } from '@assay/strategy';
import { knownIndicators } from '../provision-strategy.js';
import type { DirectiveContext } from './stage.js';

/**
 * Stage 0.5. The strategy must be what the directive says and must only be able to compute. When it
 * is not, every run and the directive fail in one commit.
 */
export async function validateSemantics(context: DirectiveContext): Promise<void> {
  const { session, file } = context;
  const findings = await findProblems(context);
  const record = session.ledger.directive(file.id);
  if (!record) throw new Error(`directive ${file.id} vanished from the ledger`);
  const runs = session.ledger.runs(file.id);
  const errors = findings.filter((finding) => finding.severity === 'error');
  const { attempt } = record;
  const events: LedgerEvent[] = runs.map((run) => {
    const shared = { directive_id: file.id, attempt, symbol: run.symbol, run_id: run.run_id };
    return errors.length > 0
      ? { type: 'RUN_FAILED', ...shared, from: run.state, diagnostics: errors }
      : {
          type: 'RUN_ADVANCED',
          ...shared,
          from: run.state,
          to: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
        };
  });
  const directive = { directive_id: file.id, attempt, from: record.state };
  events.push(
    errors.length > 0
      ? { type: 'DIRECTIVE_FAILED', ...directive, diagnostics: errors }
      : {
          type: 'DIRECTIVE_ADVANCED',
          ...directive,
          to: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
        },
  );
  commitEvents(session, events);
}

async function findProblems(context: DirectiveContext): Promise<readonly Diagnostic[]> {
  const { session, model } = context;
  const { files, workspace } = session;
  const path = workspace.paths.strategyFile(model.strategy).absolute;
  if (!files.exists(path)) {
    return [
      diagnostic('STRATEGY_SOURCE_MISSING', `strategy ${model.strategy} has no file`, {
        place: { file: path },
      }),
    ];
  }
  const known = knownIndicators(files, workspace);
  const findings = [
    ...(await validateStrategy({
      source: files.readText(path),
      file: path,
      model,
      knownIndicators: known,
    })),
  ];
  for (const name of model.indicators.filter((indicator) => known.workspace.includes(indicator))) {
    const indicator = `${workspace.paths.indicators.absolute}/${name}.ts`;
    findings.push(
      ...(await validateIndicatorSource({ source: files.readText(indicator), file: indicator })),
    );
  }
  return findings;
}
