import { diagnostic, err, ok, type Diagnostic, type Result } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { isHollow } from '../semantic/hollow.js';
import { parseSource } from '../semantic/parse-source.js';
import { readDefaultExport } from '../semantic/strategy-definition.js';
import { buildSignature } from '../signature/build-signature.js';
import { RECIPES } from '../recipes/recipe-table.js';
import { expandRecipe } from './expand-recipe.js';
import {
  resolveIndicators,
  type IndicatorImport,
  type KnownIndicators,
} from './indicator-imports.js';
import { chooseRecipe, refuseRecipe, type RecipeChoice } from './recipe-choice.js';
import { printExpandedFile, printStrategyFile } from './strategy-template.js';
import { refuseTemplate, type TemplateRequest } from './template-choice.js';
import { synchroniseStrategy } from './synchronise-strategy.js';

/** What provisioning decides from. */
export interface ProvisionInput {
  readonly model: DirectiveModel;
  /** Text of the existing strategy file, as it stands on disk; undefined when there is none. */
  readonly existing: string | undefined;
  readonly knownIndicators: KnownIndicators;
  /** Asks for a new file with the whole logic of a recipe in it, or with empty hooks. */
  readonly template?: TemplateRequest | undefined;
}

/** The strategy file as it has to be; carried out by writing `text` when `changed`. */
export interface ProvisionPlan {
  /** Relative to the workspace, forward slashes. */
  readonly path: string;
  readonly text: string;
  /** False when the file on disk is right already: nothing is to be written. */
  readonly changed: boolean;
  /** The recipe that the file calls, when it calls one. */
  readonly recipe?: string;
  /** Reported, never acted upon: imports that the directive no longer declares, recipes not taken. */
  readonly notes: readonly Diagnostic[];
  /** True when nobody has written the entry logic yet. */
  readonly hollow: boolean;
}

/** Where the strategy of a directive lives, relative to the workspace. */
export function strategyPath(strategy: string): string {
  return `strategies/${strategy}/strategy.ts`;
}

/**
 * Plans the strategy file of a directive. Depends on nothing but its input: same directive, same
 * bytes. A new file calls the recipe that the rules match, or is a thin, hollow template. In an
 * existing file only the signature block changes, and missing imports are added; its line ends and
 * byte order mark stay.
 * @returns as errors INDICATOR_UNKNOWN, INDICATOR_AMBIGUOUS, RULE_NOT_INTERPRETED,
 *   SIGNATURE_MARKERS_INVALID, STRATEGY_SYNTAX, STRATEGY_EXISTS.
 */
export async function planProvisioning(
  input: ProvisionInput,
): Promise<Result<ProvisionPlan, Diagnostic[]>> {
  const { model, existing, template } = input;
  const imports = resolveIndicators(model.indicators, input.knownIndicators);
  if (template) return planFromTemplate(input, template, imports);
  const choice = chooseRecipe(model);
  if (existing !== undefined)
    return imports.ok ? planExisting(model, existing, imports.value, choice) : imports;
  const findings = [
    ...(imports.ok ? [] : imports.error),
    ...(choice.kind === 'refused' ? choice.findings : []),
  ];
  if (!imports.ok || findings.length > 0) return err(findings);
  return ok({ ...newFile(model, imports.value, choice), changed: true });
}

/** The file that provisioning makes where there is none. */
function newFile(
  model: DirectiveModel,
  imports: readonly IndicatorImport[],
  choice: RecipeChoice,
): Omit<ProvisionPlan, 'changed'> {
  const recipe = choice.kind === 'recipe' ? choice.name : undefined;
  const base = { model, signature: buildSignature(model), imports };
  const text = printStrategyFile(base, recipe);
  const plan = { path: strategyPath(model.strategy), text, notes: [] };
  return recipe === undefined ? { ...plan, hollow: true } : { ...plan, hollow: false, recipe };
}

/** A new file with a template's logic; what somebody wrote is never overwritten. */
async function planFromTemplate(
  { model, existing }: ProvisionInput,
  template: TemplateRequest,
  imports: ReturnType<typeof resolveIndicators>,
): Promise<Result<ProvisionPlan, Diagnostic[]>> {
  const refusal = refuseTemplate(template.name, model);
  const findings = [...(imports.ok ? [] : imports.error), ...(refusal ? [refusal] : [])];
  if (!imports.ok || findings.length > 0) return err(findings);
  const base = { model, signature: buildSignature(model), imports: imports.value };
  const recipe = RECIPES.find(({ name }) => name === template.name);
  const text = recipe
    ? printExpandedFile(base, recipe, await expandRecipe(recipe, template.sources))
    : printStrategyFile(base);
  const path = strategyPath(model.strategy);
  const untouched = [text, newFile(model, imports.value, chooseRecipe(model)).text];
  if (existing !== undefined && !untouched.includes(existing)) {
    return err([
      diagnostic('STRATEGY_EXISTS', `${path} has been written already.`, {
        place: { file: path },
        found: 'a strategy file that differs from what provisioning makes',
        expected: 'no file, or one that nobody has edited',
      }),
    ]);
  }
  return ok({ path, text, changed: text !== existing, notes: [], hollow: !recipe });
}

async function planExisting(
  model: DirectiveModel,
  existing: string,
  imports: Parameters<typeof synchroniseStrategy>[0]['imports'],
  choice: RecipeChoice,
): Promise<Result<ProvisionPlan, Diagnostic[]>> {
  const path = strategyPath(model.strategy);
  const updated = await synchroniseStrategy({
    file: path,
    existing,
    signature: buildSignature(model),
    imports,
  });
  if (!updated.ok) return updated;
  const { text, notes } = updated.value;
  const parsed = await parseSource(text, path);
  if (!parsed.ok) return parsed;
  const exported = readDefaultExport(parsed.value);
  const plan = { path, text, changed: text !== existing };
  if (exported.kind === 'recipe') {
    const findings = refuseRecipe(exported.recipe, model, path);
    if (findings.length > 0) return err([...findings]);
    return ok({ ...plan, notes, hollow: false, recipe: exported.recipe });
  }
  const hollow = isHollow(parsed.value);
  return ok({ ...plan, notes: hollow ? [...notes, ...recipeOffer(choice, path)] : notes, hollow });
}

/** A hollow file stays as it is, even when a recipe could trade now: it may be somebody's beginning. */
function recipeOffer(choice: RecipeChoice, path: string): readonly Diagnostic[] {
  if (choice.kind !== 'recipe') return [];
  return [
    diagnostic('PROVISION_REQUIRED', `The recipe ${choice.name} could trade this directive.`, {
      severity: 'note',
      place: { file: path },
      found: 'a strategy file without entry logic',
      expected: `a written checkEntry, or no file, so that one that calls ${choice.name} is made`,
      next: 'Write checkEntry, or move the file away and provision again.',
    }),
  ];
}
