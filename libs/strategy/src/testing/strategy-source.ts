import type { DirectiveModel } from '@assay/directive';
import { expect } from 'vitest';
import { validateStrategy } from '../semantic/validate-strategy.js';
import { buildSignature } from '../signature/build-signature.js';
import { canonicalValue } from '../signature/canonical-value.js';
import { printLiteral } from '../signature/print-literal.js';
import { directiveModel, KNOWN } from './directive-model.js';

/** A directive with an indicator and a parameter. */
export const MODEL = directiveModel({
  indicators: ['volatility/atr'],
  rules: { parameters: { limit: 3 } },
});
/** A directive with a filter that is switched on. */
export const FILTERED = directiveModel({
  rules: { volatility_filter: { enabled: true, required_regime: 1 } },
});

/** A strategy that is right for its model, with parts that a test replaces. */
export function strategySource(
  model: DirectiveModel,
  parts: Readonly<Record<string, string>> = {},
): string {
  const part = (name: string, usual: string): string => parts[name] ?? usual;
  const usualImports = model.indicators.includes('volatility/atr')
    ? `import { atr } from '@assay/indicators/volatility/atr';\n`
    : '';
  const literal = printLiteral(canonicalValue(buildSignature(model)));
  return `${part('imports', usualImports)}import { defineStrategy } from '@assay/strategy';
export const STRATEGY_SIGNATURE = ${part('signature', `${literal} as const`)};
${part('top', '')}
export default ${part(
    'definition',
    `defineStrategy({
  name: ${part('name', `'Plain'`)}, timeframe: ${part('timeframe', `'1h'`)}, signature: ${part('member', 'STRATEGY_SIGNATURE')},
  prepareIndicators(bars) { ${part('prepare', 'return {};')} },
  checkEntry(ctx) { ${part('entry', 'return ctx.close > 1 ? { direction: 1 } : null;')} },
  checkExit(ctx) { ${part('exit', 'return false;')} },
})`,
  )};
`;
}

/** Codes of the findings, warnings marked; each finding must have place, message and next step. */
export async function findings(source: string, model = MODEL): Promise<string[]> {
  const found = await validateStrategy({ source, file: 's.ts', model, knownIndicators: KNOWN });
  for (const { place, next, message } of found) {
    expect(place?.file).toBe('s.ts');
    expect(place?.line).toBeGreaterThan(0);
    expect(place?.column).toBeGreaterThan(0);
    expect(next).toBeTruthy();
    expect(message).toBeTruthy();
  }
  return found.map(({ code, severity }) => (severity === 'error' ? code : `${severity} ${code}`));
}
