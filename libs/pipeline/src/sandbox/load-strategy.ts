import { runInThisContext } from 'node:vm';
import { AssayError, isAssayError } from '@assay/core';
import type { StrategyDefinition } from '@assay/strategy';
import { startAllocationBudget } from './allocation-budget.js';
import { containStrategy } from './contain-strategy.js';
import { framesOf } from './error-stacks.js';
import { lockDownGlobals } from './guard.js';
import { strategyErrorOf } from './strategy-error.js';

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
  const { candidate, missing } = runBundle(code);
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

/**
 * The same behind a wall: what stages run. Its hooks get and give what the contract names, and end in
 * STRATEGY_CRASH or STRATEGY_CONTRACT whatever they throw or return.
 */
export function loadContained(code: string, budgetBytes?: number): StrategyDefinition {
  return containStrategy(loadStrategy(code, budgetBytes), { code, script: STRATEGY_SCRIPT });
}

/** The bundle that was compiled last, as the function whose every call makes an instance. */
let compiled: { readonly code: string; readonly instantiate: () => unknown } | undefined;

/** What a bundle exports by default, and the hooks that it lacks. */
interface Exported {
  readonly candidate: unknown;
  readonly missing: readonly string[];
}

/**
 * Each call of one function makes all variables, closures and classes anew, and still shares what the
 * machine learned of the code: instances that are compiled one by one are optimised one by one.
 */
function runBundle(code: string): Exported {
  try {
    if (compiled?.code !== code) compiled = { code, instantiate: compile(code) };
    const exported = compiled.instantiate() as { readonly default?: unknown } | undefined;
    const candidate = exported?.default as Readonly<Record<string, unknown>> | null | undefined;
    const missing = HOOKS.filter((hook) => typeof candidate?.[hook] !== 'function');
    return { candidate, missing };
  } catch (error) {
    throw strategyErrorOf(error, { what: THREW, code, script: STRATEGY_SCRIPT });
  }
}

const THREW = 'The strategy threw an error';

function compile(code: string): () => unknown {
  // Strict like the bundle, so that no code in it can reach the function and leave something there.
  const wrapped = `(function () {"use strict"; ${code}\nreturn __assayStrategy;\n})`;
  return runInThisContext(wrapped, {
    filename: STRATEGY_SCRIPT,
    importModuleDynamically: undefined,
  }) as () => unknown;
}

/**
 * What an error means that came out of a task: one that was thrown inside the strategy's bundle is
 * STRATEGY_CRASH, with its module and statement. Anything else is ours and stays what it is.
 */
export function asStrategyError(error: unknown): unknown {
  if (isAssayError(error)) return error;
  const isOwn = framesOf(error).some(({ file }) => file === STRATEGY_SCRIPT);
  if (error instanceof Error && !isOwn) return error;
  return strategyErrorOf(error, { what: THREW, code: lastCode, script: STRATEGY_SCRIPT });
}
