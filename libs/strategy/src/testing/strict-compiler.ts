import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { indicatorFunctionName } from '../provisioning/indicator-imports.js';
import { OWN_INDICATORS } from './random-directive.js';

const REPOSITORY = join(import.meta.dirname, '..', '..', '..', '..');
/** A workspace that exists for the compiler only; inside the repository, so that its paths resolve. */
const WORKSPACE = join(REPOSITORY, 'examples', 'fx');

/** The settings that `init` gives a workspace, and the strictest that somebody may add. */
function strictOptions(): ts.CompilerOptions {
  const file = join(WORKSPACE, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (path) => readFileSync(path, 'utf8')) as {
    readonly config: object;
  };
  return {
    ...ts.parseJsonConfigFileContent(config, ts.sys, WORKSPACE).options,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    noImplicitOverride: true,
    noImplicitReturns: true,
    noPropertyAccessFromIndexSignature: true,
    verbatimModuleSyntax: true,
    isolatedModules: true,
  };
}

/** An indicator of the workspace whose function is called as its file name says. */
function ownIndicator(path: string): string {
  const name = indicatorFunctionName(path);
  return `import type { Bars } from '@assay/core';
const own = (bars: Bars): Float64Array => bars.close.slice();
export { own as ${name} };
`;
}

/**
 * Type-checks strategy files in one program against the real types of the SDK; nothing is written.
 * @returns for each file that has any, its findings by its position.
 */
export function typeProblems(texts: readonly string[]): readonly string[] {
  const pathOf = (at: number): string => join(WORKSPACE, 'strategies', `S${at}`, 'strategy.ts');
  const virtual = new Map(texts.map((text, at) => [pathOf(at), text]));
  for (const path of OWN_INDICATORS) {
    virtual.set(join(WORKSPACE, 'indicators', `${path}.ts`), ownIndicator(path));
  }
  const options = strictOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, directoryExists } = host;
  host.readFile = (path) => virtual.get(path) ?? readFile(path);
  host.fileExists = (path) => virtual.has(path) || fileExists(path);
  host.directoryExists = (path) => path.startsWith(WORKSPACE) || directoryExists?.(path) === true;
  const program = ts.createProgram([...virtual.keys()], options, host);
  return texts.flatMap((text, at) => {
    const source = program.getSourceFile(pathOf(at));
    if (source?.text !== text) return [`${at}: the compiler did not read the file`];
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map(
      (one) => `${at}: ${ts.flattenDiagnosticMessageText(one.messageText, '\n')}\n${text}`,
    );
  });
}
