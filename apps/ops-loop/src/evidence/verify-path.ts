import { relative, resolve, sep } from 'node:path';
import { AssayError } from '@assay/core';
import {
  livePins,
  sortFindings,
  timeFindings,
  verifyBag,
  verifyLog,
  verifyPieces,
  type Finding,
} from '@assay/evidence';
import type { OpsContext } from '../context.js';
import { readingStore } from './evidence-store.js';
import { verifierOf } from './read-pins.js';

const ITEM = /^(?:evidence|bundles|pins)\/([^/]+)\/([^/]+?)(?:\.tgz|\.json|\.txt)?$/;

/**
 * Verifies one item of the log, named by any of its pieces (relative to where the command runs, or to the
 * ops root), or a bag that lies elsewhere, for which there is no log.
 *
 * @throws AssayError EVIDENCE_NOT_FOUND when there is neither.
 */
export function verifyPath(
  context: OpsContext,
  written: string,
): { readonly checked: number; readonly findings: readonly Finding[] } {
  const { places, io } = context;
  const store = readingStore(context);
  const verifier = verifierOf(context, store);
  for (const path of [resolve(io.cwd, written), resolve(places.root, written)]) {
    const below = relative(places.root, path).split(sep).join('/');
    const [, ofClass, name] = ITEM.exec(below) ?? [];
    if (ofClass === undefined || name === undefined) continue;
    const { lines, findings } = verifyLog(store.files, store.memoryFiles, store.places);
    const line = livePins(lines).find((one) => one.class === ofClass && one.name === name);
    if (line) {
      const own = [...verifyPieces(verifier, line), ...timeFindings(verifier, line)];
      return { checked: 1, findings: sortFindings([...own, ...findings]) };
    }
    const dead = lines.find((one) => one.class === ofClass && one.name === name);
    if (dead) throw notFound(path, 'a tombstone: it was thinned out');
  }
  const path = resolve(io.cwd, written);
  if (store.files.stat(path)?.kind !== 'folder') throw notFound(path, 'nothing');
  return { checked: 1, findings: sortFindings(verifyBag(store.files, path, written).findings) };
}

function notFound(path: string, found: string): AssayError {
  return new AssayError('EVIDENCE_NOT_FOUND', 'there is no such evidence', {
    place: { file: path },
    found,
    expected: 'a bag, bundle or pin of the log, or a folder that is a bag',
  });
}
