import { diagnostic, type Diagnostic } from '@assay/core';
import type { LedgerEvent } from '@assay/ledger';

import { commitEvents } from '../commit.js';
import { bundleStrategy } from '../sandbox/bundle-strategy.js';
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
  const bundled = await bundleStrategy({
    strategyFile: path,
    workspaceRoot: workspace.root,
    sdkRoot: session.toolchain.sdkRoot,
    signal: session.signal,
  });
  if (!bundled.ok) return bundled.error;
  // Whatever of the workspace ends up in the bundle is judged, not only what the directive names.
  const own = bundled.value.modules.filter((module) => module.path !== path);
  const sources = (prefix: string) =>
    own
      .filter((module) => module.name.startsWith(prefix))
      .map((module) => ({ source: files.readText(module.path), file: module.path }));
  const findings = [
    ...(await validateStrategy({
      source: files.readText(path),
      file: path,
      model,
      knownIndicators: knownIndicators(files, workspace),
      helpers: sources('ws/strategies/'),
    })),
  ];
  for (const indicator of sources('ws/indicators/')) {
    findings.push(...(await validateIndicatorSource(indicator)));
  }
  return findings;
}
