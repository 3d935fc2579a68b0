import { runInThisContext } from 'node:vm';
import { AssayError } from '@assay/core';
import type { StrategyDefinition } from '@assay/strategy';
import { startAllocationBudget } from './allocation-budget.js';
import { framesOf } from './error-stacks.js';
import { lockDownGlobals } from './guard.js';
import { isAssayLike } from './thread-protocol.js';

/** Name under which the bundle runs; it marks the strategy's frames in a stack. */
export const STRATEGY_SCRIPT = 'strategy-bundle.js';

/** Bytes of typed arrays that one instance of a strategy may allocate, unless stated. */
export const ALLOCATION_BUDGET_BYTES = 1_073_741_824;

const HOOKS = ['prepareIndicators', 'checkEntry', 'checkExit'] as const;

/**
 * Runs a strategy bundle in this thread and hands out what it exports by default: a fresh instance
 * with its own module state and its own allocation budget, so that nothing passes from one symbol or
 * one proof to the next. Locks the thread down first, if that has not been done.
 * @throws AssayError STRATEGY_CRASH when its top level throws, STRATEGY_CONTRACT when the default
 *   export is no strategy.
 */
export function loadStrategy(
  code: string,
  budgetBytes = ALLOCATION_BUDGET_BYTES,
): StrategyDefinition {
  lockDownGlobals();
  startAllocationBudget(budgetBytes);
  const exported = runBundle(code);
  const definition = (exported as { readonly default?: unknown } | undefined)?.default;
  const candidate = definition as Readonly<Record<string, unknown>> | null | undefined;
  const missing = HOOKS.filter((hook) => typeof candidate?.[hook] !== 'function');
  if (typeof candidate !== 'object' || candidate === null || missing.length > 0) {
    throw new AssayError(
      'STRATEGY_CONTRACT',
      'The default export of the strategy file is not a strategy.',
      {
        found: missing.length > 0 ? `no function ${missing.join(', ')}` : typeof candidate,
        expected: 'export default defineStrategy({ … }), or a recipe',
      },
    );
  }
  return candidate as unknown as StrategyDefinition;
}

function runBundle(code: string): unknown {
  // A function of its own: the bundle's variable must not become a global that outlives it.
  const wrapped = `(function () {${code}\nreturn __assayStrategy;\n})()`;
  try {
    return runInThisContext(wrapped, {
      filename: STRATEGY_SCRIPT,
      importModuleDynamically: undefined,
    });
  } catch (error) {
    throw asStrategyError(error);
  }
}

/**
 * What an error that came out of a strategy's code means: an AssayError stays, an error that was
 * thrown inside the bundle becomes STRATEGY_CRASH, and anything else stays what it is, a defect of ours.
 */
export function asStrategyError(error: unknown): unknown {
  if (isAssayLike(error)) return error;
  const isError = error instanceof Error;
  const inBundle = framesOf(error).find((frame) => frame.file === STRATEGY_SCRIPT);
  if (isError && !inBundle) return error;
  const what = describeThrown(error);
  return new AssayError('STRATEGY_CRASH', `The strategy threw an error: ${what}`, {
    found: what,
    ...(inBundle
      ? { place: { file: STRATEGY_SCRIPT, line: inBundle.line, column: inBundle.column } }
      : {}),
    cause: error,
  });
}

/** Reading an error of a strategy runs the strategy's code: its getters may throw again. */
function describeThrown(error: unknown): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  try {
    return `${error.name}: ${error.message}`;
  } catch {
    return 'an error that cannot be read';
  }
}
