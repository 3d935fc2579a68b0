import { isAssayError, type Diagnostic } from '@assay/core';
import { parseDirective, type DirectiveModel } from '@assay/directive';
import { INDICATORS } from '@assay/indicators';
import { planProvisioning, planSignatureConflicts, type ProvisionPlan } from '@assay/strategy';
import type { FileStore, Workspace } from '@assay/workspace';
import { allDirectives } from './inputs/directive-files.js';
import type { Session } from './session.js';

/** What provisioning did or would do. */
export interface Provisioned {
  readonly plan?: ProvisionPlan;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes or re-synchronises the strategy file of a directive: the same function for stage 0 and for
 * the tool. Touches nothing but that file, and writes only when its text changes.
 */
export async function provisionStrategy(
  session: Pick<Session, 'files' | 'workspace'>,
  model: DirectiveModel,
  check = false,
): Promise<Provisioned> {
  const { files, workspace } = session;
  const path = workspace.paths.strategyFile(model.strategy).absolute;
  const conflicts = planSignatureConflicts(model, otherModels(files, workspace, model));
  if (conflicts.length > 0) return { diagnostics: conflicts };
  const existing = files.exists(path) ? files.readText(path) : undefined;
  const planned = await planProvisioning({
    model,
    existing,
    knownIndicators: knownIndicators(files, workspace),
  });
  if (!planned.ok) return { diagnostics: planned.error };
  const plan = planned.value;
  if (plan.changed && !check) files.writeAtomic(path, Buffer.from(plan.text, 'utf8'));
  return { plan, diagnostics: plan.notes };
}

/** The other directives that name the same strategy; unreadable ones are their own problem. */
function otherModels(
  files: FileStore,
  workspace: Workspace,
  model: DirectiveModel,
): DirectiveModel[] {
  const models: DirectiveModel[] = [];
  for (const file of allDirectives(files, workspace)) {
    if (file.id === model.id) continue;
    try {
      const parsed = parseDirective({ file: file.path, bytes: files.readFile(file.path) });
      if (parsed.model?.strategy === model.strategy) models.push(parsed.model);
    } catch (error) {
      if (!isAssayError(error)) throw error;
    }
  }
  return models;
}

/** Indicator modules by name: the library's, and those below the workspace's `indicators/`. */
export function knownIndicators(
  files: FileStore,
  workspace: Workspace,
): { readonly library: readonly string[]; readonly workspace: readonly string[] } {
  const root = workspace.paths.indicators.absolute;
  const own: string[] = [];
  for (const domain of files.list(root)) {
    if (domain.kind !== 'folder') continue;
    for (const entry of files.list(`${root}/${domain.name}`)) {
      const match = /^(.+)\.ts$/.exec(entry.name);
      if (entry.kind === 'file' && match && !entry.name.endsWith('.test.ts')) {
        own.push(`${domain.name}/${match[1] as string}`);
      }
    }
  }
  return { library: INDICATORS.map((indicator) => indicator.path), workspace: own };
}
