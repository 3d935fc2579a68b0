import type { DirectiveModel } from '@assay/directive';
import { printString } from '../signature/print-literal.js';
import {
  printSignatureDeclaration,
  SIGNATURE_END,
  SIGNATURE_NAME,
  SIGNATURE_START,
} from '../signature/signature-block.js';
import type { StrategySignature } from '../recipes/strategy-signature.js';
import { SDK_MODULE } from '../semantic/strategy-definition.js';
import { declaredFilters } from './declared-filters.js';
import { printIndicatorImports, type IndicatorImport } from './indicator-imports.js';

export const IMPORTS_HEADING = '// --- IMPORTS (from the directive) ---';

/** What a new strategy file is made from. */
export interface TemplateInput {
  readonly model: DirectiveModel;
  readonly signature: StrategySignature;
  readonly imports: readonly IndicatorImport[];
  /** Name of the recipe to call; a thin template without. */
  readonly recipe?: string;
}

/** Writes a new strategy file: imports, signature between its markers, and a recipe call or empty hooks. */
export function printStrategyFile(input: TemplateInput): string {
  const called = input.recipe ?? 'defineStrategy';
  const lines = [
    IMPORTS_HEADING,
    ...printIndicatorImports(input.imports, new Set([called, SIGNATURE_NAME])),
    `import { ${called} } from '${SDK_MODULE}';`,
    SIGNATURE_START,
    printSignatureDeclaration(input.signature).trimEnd(),
    SIGNATURE_END,
    '',
  ];
  const logic =
    input.recipe === undefined ? printThinDefinition(input.model) : printRecipeCall(input.recipe);
  return lines.join('\n') + logic;
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
