import { sha256Hex } from '@assay/hashing';
import { EMPTY_HEAD, parseBody } from './event-body.js';
import type { ChainHead } from './ledger.js';
import type { Row, Sqlite } from './sqlite.js';

/** The first link that does not hold. */
export interface BrokenLink {
  readonly seq: number;
  readonly problem: string;
}

/** Why an event does not follow from the one before; undefined when it does. */
export function linkProblem(before: ChainHead, row: Row): string | undefined {
  const [seq, hash, body] = [Number(row['seq']), String(row['hash']), String(row['body'])];
  if (seq !== before.seq + 1) return `event ${before.seq + 1} is missing`;
  if (sha256Hex(body) !== hash) return 'its bytes have another hash than recorded';
  const event = parseBody(body);
  if (event.seq !== seq) return `its bytes say that it is event ${event.seq}`;
  if (event.prev_hash !== before.hash) return 'it does not follow from the event before it';
  return undefined;
}

/** Recomputes every link; about 0.2 s for 100,000 events. */
export function verifyWholeChain(database: Sqlite): BrokenLink | undefined {
  let head = EMPTY_HEAD;
  let broken: BrokenLink | undefined;
  database.each('SELECT seq, hash, body FROM events ORDER BY seq', (row) => {
    if (broken) return;
    const problem = linkProblem(head, row);
    if (problem !== undefined) broken = { seq: head.seq + 1, problem };
    head = { seq: Number(row['seq']), hash: String(row['hash']) };
  });
  return broken;
}

/** Recomputes only the newest link: what can be afforded at every start. */
export function verifyLastLink(database: Sqlite): BrokenLink | undefined {
  const rows = database.all('SELECT seq, hash, body FROM events ORDER BY seq DESC LIMIT 2');
  const [last, before] = rows;
  if (!last) return undefined;
  const head = before ? { seq: Number(before['seq']), hash: String(before['hash']) } : EMPTY_HEAD;
  const problem = linkProblem(head, last);
  return problem === undefined ? undefined : { seq: Number(last['seq']), problem };
}
