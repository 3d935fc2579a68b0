import { fc } from '@fast-check/vitest';
import { plainDocument } from './plain-document.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One change: at the `at`-th value of the document, counted along the tree. */
interface Change {
  readonly kind: 'replace' | 'remove' | 'add' | 'copy';
  readonly at: number;
  /** Where `copy` takes its value from: the next value of the same type. */
  readonly from: number;
  readonly key: string;
  readonly value: Json;
}

const VALUES: readonly Json[] = [
  null, true, false, 0, 1, -1, 2, 0.5, 1.5, 500, 1_000_001, '', 'none', 'both', 'long', 'spec',
  'EURUSD', 'eur usd', '..', '12:30', '24:00', '2020-02-29', '2020-2-9', '1h', '1H', 'UTC',
  'Europe/London', 'volatility/atr', 'atr', 'atr_multiple', 'points', 'v1_0_0', 'line\nbreak',
  [], {}, ['EURUSD'], [0, 1], ['volatility.atr'], { enabled: true }, { enabled: 'yes' },
]; // prettier-ignore

const CHANGE: fc.Arbitrary<Change> = fc.record({
  kind: fc.constantFrom('copy', 'copy', 'remove', 'replace', 'add'),
  at: fc.nat(400),
  from: fc.nat(400),
  key: fc.constantFrom('value', 'multiple', 'type', 'enabled', 'surplus', 'time', 'lots'),
  value: fc.oneof(fc.constantFrom(...VALUES), fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>),
});

interface Slot {
  readonly parent: Json[] | { [key: string]: Json };
  readonly key: string;
}

function slotsOf(node: Json): readonly Slot[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, child]) => [{ parent: node, key }, ...slotsOf(child)]);
}

function valueOf({ parent, key }: Slot): Json {
  return (parent as { [key: string]: Json })[key] ?? null;
}

/** A value from elsewhere in the document that might stand here too. */
function similarValue(slots: readonly Slot[], slot: Slot, from: number): Json {
  const type = typeof valueOf(slot);
  const similar = slots.map(valueOf).filter((value) => typeof value === type);
  return structuredClone(similar[from % similar.length] ?? null);
}

function apply(document: Json, change: Change): void {
  const slots = slotsOf(document);
  const slot = slots[change.at % Math.max(1, slots.length)];
  if (!slot) return;
  const { parent, key } = slot;
  const value = change.kind === 'copy' ? similarValue(slots, slot, change.from) : change.value;
  if (Array.isArray(parent)) {
    if (change.kind === 'remove') parent.splice(Number(key), 1);
    else parent[Number(key)] = value;
    return;
  }
  if (change.kind === 'remove') delete parent[key];
  else parent[change.kind === 'add' ? change.key : key] = value;
}

/** A good document after a few changes: some still good, most bad in one place or two. */
export function mutatedDocuments(path: string): fc.Arbitrary<unknown> {
  const good = plainDocument(path) as Json;
  return fc.array(CHANGE, { minLength: 1, maxLength: 2 }).map((changes) => {
    const document = structuredClone(good);
    for (const change of changes) apply(document, change);
    return document;
  });
}
