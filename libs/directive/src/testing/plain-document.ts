import { readDocument } from '@assay/documents';
import * as z from 'zod';
import { bytesOf } from './golden.js';

/** A file of the repository as plain data, whatever it says. */
export function plainDocument(path: string): unknown {
  const schema = z.record(z.string(), z.unknown());
  const { value } = readDocument({ file: path, bytes: bytesOf(path), schema, syntax: 'yaml' });
  if (value === undefined) throw new Error(`${path} is no mapping`);
  return JSON.parse(JSON.stringify(value));
}
