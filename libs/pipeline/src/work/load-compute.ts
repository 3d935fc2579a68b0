import { pathToFileURL } from 'node:url';
import type * as compute from '../compute.js';

/** Everything besides the engine that turns inputs into artifact bytes; loaded from its built file. */
export type ComputeModule = typeof compute;

/** Loads the built compute code. */
export async function loadCompute(file: string): Promise<ComputeModule> {
  return (await import(pathToFileURL(file).href)) as ComputeModule;
}
