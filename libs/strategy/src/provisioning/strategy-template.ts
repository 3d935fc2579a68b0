import type { DirectiveModel } from '@assay/directive';
import { printString } from '../signature/print-literal.js';
import {
  printSignatureDeclaration,
  SIGNATURE_END,
  SIGNATURE_NAME,
  SIGNATURE_START,
} from '../signature/signature-block.js';
import type { StrategySignature } from '../recipes/strategy-signature.js';
import type { Recipe } from '../recipes/recipe-table.js';
import { byCodeUnits } from '../signature/canonical-value.js';
import type { ExpandedRecipe } from './expand-recipe.js';
import { SDK_MODULE } from '../semantic/strategy-definition.js';
import { declaredFilters } from './declared-filters.js';
import { printIndicatorImports, type IndicatorImport } from './indicator-imports.js';

const LINE_WIDTH_MAX = 100;

export const IMPORTS_HEADING = '// --- IMPORTS (from the directive) ---';

/** What a new strategy file is made from. */
export interface TemplateInput {
  readonly model: DirectiveModel;
  readonly signature: StrategySignature;
  readonly imports: readonly IndicatorImport[];
}

/** Writes a new strategy file that calls a recipe; without one, a thin template with empty hooks. */
export function printStrategyFile(input: TemplateInput, recipe?: string): string {
  const called = recipe ?? 'defineStrategy';
  const logic = recipe === undefined ? printThinDefinition(input.model) : printRecipeCall(recipe);
  return printHead(input, [called], []) + logic;
}

/** Writes a new strategy file with the whole logic of a recipe in it, to be edited. */
export function printExpandedFile(
  input: TemplateInput,
  recipe: Recipe,
  logic: ExpandedRecipe,
): string {
  const { model } = input;
  const { plan, prepare, enter, leave } = recipe.calls;
  const own = [...logic.body.matchAll(/^(?:function|const|interface|type) (\w+)/gm)].map(
    ([, name = '']) => name,
  );
  const imports = [...logic.imports, 'defineStrategy'].sort((a, b) =>
    byCodeUnits(a.replace(/^type /, ''), b.replace(/^type /, '')),
  );
  return (
    `${printHead(input, imports, own)}
// The logic of the recipe ${recipe.name}, yours to change. It reads the rules from
// the signature, which follows the directive; a rule that it does not read is not carried out.

${logic.body}

const PLAN = ${plan};

` +
    'export default defineStrategy({\n' +
    `  name: ${printString(model.strategy)},\n` +
    `  timeframe: ${printString(model.timeframe)},\n` +
    `  signature: ${SIGNATURE_NAME},\n` +
    `  prepareIndicators: (bars) => ${prepare},\n` +
    `  checkEntry: (ctx) => ${enter},\n` +
    `  checkExit: (ctx) => ${leave},\n` +
    '});\n'
  );
}

/** Imports and signature; `own` are names that the rest of the file declares. */
function printHead(
  input: TemplateInput,
  fromSdk: readonly string[],
  own: readonly string[],
): string {
  const taken = [...fromSdk.map((name) => name.replace(/^type /, '')), ...own, SIGNATURE_NAME];
  const oneLine = `import { ${fromSdk.join(', ')} } from '${SDK_MODULE}';`;
  const lines = [
    IMPORTS_HEADING,
    ...printIndicatorImports(input.imports, new Set(taken)),
    oneLine.length <= LINE_WIDTH_MAX
      ? oneLine
      : `import {\n${fromSdk.map((name) => `  ${name},\n`).join('')}} from '${SDK_MODULE}';`,
    SIGNATURE_START,
    printSignatureDeclaration(input.signature).trimEnd(),
    SIGNATURE_END,
    '',
  ];
  return lines.join('\n');
}

function printRecipeCall(recipe: string): string {
  return `export default ${recipe}(${SIGNATURE_NAME});\n`;
}

/** Empty hooks; declared filters are guarded at once, because the semantic validation asks for it. */
function printThinDefinition(model: DirectiveModel): string {
  const guard =
    declaredFilters(model).length > 0 ? '    if (!ctx.filters.allows()) return null;\n' : '';
  return (
    'export default defineStrategy({\n' +
    `  name: ${printString(model.strategy)},\n` +
    `  timeframe: ${printString(model.timeframe)},\n` +
    `  signature: ${SIGNATURE_NAME},\n` +
    '  // Columns by name, each a Float64Array as long as the bars.\n' +
    '  prepareIndicators(bars) {\n    return {};\n  },\n' +
    '  // An order, several orders, or null; asked at each close while an entry may be taken.\n' +
    `  checkEntry(ctx) {\n${guard}    return null;\n  },\n` +
    '  // true, or an exit; asked at each close while a position is open.\n' +
    '  checkExit(ctx) {\n    return false;\n  },\n' +
    '});\n'
  );
}
