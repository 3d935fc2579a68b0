import { AssayError } from '@assay/core';
import type { Recipe } from '../recipes/recipe-table.js';
import { listImports } from '../semantic/module-imports.js';
import { parseSource } from '../semantic/parse-source.js';
import { byCodeUnits } from '../signature/canonical-value.js';

/** The logic of a recipe as part of one file. */
export interface ExpandedRecipe {
  /** What it takes from `@assay/strategy`: `averageColumn`, `type Bars`; sorted. */
  readonly imports: readonly string[];
  /** Its declarations, without imports and without `export`. */
  readonly body: string;
}

/** Text of a module below `libs/strategy/src`, by its path there. */
export type RecipeSources = Readonly<Record<string, string>>;

/** `recipes/signals/signal-logic.ts` for `../signals/signal-logic.js` of a module beside it. */
function modulePath(importer: string, specifier: string): string {
  const steps = importer.split('/').slice(0, -1);
  for (const step of specifier.replace(/\.js$/, '.ts').split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.') steps.push(step);
  }
  return steps.join('/');
}

/**
 * Puts the modules of a recipe's logic into one text: what they import from each other is there, and
 * everything else that they import is exported by `@assay/strategy` under the same name.
 * @throws AssayError NOT_BUILT when a source is missing; STRATEGY_SYNTAX when one cannot be parsed.
 */
export async function expandRecipe(
  recipe: Recipe,
  sources: RecipeSources,
): Promise<ExpandedRecipe> {
  const imports = new Set<string>();
  const bodies: string[] = [];
  for (const path of recipe.sources) {
    const text = sources[path];
    if (text === undefined) {
      throw new AssayError('NOT_BUILT', `The source of the recipe ${recipe.name} is missing.`, {
        found: path,
      });
    }
    const parsed = await parseSource(text, path);
    if (!parsed.ok) throw AssayError.of(parsed.error);
    let from = 0;
    for (const { node, specifier, names } of listImports(parsed.value)) {
      from = Math.max(from, node.end);
      if (recipe.sources.includes(modulePath(path, specifier))) continue;
      for (const { imported, isTypeOnly } of names) {
        imports.add(isTypeOnly ? `type ${imported}` : imported);
      }
    }
    bodies.push(parsed.value.text.slice(from).trim());
  }
  const body = bodies.join('\n\n').replace(/^export (?=function|interface|const|type)/gm, '');
  return { imports: [...imports].sort(byName), body };
}

/** Types stand among the values, by their own name. */
function byName(a: string, b: string): number {
  return byCodeUnits(a.replace(/^type /, ''), b.replace(/^type /, ''));
}
