import { runInThisContext } from 'node:vm';
import { AssayError, isAssayError } from '@assay/core';
import type { StrategyDefinition } from '@assay/strategy';
import { startAllocationBudget } from './allocation-budget.js';
import { crashPlace } from './crash-place.js';
import { framesOf } from './error-stacks.js';
import { lockDownGlobals } from './guard.js';

/** Name under which the bundle runs; it marks the strategy's frames in a stack. */
export const STRATEGY_SCRIPT = 'strategy-bundle.js';

const BUDGET_BYTES_LEAST = 1_073_741_824;
const BUDGET_COLUMNS = 64;

/**
 * Bytes of typed arrays that one evaluation over so many bars may allocate: 1 GiB, and 64 columns
 * on top. The engine's own columns count as well.
 */
export function allocationBudget(bars: number): number {
  return BUDGET_BYTES_LEAST + bars * BUDGET_COLUMNS * Float64Array.BYTES_PER_ELEMENT;
}

/** The bundle that was loaded last: the one whose frames are in a stack. */
let lastCode = '';

const HOOKS = ['prepareIndicators', 'checkEntry', 'checkExit'] as const;

/**
 * Runs a strategy bundle in this thread and hands out what it exports by default: a fresh instance
 * with its own module state and its own allocation budget, so that nothing passes from one symbol or
 * one proof to the next. Locks the thread down first, if that has not been done.
 * @throws AssayError STRATEGY_CRASH when its top level throws, STRATEGY_CONTRACT when the default
 *   export is no strategy.
 */
export function loadStrategy(code: string, budgetBytes = allocationBudget(0)): StrategyDefinition {
  lockDownGlobals();
  startAllocationBudget(budgetBytes);
  lastCode = code;
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

/** The bundle that was compiled last, as the function whose every call makes an instance. */
let compiled: { readonly code: string; readonly instantiate: () => unknown } | undefined;

/**
 * Each call of one function makes all variables, closures and classes anew, and still shares what the
 * machine learned of the code: instances that are compiled one by one are optimised one by one.
 */
function runBundle(code: string): unknown {
  try {
    if (compiled?.code !== code) compiled = { code, instantiate: compile(code) };
    return compiled.instantiate();
  } catch (error) {
    throw asStrategyError(error);
  }
}

function compile(code: string): () => unknown {
  // Strict like the bundle, so that no code in it can reach the function and leave something there.
  const wrapped = `(function () {"use strict"; ${code}\nreturn __assayStrategy;\n})`;
  return runInThisContext(wrapped, {
    filename: STRATEGY_SCRIPT,
    importModuleDynamically: undefined,
  }) as () => unknown;
}

/**
 * What an error that came out of a strategy's code means. An AssayError stays, also when an engine
 * has taken it for a crash because it is of another bundle's class. An error that was thrown inside
 * the strategy's bundle becomes STRATEGY_CRASH, with its module and statement. Anything else is a
 * defect of ours and stays what it is.
 */
export function asStrategyError(error: unknown): unknown {
  if (!isAssayError(error)) return crashOf(error, error) ?? error;
  if (error.code !== 'STRATEGY_CRASH') return error;
  if (isAssayError(error.cause)) return error.cause;
  return crashOf(error.cause, error) ?? error;
}

/** The crash that `thrown` is; undefined when it was not thrown inside the bundle. */
function crashOf(thrown: unknown, reported: unknown): AssayError | undefined {
  const at = crashPlace(lastCode, STRATEGY_SCRIPT, framesOf(thrown));
  if (thrown instanceof Error && !at) return undefined;
  const what = describeThrown(thrown);
  const message = isAssayError(reported)
    ? reported.message
    : `The strategy threw an error: ${what}`;
  return new AssayError('STRATEGY_CRASH', message, {
    found: at && at.statement !== '' ? `${what}, at \`${at.statement}\`` : what,
    ...(at ? { place: at.place } : {}),
    cause: thrown,
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
