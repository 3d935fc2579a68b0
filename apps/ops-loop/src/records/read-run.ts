import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { AssayError } from '@assay/core';
import { osErrorCode, withOsErrors } from '@assay/workspace';
import * as z from 'zod';
import { parseTickName } from '../runs/list-ticks.js';
import type { RunRecord, RunState } from './run-state.js';
import { isSoakLine, soakLineProblem } from './soak-line.js';
import type { SoakIndexLine, TickRecord } from './tick-record.js';

const INSTANT = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
const COUNT = z.int().min(0);
const TICK_NAME = z.string().refine((name) => parseTickName(name) !== undefined, 'a tick’s name');
const MODE = z.literal(['shadow', 'paper']);

const CHECK = z.strictObject({
  id: z.string().min(1),
  ok: z.boolean(),
  severity: z.literal(['error', 'warn', 'info']),
  observed: z.json(),
  limit: z.json(),
  detail: z.string(),
});

const TICK = z.strictObject({
  schema: z.literal('tick/1'),
  seq: COUNT.min(1),
  tick: TICK_NAME,
  started: INSTANT,
  finished: INSTANT,
  ms: z.number().min(0),
  mode: MODE,
  dry_run: z.boolean(),
  ready: z.boolean(),
  reasons: z.array(z.string()),
  checks: z.array(CHECK),
});

const RUN = z.strictObject({
  schema: z.literal('run/1'),
  run: z.string(),
  started: INSTANT,
  mode: MODE,
  dry_run: z.boolean(),
  interval_ms: z.int().positive(),
  timeout_ms: z.int().positive(),
  pid: z.int().positive(),
  pid_start: z.string(),
  boot_id: z.string(),
  tool_version: z.string(),
});

const STATE = z.strictObject({
  schema: z.literal('run-state/1'),
  phase: z.literal(['starting', 'running', 'degraded', 'stopping', 'stopped']),
  pid: z.int().positive(),
  pid_start: z.string(),
  boot_id: z.string(),
  interval_ms: z.int().positive(),
  seq: COUNT,
  last_completed: z
    .strictObject({ seq: COUNT, tick: TICK_NAME, finished: INSTANT, ready: z.boolean() })
    .nullable(),
  in_flight: z
    .strictObject({
      seq: COUNT,
      started: INSTANT,
      pid: z.int().positive(),
      pid_start: z.string(),
    })
    .nullable(),
  consecutive_failures: COUNT,
  missed_ticks: COUNT,
  next_due: INSTANT.nullable(),
  updated: INSTANT,
});

function invalid(file: string, found: string, expected: string): AssayError {
  return new AssayError('OPS_RECORD_INVALID', `${file} is not a record of the ops loop`, {
    place: { file },
    found,
    expected,
  });
}

function textOf(file: string): string | undefined {
  return withOsErrors(file, () => {
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      const code = osErrorCode(error);
      if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
      throw error;
    }
  });
}

function parsedJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, `no JSON: ${JSON.stringify(text.slice(0, 60))}`, 'one JSON object');
  }
}

function parsed<T>(file: string, text: string, schema: z.ZodType<T>): T {
  const read = schema.safeParse(parsedJson(file, text));
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw invalid(file, issue?.path.join('.') || 'the whole', issue?.message ?? 'another form');
}

function recordOf<T>(file: string, schema: z.ZodType<T>): T {
  const text = textOf(file);
  if (text === undefined) throw invalid(file, 'no file', 'a file');
  return parsed(file, text, schema);
}

/**
 * Reads `tick.json` of a completed tick.
 *
 * @param runPath - Absolute path of the run folder.
 * @throws AssayError OPS_RECORD_INVALID; also when the record speaks of another tick than its folder.
 */
export function readTick(runPath: string, name: string): TickRecord {
  const file = join(runPath, name, 'tick.json');
  const record = recordOf<TickRecord>(file, TICK);
  if (record.tick !== name) throw invalid(file, `tick ${record.tick}`, `tick ${name}`);
  if (record.seq !== parseTickName(name)?.seq) {
    throw invalid(file, `number ${record.seq}`, 'the number in the name');
  }
  return record;
}

/** Reads `run.json`. @throws AssayError OPS_RECORD_INVALID. */
export function readRunRecord(runPath: string): RunRecord {
  return recordOf<RunRecord>(join(runPath, 'run.json'), RUN);
}

/** Reads `state.json`: what the supervisor last wrote, which says nothing about whether it lives. @throws AssayError OPS_RECORD_INVALID. */
export function readRunState(runPath: string): RunState {
  return recordOf<RunState>(join(runPath, 'state.json'), STATE);
}

/**
 * The last lines of `soak_index.ndjson`, oldest first; none when there is no index yet. A last line
 * without an end is one that is being written, or that a dying machine tore: it is left out.
 *
 * @throws AssayError OPS_RECORD_INVALID for any other line that is none.
 */
export function readSoakIndexTail(runPath: string, count: number): readonly SoakIndexLine[] {
  const file = join(runPath, 'soak_index.ndjson');
  const text = textOf(file) ?? '';
  const lines = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  lines.pop();
  return lines.slice(Math.max(0, lines.length - count)).map((line) => soakLine(file, line));
}

function soakLine(file: string, text: string): SoakIndexLine {
  const value = parsedJson(file, text);
  if (isSoakLine(value)) return value;
  throw invalid(file, soakLineProblem(value) ?? 'the whole', 'a line of the index');
}

/** Parses what a supervisor says of itself; undefined when it is no state. */
export function parseRunState(value: unknown): RunState | undefined {
  const read = STATE.safeParse(value);
  return read.success ? read.data : undefined;
}
