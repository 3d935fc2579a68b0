import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssayError, isAssayError, type Diagnostic } from '@assay/core';
import { parseDirective, type DirectiveModel } from '@assay/directive';
import { INDICATORS } from '@assay/indicators';
import {
  planProvisioning,
  planSignatureConflicts,
  STRATEGY_TEMPLATES,
  type ProvisionPlan,
  type TemplateRequest,
} from '@assay/strategy';
import type { FileStore, Workspace } from '@assay/workspace';
import { allDirectives } from './inputs/directive-files.js';
import type { Session } from './session.js';
import type { Toolchain } from './toolchain.js';

/** What provisioning did or would do. */
export interface Provisioned {
  readonly plan?: ProvisionPlan;
  readonly diagnostics: readonly Diagnostic[];
}

/** How the tool provisions; stage 0 asks for neither. */
export interface ProvisionOptions {
  /** Writes nothing. */
  readonly check?: boolean;
  /** Starts a new file from a template. */
  readonly template?: TemplateRequest | undefined;
}

/**
 * Writes or re-synchronises the strategy file of a directive: the same function for stage 0 and for
 * the tool. Touches nothing but that file, and writes only when its text changes.
 */
export async function provisionStrategy(
  session: Pick<Session, 'files' | 'workspace'>,
  model: DirectiveModel,
  options: ProvisionOptions = {},
): Promise<Provisioned> {
  const { files, workspace } = session;
  const path = workspace.paths.strategyFile(model.strategy).absolute;
  refuseLink(files, path);
  const conflicts = planSignatureConflicts(model, otherModels(files, workspace, model));
  if (conflicts.length > 0) return { diagnostics: conflicts };
  const existing = files.exists(path) ? files.readText(path) : undefined;
  const planned = await planProvisioning({
    model,
    existing,
    knownIndicators: knownIndicators(files, workspace),
    template: options.template,
  });
  if (!planned.ok) return { diagnostics: planned.error };
  const plan = planned.value;
  if (plan.changed && options.check !== true)
    files.writeAtomic(path, Buffer.from(plan.text, 'utf8'));
  return { plan, diagnostics: plan.notes };
}

/**
 * Behind a link lies a file of somebody else's: its text must not be taken for the strategy's, and
 * writing would replace the link.
 */
function refuseLink(files: FileStore, path: string): void {
  if (files.stat(path)?.kind !== 'link') return;
  throw new AssayError('PATH_OUTSIDE_WORKSPACE', 'the strategy file is a symbolic link', {
    place: { file: path },
    found: 'a symbolic link',
    expected: 'a file of the workspace, or nothing',
    next: 'Replace the link by the file itself, or remove it.',
  });
}

/** Names of the templates that a strategy file can start from, with what each one is. */
export function listTemplates(): readonly { readonly name: string; readonly summary: string }[] {
  return STRATEGY_TEMPLATES.map(({ name, summary }) => ({ name, summary }));
}

/** A template by name, with the texts of its modules as the installation ships them. */
export function readTemplate(toolchain: Pick<Toolchain, 'sdkRoot'>, name: string): TemplateRequest {
  const template = STRATEGY_TEMPLATES.find((candidate) => candidate.name === name);
  const sources: Record<string, string> = {};
  for (const path of template?.sources ?? []) {
    const file = join(toolchain.sdkRoot, 'strategy', 'src', path);
    if (existsSync(file)) sources[path] = readFileSync(file, 'utf8');
  }
  return { name, sources };
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
