import type { DirectiveModel } from '@assay/directive';
import type { BrokerSpec } from '@assay/instruments';
import type { BarFileListing } from '@assay/market-data';
import type { SeriesFile } from './series-store.js';

/** A broker spec as it lies in the workspace. */
export interface SpecFile {
  readonly path: string;
  readonly spec: BrokerSpec;
}

/** What resolving one symbol looks things up in. */
export interface Surroundings {
  readonly model: DirectiveModel;
  readonly specs: ReadonlyMap<string, SpecFile>;
  readonly listing: BarFileListing;
  readonly startMs: number;
  readonly endMs: number;
}

/** When an instrument trades; `fx` unless its spec says otherwise. */
export function calendarOf(spec: BrokerSpec): SeriesFile['calendar'] {
  return spec.session?.calendar ?? 'fx';
}
