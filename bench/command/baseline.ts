import { existsSync, readFileSync } from 'node:fs';
import { AssayError } from '@assay/core';
import type { NamedFigures } from './figure-rows.js';

/** Where figures were measured. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** `v20.20.2`. */
  readonly node: string;
  /** `linux x64`. */
  readonly platform: string;
}

/** Figures that others are compared with; the document's tables are made from them. */
export interface Baseline {
  readonly date?: string;
  readonly machine: Machine;
  readonly benches: readonly NamedFigures[];
}

function unusable(path: string, found: string, next: string): AssayError {
  return new AssayError('USAGE', 'there is no baseline to compare with', {
    place: { file: path },
    found,
    expected: 'a file that `npm run bench -- --write` wrote',
    next,
  });
}

function isBaseline(value: unknown): value is Baseline {
  if (typeof value !== 'object' || value === null || !('benches' in value)) return false;
  const { benches } = value;
  return (
    Array.isArray(benches) &&
    benches.every((one) => typeof one?.name === 'string' && typeof one?.ratio === 'number')
  );
}

/** @throws AssayError USAGE when the file is not there or is no baseline. */
export function readBaseline(path: string): Baseline {
  if (!existsSync(path)) throw unusable(path, 'no such file', 'Name bench/baseline.json.');
  const text = readFileSync(path, 'utf8');
  const next = 'Write it again, or take it from the last commit.';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unusable(path, 'no JSON', next);
  }
  if (!isBaseline(value)) throw unusable(path, 'JSON of another shape', next);
  return value;
}

/** A baseline as its file has it. */
export function baselineText(baseline: Baseline): string {
  return `${JSON.stringify(baseline, null, 2)}\n`;
}

/**
 * The baseline after some benches were measured again: they replace what was there, the others stay.
 *
 * @throws AssayError USAGE when only some were measured, and on another machine than the others.
 */
export function mergeBaseline(
  before: Baseline | undefined,
  now: Baseline,
  order: readonly string[],
): Baseline {
  const isWhole = order.every((name) => now.benches.some((one) => one.name === name));
  if (before && !isWhole && JSON.stringify(before.machine) !== JSON.stringify(now.machine)) {
    throw new AssayError('USAGE', 'a baseline is of one machine', {
      found: Object.values(now.machine).join(', '),
      expected: Object.values(before.machine).join(', '),
      next: 'Write all benches: npm run bench -- --write',
    });
  }
  const known = [...now.benches, ...(before?.benches ?? [])];
  const benches = order.flatMap((name) => known.find((one) => one.name === name) ?? []);
  return { ...(now.date !== undefined && { date: now.date }), machine: now.machine, benches };
}
