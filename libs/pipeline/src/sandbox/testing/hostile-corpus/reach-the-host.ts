import { hostile, JOINED_NAMES, type HostileCase, type HostileParts } from './hostile-case.js';

const CLOCK = 'the clock, by ';
const entry = (code: string): HostileParts => ({ entry: code });
const imported = (statement: string): HostileParts => ({ imports: `${statement}\n` });
const CONSTRUCT = 'FORBIDDEN_CONSTRUCT';
const CRASH = 'STRATEGY_CRASH';

/** A use of a global that is gone: found before it runs, and not there when it runs. */
const gone = (tries: string, use: string): HostileCase =>
  hostile(tries, entry(`${use};`), 'validation', CONSTRUCT, CRASH);

/** Files, network, processes, clock, chance, language of the machine. */
export const REACH_THE_HOST: readonly HostileCase[] = [
  hostile('files, by an import', imported(`import { readFileSync as r } from 'node:fs'; r('/etc/passwd');`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('files, by an import without prefix', imported(`import * as fs from 'fs'; fs.readFileSync('/etc/passwd');`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('files, by require', entry(`require('fs').readFileSync('/etc/passwd');`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('files, by require of a name', { top: `const NAME = 'fs';`, entry: 'require(NAME);' }, 'validation', CONSTRUCT, CRASH),
  hostile('files, by a dynamic import', entry(`import('node:fs');`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('files, by a dynamic import of a name', { top: `const NAME = 'node:fs';`, entry: 'import(NAME).catch(() => 0);' }, 'validation', CONSTRUCT, 'harmless'),
  hostile('files, by an import with attributes', imported(`import data from '/etc/hostname' with { type: 'text' }; String(data);`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('files, by a path that climbs', imported(`import * as x from '../../../../../../etc/passwd'; String(x);`), 'bundling', 'STRATEGY_SYNTAX'),
  hostile('its own place, by import.meta', entry('if (import.meta.url) throw 1;'), 'validation', CONSTRUCT, 'harmless'),
  gone('bindings of the host', `process.binding('fs')`),
  gone('the environment', 'process.env.HOME'),
  gone('the end of the process', 'process.exit(0)'),
  gone('the end of the process with a core', 'process.abort()'),
  gone('a signal to the process', 'process.kill(process.pid)'),
  gone('the network, by fetch', `fetch('http://127.0.0.1')`),
  gone('the network, by a web socket', `new WebSocket('ws://127.0.0.1')`),
  gone('the network, by an old request', 'new XMLHttpRequest()'),
  gone('the network, by an event source', `new EventSource('http://127.0.0.1')`),
  hostile('the network, by an import from it', imported(`import x from 'https://example.invalid/x.js'; String(x);`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('the network, by sockets', imported(`import { connect as c } from 'node:net'; c(1);`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('a process, by child_process', imported(`import { execSync as e } from 'node:child_process'; e('id');`), 'bundling', 'FORBIDDEN_IMPORT'),
  hostile('a thread, by worker_threads', imported(`import { Worker as W } from 'node:worker_threads'; new W('');`), 'bundling', 'FORBIDDEN_IMPORT'),
  gone('a thread, by a global', `new Worker('data:text/javascript,1')`),
  gone('messages to other threads', `new BroadcastChannel('x')`),
  gone('the port of its thread', `postMessage('x')`),
  gone(`${CLOCK}Date.now`, 'Date.now()'),
  gone(`${CLOCK}a date`, 'new Date()'),
  gone(`${CLOCK}performance`, 'performance.now()'),
  gone(`${CLOCK}Temporal`, 'Temporal.Now.instant()'),
  gone(`${CLOCK}Intl`, 'new Intl.DateTimeFormat().format()'),
  gone(`${CLOCK}waiting`, 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50)'),
  gone(`${CLOCK}a counter in shared memory`, 'new SharedArrayBuffer(8)'),
  gone(`${CLOCK}a timer`, 'setTimeout(() => 1, 1)'),
  hostile(`${CLOCK}the memory behind the bars`, { top: JOINED_NAMES, prepare: `const buffer: any = bars.close.buffer; if (buffer[CTOR].name !== 'ArrayBuffer') throw 1; return {};` }, 'harmless'),
  gone('chance, by crypto', 'crypto.randomUUID()'),
  hostile('chance, by Math.random', entry('if (Math.random() > 2) throw 1;'), 'validation', CONSTRUCT, CONSTRUCT),
  hostile('chance, by a part of Math', { top: 'const { random: chance } = Math;', entry: 'chance();' }, 'validation', CONSTRUCT, CONSTRUCT),
  hostile('chance, by a computed part of Math', { top: `const NAME = ['ran', 'dom'].join('');`, entry: '(Math as any)[NAME]();' }, 'validation', CONSTRUCT, CONSTRUCT),
  hostile('chance, by the order of what is collected', entry('new WeakRef({}).deref();'), 'validation', CONSTRUCT, CRASH),
  hostile('the language of the machine', entry('(1.5).toLocaleString();'), 'validation', CONSTRUCT, CONSTRUCT),
  hostile('the language of the machine, by a joined name', { top: `const NAME = ['toLocale', 'String'].join('');`, entry: '(1.5 as any)[NAME]();' }, 'running', CONSTRUCT),
  hostile('the order of a language', entry(`'a'.localeCompare('b');`), 'validation', CONSTRUCT, CONSTRUCT),
  hostile('tables of a Unicode version, by a joined name', { top: `const NAME = ['normal', 'ize'].join('');`, entry: `('a' as any)[NAME]();` }, 'running', CONSTRUCT),
  hostile('a channel to people, by the console', entry(`console.log('x');`), 'validation', CONSTRUCT, CRASH),
]; // prettier-ignore
