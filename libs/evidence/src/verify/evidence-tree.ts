import { join } from 'node:path';
import { isTemporaryName } from '@assay/workspace';
import { unfinishedChanges } from '../store/changes.js';
import { PUBLIC_KEYS } from '../store/evidence-store.js';
import type { Verifier } from './verify-pin.js';

/** What lies below the places of evidence. Paths are relative to the root. */
export interface EvidenceTree {
  /** Bags, bundles, pins and their texts, and whatever else lies where they do. */
  readonly paths: ReadonlySet<string>;
  /** Those of them that are symbolic links where folders of classes should be. */
  readonly links: ReadonlySet<string>;
  /** Paths that a change which is not finished is about to move, here or away. */
  readonly inMotion: ReadonlySet<string>;
}

/**
 * Lists what there is, then what is in motion. In this order, and with the log read afterwards, whatever is
 * seen here is either in motion or in the log, although nobody is kept from sealing meanwhile.
 */
export function readEvidenceTree({
  files,
  places,
}: Pick<Verifier, 'files' | 'places'>): EvidenceTree {
  const paths = new Set<string>();
  const links = new Set<string>();
  for (const place of ['evidence', 'bundles', 'pins']) {
    for (const { name, kind } of files.list(join(places.root, place))) {
      const path = `${place}/${name}`;
      if (kind === 'folder' && !(place === 'pins' && name === PUBLIC_KEYS)) {
        for (const below of files.list(join(places.root, path))) paths.add(`${path}/${below.name}`);
      } else if (!isOwn(path) && !isTemporaryName(name)) {
        paths.add(path);
        if (kind === 'link') links.add(path);
      }
    }
  }
  const inMotion = new Set<string>();
  for (const { moves } of unfinishedChanges(files, places.changes)) {
    for (const { from, to } of moves) inMotion.add(from).add(to);
  }
  return { paths, links, inMotion };
}

function isOwn(path: string): boolean {
  return ['pins/log.ndjson', 'pins/head.json', `pins/${PUBLIC_KEYS}`].includes(path);
}
