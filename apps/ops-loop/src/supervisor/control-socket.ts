import { lstatSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { dirname } from 'node:path';
import { nodeFileStore, osErrorCode } from '@assay/workspace';
import { privately } from './socket-place.js';

/** What may be asked: how it is, or to stop. */
export type Question = 'status' | 'stop';

/** What came of asking. */
export type Reply =
  | { readonly kind: 'answer'; readonly value: unknown }
  /** Somebody listens but says nothing in time, or nothing that can be read: it hangs or is stopped. */
  | { readonly kind: 'silent'; readonly why: string }
  /** Nobody listens: `stale` is the socket of a process that is gone. */
  | { readonly kind: 'nobody'; readonly why: 'absent' | 'stale' };

const QUESTION_BYTES_MAX = 64;
const ANSWER_BYTES_MAX = 65_536;
/** A client that says nothing is not kept. */
const IDLE_MS = 2_000;

function isQuestion(text: string): text is Question {
  return text === 'status' || text === 'stop';
}

function serve(socket: Socket, answer: (question: Question) => unknown): void {
  let asked = '';
  socket.setEncoding('utf8');
  socket.setTimeout(IDLE_MS, () => socket.destroy());
  // A client that went away is its own affair.
  socket.on('error', () => socket.destroy());
  socket.on('data', (text: string) => {
    asked += text;
    const end = asked.indexOf('\n');
    if (end < 0) {
      if (asked.length > QUESTION_BYTES_MAX) socket.destroy();
      return;
    }
    const question = asked.slice(0, end);
    if (isQuestion(question)) socket.end(`${JSON.stringify(answer(question))}\n`);
    else socket.destroy();
  });
}

/** A socket that is listened to. */
export interface ControlSocket {
  /** False once the path is gone or leads to another socket: then nobody can find this one. */
  isReachable(): boolean;
  close(): Promise<void>;
}

/** Listens at a path where nothing is; only this user may connect. */
export async function listenControl(
  path: string,
  answer: (question: Question) => unknown,
): Promise<ControlSocket> {
  const open = new Set<Socket>();
  const server: Server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    serve(socket, answer);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    // The name is bound before `listen` returns, so that it is made with this umask.
    privately(() => server.listen(path, resolve));
  });
  const mine = lstatSync(path);
  return {
    isReachable() {
      const found = lstatSync(path, { throwIfNoEntry: false });
      return found !== undefined && found.ino === mine.ino && found.dev === mine.dev;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** Removes the socket of a process that is gone; only who holds the start lock may. */
export function removeStaleSocket(path: string): void {
  nodeFileStore(dirname(path), (_root, one) => one === path).remove(path);
}

function readAnswer(text: string): Reply {
  try {
    return { kind: 'answer', value: JSON.parse(text) };
  } catch {
    return { kind: 'silent', why: 'it answers, but not in a way that can be read' };
  }
}

/** Asks who listens at a path. Never throws for what a peer does. */
export function askSocket(path: string, question: Question, timeoutMs: number): Promise<Reply> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect({ path });
    const end = (reply: Reply) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(reply);
    };
    const silent = () => end({ kind: 'silent', why: `no answer within ${timeoutMs} ms` });
    const timer = setTimeout(silent, timeoutMs);
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(`${question}\n`));
    socket.on('data', (data: string) => {
      text += data;
      if (text.length > ANSWER_BYTES_MAX) end(readAnswer(''));
    });
    socket.once('end', () => end(readAnswer(text)));
    socket.once('error', (error) => {
      const code = osErrorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') end({ kind: 'nobody', why: 'absent' });
      else if (code === 'ECONNREFUSED') end({ kind: 'nobody', why: 'stale' });
      else if (text !== '') end(readAnswer(text));
      // Also ECONNRESET: it was there a moment ago.
      else end({ kind: 'silent', why: code ?? error.message });
    });
  });
}
