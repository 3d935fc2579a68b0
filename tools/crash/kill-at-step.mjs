// Loaded into a tool before its first line (`node --import`): numbers every step of file and database
// work of its threads, writes each into a trace, and kills the process in front of the one that the
// campaign asks for. Tools know nothing of it: they are the built ones, byte for byte.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isAbsolute, relative } from 'node:path';
import { isMainThread } from 'node:worker_threads';

// Threads that run strategies lose these names; what is needed later is taken now.
const { Buffer, process } = globalThis;

/** `{ trace, kill: { thread, step, how }, stopAt }`: see src/processes.ts. */
const orders = JSON.parse(process.env.ASSAY_CRASH_ORDERS ?? 'null');
const THREAD = isMainThread ? 'main' : 'worker';

const { openSync, writeSync } = fs;
const wait = Atomics.wait.bind(undefined, new Int32Array(new SharedArrayBuffer(4)), 0, 0);
const here = process.cwd();
const trace = orders?.trace === undefined ? undefined : openSync(orders.trace, 'a');
const names = new Map();
let count = 0;

function shown(path) {
  const text = String(path);
  const inside = isAbsolute(text) ? relative(here, text) : text;
  return inside === '' ? '.' : inside;
}

function die() {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way to this very thread: nothing more may happen in it.
  wait();
}

/** Counts a step; `tear` does half of it before the process dies, where half of it can be done. */
function step(name, target, tear) {
  count += 1;
  const kill = orders?.kill;
  const isLast = kill?.thread === THREAD && kill.step === count;
  const isStopped = isMainThread && orders?.stopAt === count;
  if (trace !== undefined) {
    const end = isLast ? ' KILLED' : isStopped ? ' STOPPED' : '';
    writeSync(trace, `${THREAD} ${count} ${name} ${target}${end}\n`);
  }
  if (isStopped) process.kill(process.pid, 'SIGSTOP');
  if (!isLast) return;
  if (kill.how === 'torn') tear?.();
  die();
}

function opensForWriting(flags) {
  if (typeof flags === 'string') return flags !== 'r' && flags !== 'rs';
  const { O_WRONLY, O_RDWR, O_CREAT } = fs.constants;
  return ((flags ?? 0) & (O_WRONLY | O_RDWR | O_CREAT)) !== 0;
}

fs.openSync = (path, flags, ...rest) => {
  if (opensForWriting(flags)) step('open', shown(path));
  const fd = openSync(path, flags, ...rest);
  names.set(fd, shown(path));
  return fd;
};

fs.writeSync = (fd, data, ...rest) => {
  step('write', names.get(fd) ?? fd, () => {
    const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
    const from = typeof data === 'string' ? 0 : Number(rest[0] ?? 0);
    writeSync(fd, bytes, from, Math.floor((bytes.length - from) / 2));
  });
  return writeSync(fd, data, ...rest);
};

/** Steps whose first argument is an open file, and those whose first is a path. */
const ON_FILES = ['fsyncSync', 'fdatasyncSync', 'fchmodSync', 'ftruncateSync'];
const ON_PATHS = [
  ...['appendFileSync', 'chmodSync', 'copyFileSync', 'cpSync', 'linkSync', 'mkdirSync'],
  ...['mkdtempSync', 'renameSync', 'rmSync', 'rmdirSync', 'symlinkSync', 'truncateSync'],
  ...['unlinkSync', 'utimesSync', 'writeFileSync'],
];
/** Steps that have a second path: the one that the step makes. */
const WITH_TARGET = new Set(['copyFileSync', 'cpSync', 'linkSync', 'renameSync', 'symlinkSync']);

for (const name of [...ON_FILES, ...ON_PATHS]) {
  const original = fs[name];
  fs[name] = (...given) => {
    const target = ON_FILES.includes(name)
      ? (names.get(given[0]) ?? given[0])
      : shown(given[WITH_TARGET.has(name) ? 1 : 0]);
    step(name.replace(/Sync$/, ''), target);
    return original(...given);
  };
}
syncBuiltinESMExports();

if (isMainThread) {
  // The driver of the ledger works beside `node:fs`: its steps are the statements without a result.
  const { DatabaseSync } = await import(import.meta.resolve('@photostructure/sqlite'));
  // Methods of the driver cannot be replaced; what a database inherits from can.
  const { prototype } = DatabaseSync;
  const exec = function (sql) {
    step('sql', String(sql).split('\n', 1)[0]);
    return prototype.exec.call(this, sql);
  };
  DatabaseSync.prototype = Object.create(prototype, { exec: { value: exec } });
}
