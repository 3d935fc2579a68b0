import { hostile, type HostileCase } from './hostile-case.js';

const INDICATOR = 'indicators/own/act.ts';
const imports = `import { act } from '../../indicators/own/act';\n`;
const indicators = ['own/act'];
const ownIndicator = (text: string) => ({
  imports,
  indicators,
  prepare: 'return { act: act(bars) };',
  files: { [INDICATOR]: `import type { Bars } from '@assay/strategy';\n${text}\n` },
});
const act = (body: string): string => `export function act(bars: Bars): Float64Array { ${body} }`;

/** The same acts in indicators of the workspace and in modules beside the strategy. */
export const OWN_MODULES: readonly HostileCase[] = [
  hostile('the clock, in an own indicator', ownIndicator(act('return bars.close.map(() => Date.now());')), 'validation', 'FORBIDDEN_CONSTRUCT', 'STRATEGY_CRASH'),
  hostile('files, in an own indicator', ownIndicator(`import { readFileSync } from 'node:fs';\n${act(`readFileSync('/etc/passwd'); return bars.close;`)}`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('code from texts, in an own indicator', ownIndicator(act(`return bars.close.map(() => eval('1'));`)), 'validation', 'FORBIDDEN_CONSTRUCT', 'STRATEGY_CRASH'),
  hostile('an endless loop, in an own indicator', ownIndicator(act('for (;;);')), 'running', 'STRATEGY_TIMEOUT'),
  hostile('memory, in an own indicator', ownIndicator(act('const kept: number[] = []; for (;;) kept.push(1.5);')), 'running', 'STRATEGY_MEMORY'),
  hostile('the prices, in an own indicator', ownIndicator(act('bars.close[7] = 9; return bars.close.slice();')), 'running', 'STRATEGY_CONTRACT'),
  hostile('the clock, in a module that an own indicator hides', { ...ownIndicator(`import { hidden } from './hidden';\n${act('return bars.close.map(hidden);')}`), files: { ...ownIndicator(`import { hidden } from './hidden';\n${act('return bars.close.map(hidden);')}`).files, 'indicators/own/hidden.ts': 'export const hidden = (): number => Date.now();\n' } }, 'validation', 'FORBIDDEN_CONSTRUCT', 'STRATEGY_CRASH'),
  hostile('a loop while an own indicator is loaded', ownIndicator(`for (;;);\n${act('return bars.close;')}`), 'running', 'STRATEGY_TIMEOUT'),
  hostile('the clock, in a module beside the strategy', { imports: `import { beside } from './beside';\n`, entry: 'beside();', files: { 'strategies/Hostile/beside.ts': 'export const beside = (): number => Date.now();\n' } }, 'validation', 'FORBIDDEN_CONSTRUCT', 'STRATEGY_CRASH'),
  hostile('a module of another strategy', { imports: `import { theirs } from '../Other/theirs';\n`, entry: 'theirs();', files: { 'strategies/Other/theirs.ts': 'export const theirs = (): number => 1;\n' } }, 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('a file beside the folders of the workspace', { imports: `import { secret } from '../../secret';\n`, entry: 'String(secret);', files: { 'secret.ts': 'export const secret = 1;\n' } }, 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('an indicator that the directive does not declare', { ...ownIndicator(act('return bars.close;')), indicators: [] }, 'validation', 'INDICATOR_IMPORT_MISMATCH', 'harmless'),
]; // prettier-ignore
