import * as z from 'zod';
import { readDocument, type DocumentReading, type ReadDocumentOptions } from '../read-document.js';

/** A schema with one of everything that the schemas of this repository use. */
export const SAMPLE = z.strictObject({
  symbols: z.array(z.string().min(1)).min(1).max(3),
  cross: z.strictObject({
    type: z.enum(['sma', 'ema']),
    fast: z.int().gte(1).lte(100),
    slow: z.int().gte(1).lte(100),
  }),
  time: z
    .string()
    .regex(/^\d\d:\d\d$/, 'a time of day "HH:MM"')
    .optional(),
  costs: z
    .union([
      z.literal('none'),
      z.strictObject({
        spread: z.union([z.number().gte(0), z.literal('spec')]),
        swap: z.enum(['spec', 'none']).optional(),
      }),
    ])
    .optional(),
  regime: z.union([z.int().gte(-1).lte(1), z.array(z.int().gte(-1).lte(1)).min(1)]).optional(),
  enabled: z.boolean().optional(),
  capital: z.number().gt(0).optional(),
  free: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])).optional(),
  named: z.record(z.string().regex(/^[a-z]+$/, 'a lower-case name'), z.number()).optional(),
  orders: z
    .array(z.strictObject({ side: z.enum(['long', 'short']), level: z.number() }))
    .optional(),
});
export type Sample = z.infer<typeof SAMPLE>;

/** A document that SAMPLE accepts; tests append to it. */
export const GOOD = 'symbols: [EURUSD]\ncross:\n  type: sma\n  fast: 10\n  slow: 20\n';

/** Reads a text or bytes as `a.txt` against SAMPLE, as YAML unless told otherwise. */
export function readSample(
  text: string | Uint8Array,
  more: Partial<ReadDocumentOptions<Sample>> = {},
): DocumentReading<Sample> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  return readDocument({ file: 'a.txt', bytes, schema: SAMPLE, syntax: 'yaml', ...more });
}

/** Reads a text against a schema that accepts every mapping. */
export function readAnything(
  text: string,
  syntax: 'yaml' | 'json',
): DocumentReading<Record<string, unknown>> {
  const bytes = new TextEncoder().encode(text);
  return readDocument({ file: 'a', bytes, schema: z.record(z.string(), z.unknown()), syntax });
}

/** `CODE line:column | found | expected` of every finding, in order. */
export function brief(reading: DocumentReading<unknown>): string[] {
  return reading.diagnostics.map(({ code, place, found, expected }) => {
    const where = place?.line === undefined ? '-' : `${place.line}:${place.column}`;
    return `${code} ${where} | ${found} | ${expected}`;
  });
}
