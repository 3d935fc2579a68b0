import { isAssayError } from '@assay/core';
import { bundleStrategy } from '../sandbox/bundle-strategy.js';
import type { DirectiveContext } from '../stages/stage.js';
import { bindInputs } from './bound-inputs.js';
import { changedSources, compareInputs, driftOfSources, type Drift } from './drift.js';
import { activeEngineVersion } from './engine-version.js';

/**
 * The inputs of a bound directive that are no longer what was bound. First compares bytes of the
 * files that were read; only when some differ are the inputs computed anew, because a file may
 * change without changing an input (a comment, later bars).
 */
export async function detectDrift(context: DirectiveContext): Promise<readonly Drift[]> {
  const { session, file, model } = context;
  const { files, workspace, ledger, toolchain } = session;
  const record = ledger.directive(file.id);
  if (!record || record.sources.length === 0) return [];
  const changed = changedSources(files, workspace, record, file.path);
  if (changed.length === 0) return [];
  try {
    const bundled = await bundleStrategy({
      strategyFile: workspace.paths.strategyFile(model.strategy).absolute,
      workspaceRoot: workspace.root,
      sdkRoot: toolchain.sdkRoot,
      signal: session.signal,
    });
    if (!bundled.ok) return driftOfSources(changed);
    const current = await bindInputs(context.scope(), {
      files,
      workspace,
      toolchain,
      series: context.series,
      directivePath: file.path,
      engineVersion: activeEngineVersion(toolchain, model),
      bundle: bundled.value,
    });
    return compareInputs(ledger.runs(file.id), record, current);
  } catch (error) {
    // What cannot be read or resolved any more has certainly changed; it is named by its file.
    if (!isAssayError(error) || error.code === 'INTERRUPTED') throw error;
    return driftOfSources(changed);
  }
}
