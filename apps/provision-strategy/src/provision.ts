import { AssayError, diagnostic, type Diagnostic } from '@assay/core';
import type { Ending, ToolIo } from '@assay/cli';
import {
  listTemplates,
  locateDirective,
  provisionStrategy,
  readDirective,
  readTemplate,
  toolchainAt,
  withWriter,
  type ProvisionOptions,
} from '@assay/pipeline';

/** What the command line asks for. */
export interface ProvisionRequest {
  /** Folder of the installation: templates are sources that it ships. */
  readonly root: string;
  readonly check: boolean;
  /** Name of a template, `moving_average_cross`. */
  readonly template: string | undefined;
}

type Plan = Awaited<ReturnType<typeof provisionStrategy>>['plan'];

/** Lists what a strategy file can start from. */
export function showTemplates(): Ending {
  const templates = listTemplates();
  const width = Math.max(...templates.map(({ name }) => name.length));
  return {
    schema: 'provision-strategy/1',
    body: { templates },
    diagnostics: [],
    text: () =>
      templates.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}`).join('\n'),
  };
}

/**
 * Provisions the strategy of one directive.
 * @throws AssayError USAGE without a directive.
 */
export async function provision(
  io: ToolIo,
  id: string | undefined,
  request: ProvisionRequest,
): Promise<Ending> {
  if (id === undefined) {
    throw new AssayError('USAGE', "missing required argument 'directive'", {
      found: 'no directive',
      expected: 'provision-strategy <directive>, or --list-templates',
    });
  }
  const { check: isCheck, template } = request;
  const options: ProvisionOptions = {
    check: isCheck,
    template:
      template === undefined ? undefined : readTemplate(toolchainAt(request.root), template),
  };
  return withWriter(
    {
      workspaceFlag: io.flags.workspace,
      cwd: io.cwd,
      command: `provision-strategy ${id}`,
      clock: { now: () => Date.now() },
      signal: io.signal,
      waitMs: io.flags.waitMs ?? 0,
      say: (line) => io.say(line),
    },
    async (writer) => {
      const file = locateDirective(writer.files, writer.workspace, id);
      const parsed = readDirective(writer, file);
      const { model } = parsed;
      if (!model) return described(id, undefined, isCheck, parsed.diagnostics);
      const { plan, diagnostics } = await provisionStrategy(writer, model, options);
      const findings: Diagnostic[] = [...parsed.diagnostics, ...diagnostics];
      // That a strategy waits for its author is what provisioning is for, not a failure of it.
      const shown = findings.map((found) =>
        found.code === 'PROVISION_REQUIRED' ? { ...found, severity: 'warning' as const } : found,
      );
      if (isCheck && plan?.changed) {
        shown.push(
          diagnostic('PROVISION_OUTDATED', `${plan.path} would be written`, {
            found: 'a missing or outdated strategy file',
            expected: 'the file that the directive describes',
            next: `provision-strategy ${id}`,
          }),
        );
      }
      return described(id, plan, isCheck, shown);
    },
  );
}

/** What is said of the file, to people and as JSON; without a plan nothing could be planned. */
function described(
  id: string,
  plan: Plan,
  isCheck: boolean,
  diagnostics: readonly Diagnostic[],
): Ending {
  return {
    schema: 'provision-strategy/1',
    body: {
      id,
      path: plan?.path ?? null,
      changed: plan?.changed ?? false,
      written: plan?.changed === true && !isCheck,
      recipe: plan?.recipe ?? null,
      hollow: plan?.hollow ?? null,
    },
    diagnostics,
    text: () => {
      if (!plan) return `${id}: nothing was provisioned`;
      if (!plan.changed) return `${plan.path} is up to date; nothing was written`;
      return isCheck ? `${plan.path} would be written` : `wrote ${plan.path}`;
    },
  };
}
