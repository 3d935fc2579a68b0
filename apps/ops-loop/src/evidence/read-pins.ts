import {
  publishedKeys,
  sortFindings,
  timeFindings,
  verifyLog,
  verifyPieces,
  type EvidenceStore,
  type Finding,
  type PinLine,
  type PinPredicate,
  type Verifier,
} from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { FUTURE_MS } from '../runs/find-runs.js';
import { readingStore, readKey } from './evidence-store.js';

/** A pin of the log with what its file says. */
export interface Pinned {
  /** As the log has it, which is the judge of what there should be. */
  readonly line: PinLine;
  /** Undefined when the file is gone or no pin of ours; `verifyPinned` says which. */
  readonly predicate: PinPredicate | undefined;
}

/**
 * Everything that is wrong with a pin of the log, to judge by it now: pin, text, signature, bundle, bag, the
 * chain from its line to the end, and here also that it is too old. No finding of severity `error` means
 * that it may be judged by.
 */
export function verifyPinned(context: OpsContext, { line }: Pinned): readonly Finding[] {
  const store = readingStore(context);
  const verifier = verifierOf(context, store);
  const log = verifyLog(store.files, store.memoryFiles, store.places, line.seq);
  const times = timeFindings(verifier, line).map((found) => ({
    ...found,
    severity: 'error' as const,
  }));
  return sortFindings([...verifyPieces(verifier, line), ...times, ...log.findings]);
}

/** What verifying looks with; an unreadable private key is as good as none, the public one may be there. */
export function verifierOf(context: OpsContext, { files, places }: EvidenceStore): Verifier {
  return {
    files,
    places,
    nowMs: context.clock.now(),
    futureMs: FUTURE_MS,
    keys: publishedKeys(files, places, keyOf(context)),
  };
}

function keyOf(context: OpsContext) {
  try {
    return readKey(context);
  } catch {
    return undefined;
  }
}
