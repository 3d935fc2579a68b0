import { diagnostic, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { KnownIndicators } from '../provisioning/indicator-imports.js';
import { checkFilters } from './check-filters.js';
import { checkIdentity } from './check-identity.js';
import {
  checkIndicators,
  checkModules,
  isIndicatorImport,
  isStrategyImport,
} from './check-imports.js';
import { checkSignature } from './check-signature.js';
import { findForbiddenConstructs } from './forbidden-constructs.js';
import { parseSource, type SourceTree } from './parse-source.js';

/** A source of the workspace. */
export interface WorkspaceSource {
  readonly source: string;
  /** Shown in findings. */
  readonly file: string;
}

/** What stage 0.5 judges. */
export interface ValidationInput extends WorkspaceSource {
  readonly model: DirectiveModel;
  readonly knownIndicators: KnownIndicators;
  /** Other modules of the strategy's own folder that its bundle contains. */
  readonly helpers?: readonly WorkspaceSource[];
}

/**
 * Stage 0.5: checks on the syntax tree that a strategy is what its directive says and that it can
 * only compute. All findings at once, each with line and column; empty when there are none. Warnings
 * do not stop a directive. Nothing of the source is run.
 */
export async function validateStrategy(input: ValidationInput): Promise<Diagnostic[]> {
  const parsed = await parseSource(input.source, input.file);
  const helpers: SourceTree[] = [];
  const findings: Diagnostic[] = [];
  for (const helper of input.helpers ?? []) {
    const tree = await parseSource(helper.source, helper.file);
    if (tree.ok) helpers.push(tree.value);
    else findings.push(...tree.error);
  }
  if (!parsed.ok) return [...parsed.error, ...findings];
  const tree = parsed.value;
  return guarded(tree, () => [
    ...checkIdentity(tree, input.model),
    ...checkSignature(tree, input.model),
    ...checkIndicators(tree, helpers, input.model.indicators, input.knownIndicators),
    ...checkModules(tree, isStrategyImport),
    ...findForbiddenConstructs(tree),
    ...checkFilters(tree, helpers, input.model),
    ...helpers.flatMap((helper) => [
      ...checkModules(
        helper,
        (specifier) => isStrategyImport(specifier) || specifier.startsWith('../'),
      ),
      ...findForbiddenConstructs(helper),
    ]),
    ...findings,
  ]);
}

/** The checks of stage 0.5 for an indicator of the workspace: allowed modules and constructs. */
export async function validateIndicatorSource(input: WorkspaceSource): Promise<Diagnostic[]> {
  const parsed = await parseSource(input.source, input.file);
  if (!parsed.ok) return parsed.error;
  const tree = parsed.value;
  return guarded(tree, () => [
    ...checkModules(tree, isIndicatorImport),
    ...findForbiddenConstructs(tree),
  ]);
}

/** The checks descend the tree; a text nested deeper than the stack is refused, not a crash of ours. */
function guarded(tree: SourceTree, check: () => Diagnostic[]): Diagnostic[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const place = { file: tree.file };
    return [
      diagnostic('STRATEGY_SYNTAX', 'The source is nested too deeply to be checked.', { place }),
    ];
  }
}
