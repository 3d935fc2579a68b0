import { pathToFileURL } from 'node:url';
import type * as engine from '@assay/engine/v1_0_0';

/** What every engine version exports; versions are loaded from their built file, never inlined. */
export type EngineModule = Pick<typeof engine, 'ENGINE_VERSION' | 'simulate' | 'resolveSettings'>;

/** Loads a built engine version. */
export async function loadEngine(file: string): Promise<EngineModule> {
  return (await import(pathToFileURL(file).href)) as EngineModule;
}
