import { eventsNdjson } from '@assay/ledger';
import type { Session } from '../session.js';

/**
 * Brings `.assay/events.ndjson` up to date: the event log line by line, for `jq`, for `sha256sum`,
 * and to rebuild a damaged database. Appends what is missing; a file that is not a beginning of the
 * log is drift: reported and written anew.
 */
export function appendEventsView(session: Session): void {
  const { files, ledger, workspace } = session;
  const path = workspace.paths.eventsView.absolute;
  const known = ledger.view(workspace.paths.eventsView.relative);
  const size = files.stat(path)?.bytes ?? 0;
  const [seq, bytes] = known ? parsePosition(known.sha256) : [0, 0];
  if (size === bytes) {
    const text = eventsNdjson(ledger.events({ afterSeq: seq }));
    if (text === '') return;
    files.append(path, text);
    remember(session, bytes + Buffer.byteLength(text));
    return;
  }
  const text = eventsNdjson(ledger.events());
  const written = size === 0 ? '' : files.readText(path);
  if (!text.startsWith(written)) {
    session.warn('VIEW_DRIFT', 'the readable event log contradicted the ledger', path);
  }
  files.writeAtomic(path, text);
  remember(session, Buffer.byteLength(text));
}

/** Where the view ends: sequence number and size, kept in place of a digest of a growing file. */
function remember(session: Session, bytes: number): void {
  const position = `${session.ledger.head().seq}:${bytes}`;
  session.ledger.recordView(session.workspace.paths.eventsView.relative, position, false);
}

function parsePosition(text: string): readonly [number, number] {
  const match = /^(\d+):(\d+)$/.exec(text);
  return match ? [Number(match[1]), Number(match[2])] : [0, -1];
}
