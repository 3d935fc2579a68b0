import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { DirectiveModel } from '@assay/directive';
import { RECIPES } from '../recipes/recipe-table.js';
import { validateStrategy } from '../semantic/validate-strategy.js';
import { directiveModel, KNOWN } from '../testing/directive-model.js';
import { LEAST_RULES } from '../testing/recipe-rules.js';
import { planProvisioning, strategyPath } from './plan-provisioning.js';
import { STRATEGY_TEMPLATES } from './template-choice.js';

const SOURCE = join(import.meta.dirname, '..');
const REPOSITORY = join(SOURCE, '..', '..', '..');

/** A template with the texts of its modules. */
function template(name: string) {
  const found = STRATEGY_TEMPLATES.find((candidate) => candidate.name === name);
  const read = (path: string): [string, string] => [path, readFileSync(join(SOURCE, path), 'utf8')];
  return { name, sources: Object.fromEntries((found?.sources ?? []).map(read)) };
}

async function provisioned(model: DirectiveModel, name: string, existing?: string) {
  return planProvisioning({ model, existing, knownIndicators: KNOWN, template: template(name) });
}

const MODELS = RECIPES.map(({ name }) => {
  const rules = {
    ...LEAST_RULES[name],
    volatility_filter: { enabled: true, required_regime: [0, 1] },
  };
  return [name, directiveModel({ indicators: ['volatility/atr'], rules })] as const;
});

describe.each(MODELS)('the template %s', (name, model) => {
  test('passes the semantic validation, has logic, and is the same when it is asked for again', async () => {
    const plan = await provisioned(model, name);
    if (!plan.ok) throw new Error(JSON.stringify(plan.error));
    const { text, hollow, changed, recipe } = plan.value;
    expect({ hollow, changed, recipe }).toEqual({ hollow: false, changed: true });
    const file = strategyPath(model.strategy);
    const judged = { source: text, file, model, knownIndicators: KNOWN };
    expect(await validateStrategy(judged)).toEqual([]);
    const again = await provisioned(model, name, text);
    expect(again.ok && again.value.changed).toBe(false);
    const plain = await planProvisioning({ model, existing: text, knownIndicators: KNOWN });
    expect(plain.ok && [plain.value.changed, plain.value.hollow]).toEqual([false, false]);
  });

  test('replaces a file that nobody has edited, and no other', async () => {
    const made = await planProvisioning({ model, existing: undefined, knownIndicators: KNOWN });
    if (!made.ok) throw new Error(JSON.stringify(made.error));
    const over = await provisioned(model, name, made.value.text);
    expect(over.ok && over.value.changed).toBe(true);
    const edited = await provisioned(model, name, `${made.value.text}// mine\n`);
    expect(edited.ok ? [] : edited.error.map(({ code }) => code)).toEqual(['STRATEGY_EXISTS']);
  });

  test('needs the blocks that it reads', async () => {
    const refused = await provisioned(directiveModel(), name);
    expect(refused.ok ? [] : refused.error.map(({ code }) => code)).toEqual(['MISSING_KEY']);
  });
});

test('thin is the hollow template, also where a recipe would trade', async () => {
  const model = directiveModel({ rules: LEAST_RULES.streak_reversal });
  const plan = await provisioned(model, 'thin');
  expect(plan.ok && plan.value).toMatchObject({ hollow: true, changed: true });
});

test('a template that does not exist is refused with the nearest name', async () => {
  const plan = await provisioned(directiveModel(), 'streak_reversel');
  expect(plan.ok ? [] : plan.error).toMatchObject([
    { code: 'USAGE', next: 'Did you mean streak_reversal?' },
  ]);
});

describe('for a compiler', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'assay-templates-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('every template type-checks where a workspace has it', async () => {
    const files: string[] = [];
    for (const [name, model] of MODELS) {
      const plan = await provisioned(model, name);
      if (!plan.ok) throw new Error(JSON.stringify(plan.error));
      mkdirSync(join(folder, name), { recursive: true });
      files.push(join(folder, name, 'strategy.ts'));
      writeFileSync(join(folder, name, 'strategy.ts'), plan.value.text);
    }
    const example = join(REPOSITORY, 'examples', 'fx', 'tsconfig.json');
    const { config } = ts.readConfigFile(example, (path) => readFileSync(path, 'utf8')) as {
      config: object;
    };
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(example, '..'));
    const program = ts.createProgram(files, { ...options, exactOptionalPropertyTypes: true });
    const found = files.flatMap((file) => {
      const source = program.getSourceFile(file);
      return [
        ...program.getSemanticDiagnostics(source),
        ...program.getSyntacticDiagnostics(source),
      ];
    });
    expect(found.map((one) => ts.flattenDiagnosticMessageText(one.messageText, '\n'))).toEqual([]);
  }, 30_000);
});
