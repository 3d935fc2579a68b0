import { versions } from 'node:process';
import { setFlagsFromString } from 'node:v8';

/** The engine of Node 20, the last with a budget as the one measure of what is hot. */
const BUDGET_ENGINE = /^11\./;
/** Bytes of bytecode that a function runs through before it is optimised; the engine's own is 67,584. */
const BUDGET_BYTES = 800_000;

/**
 * Has code optimised later. Every thread compiles for itself, so that of a run over tens of thousands of
 * bars a third was spent on the compiler, most of it for functions that had little left to do. What
 * optimised code does, and how fast it then is, stays as it is. Later engines count otherwise, have a
 * compiler in between, and are left alone.
 */
export function compilePatiently(): void {
  if (BUDGET_ENGINE.test(versions.v8)) setFlagsFromString(`--interrupt-budget=${BUDGET_BYTES}`);
}
