import type { Clock } from '@assay/core';
import type { Reader } from '@assay/pipeline';
import type { QualityStore } from './quality-store.js';
import type { SparkStore } from './spark-store.js';

/** What every page is made with. */
export interface WebContext {
  /** Opens the workspace for reading, for as long as the work takes: no lock, nothing is written. */
  open<T>(work: (reader: Reader) => T): Promise<T>;
  readonly clock: Clock;
  /** Last part of the workspace's folder. */
  readonly workspaceName: string;
  readonly sparks: SparkStore;
  readonly quality: QualityStore;
}

/** A page without its frame. */
export interface PagePart {
  readonly title: string;
  /** Path that its link in the navigation has. */
  readonly section: '/' | '/ledger' | '/data' | '/errors';
  /** What is shown, and asked for anew while the page is open. */
  readonly body: string;
  /** Filters and the like: stay as they are while the body is replaced. */
  readonly controls?: string;
  /** One line about the state; read out when it has changed. */
  readonly says: string;
}
