import { fc } from '@fast-check/vitest';
import { seededRandom } from '@assay/core';
import {
  checkDirectiveRules,
  parseDirective,
  RULE_BLOCKS,
  RULES_SCHEMA,
  type DirectiveDraft,
  type DirectiveModel,
} from '@assay/directive';
import { INDICATORS } from '@assay/indicators';
import { RECIPE_BLOCKS } from '../recipes/recipe-strategy.js';
import { fullValueOf, type SchemaNode } from './schema-values.js';

/** Indicators of a workspace of its own: names that are words of the language, or taken elsewhere. */
export const OWN_INDICATORS: readonly string[] = [
  'price/class', 'price/default', 'price/define-strategy', 'price/strategy-signature', 'flow/atr',
  'a-b/c', 'a/b-c', 'other/c', 'other/b-c', 'flow/price-rsi', 'more/price-rsi', 'misc/arguments', 'misc/eval', 'misc/bars', 'misc/ctx',
]; // prettier-ignore

/** What exists for a random directive: the library's indicators and those above. */
export const EXISTING = {
  library: INDICATORS.map(({ path }) => path),
  workspace: OWN_INDICATORS,
};

type Mapping = Record<string, unknown>;

const SCHEMA = RULES_SCHEMA as unknown as SchemaNode;
const BLOCKS = Object.keys(RULE_BLOCKS);

const TEST_BLOCK: fc.Arbitrary<Mapping> = fc.record({
  strategy: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/),
  broker: fc.constant('Assay_FX'),
  timeframe: fc.constantFrom('1m', '5m', '15m', '30m', '1h', '4h', '1d', '1w'),
  session_time_reference: fc.constantFrom('UTC', 'America/New_York', 'Europe/London'),
  start_date: fc.constant('2024-01-15'),
  end_date: fc.constant('2024-05-31'),
  name: fc.constantFrom("it's `${x}` */", 'plain'),
});

/** One recipe's blocks most of the time, so that a fair share of the directives is a recipe's. */
const CHOSEN_BLOCKS: fc.Arbitrary<readonly string[]> = fc
  .tuple(
    fc.oneof(
      fc.constantFrom([], ...Object.values(RECIPE_BLOCKS)),
      fc.subarray(Object.values(RECIPE_BLOCKS).flat(), { maxLength: 3 }),
    ),
    fc.oneof(
      fc.constant([]),
      fc.subarray(['sizing', 'costs', 'exit_rules', 'direction', 'trend_filter', 'execution']),
      fc.subarray(BLOCKS),
    ),
  )
  .map(([recipe, others]) => [...recipe, ...others]);

/** A directive file that the grammar accepts, as text, and what it says. */
export interface RandomDirective {
  readonly text: string;
  readonly model: DirectiveModel;
}

/**
 * Valid directives over every rule block of the schema: values come from the schema, members are left
 * out by chance, and what breaks a rule between fields is completed or taken out again. Each went
 * through the reader of directive files.
 */
export const RANDOM_DIRECTIVES: fc.Arbitrary<RandomDirective> = fc
  .record({
    test: TEST_BLOCK,
    indicators: fc.subarray([...EXISTING.library, ...EXISTING.workspace], { maxLength: 6 }),
    blocks: CHOSEN_BLOCKS,
    full: fullValueOf(SCHEMA).map((value) => tidied(value as Mapping)),
    seed: fc.nat(),
    keep: fc.constantFrom(0.1, 0.3, 0.6, 0.9),
  })
  .map(({ test, indicators, blocks, full, seed, keep }) => {
    const random = seededRandom(String(seed));
    const chosen = Object.fromEntries(
      Object.entries(full).filter(([block]) => blocks.includes(block)),
    );
    const rules = withoutSome(chosen, SCHEMA, () => random() < keep) as Mapping;
    const document = { test, symbols: ['EURUSD'], indicators, ...rules };
    repair(document, full);
    return read(document);
  });

function read(document: Mapping): RandomDirective {
  const text = writeFlow(document);
  const { model, diagnostics } = parseDirective({
    file: 'Random_01.txt',
    bytes: new TextEncoder().encode(text),
  });
  if (!model) throw new Error(`not valid: ${JSON.stringify(diagnostics)}\n${text}`);
  return { text, model };
}

/** Times and lengths in their order: by chance alone they would seldom be. */
function tidied(full: Mapping): Mapping {
  const range = full['range_definition'] as Mapping;
  const orders = full['order_placement'] as Mapping;
  const [end, freeze, time] = [range['window_end'], range['freeze_at'], orders['time']].sort();
  Object.assign(range, { window_end: end, freeze_at: freeze });
  orders['time'] = time;
  const cross = full['moving_average_cross'] as { fast: number; slow: number };
  const [fast = 1, slow = 2] = [cross.fast, cross.slow].sort((a, b) => a - b);
  Object.assign(cross, { fast, slow: Math.max(slow, fast + 1) });
  return full;
}

/** Leaves out optional members, at any depth. */
function withoutSome(value: unknown, schema: SchemaNode, keeps: () => boolean): unknown {
  const { def } = schema._zod;
  if (def.type === 'optional' && def.innerType) return withoutSome(value, def.innerType, keeps);
  if (def.type !== 'object' || !def.shape) return value;
  const kept: Mapping = {};
  for (const [key, member] of Object.entries(value as Mapping)) {
    const inner = def.shape[key];
    const isBlock = schema === SCHEMA;
    if (!inner || (!isBlock && inner._zod.def.type === 'optional' && !keeps())) continue;
    kept[key] = withoutSome(member, inner, keeps);
  }
  return kept;
}

type Path = readonly (string | number)[];

const ROUNDS_MAX = 60;

/** Makes a document keep the rules between fields: what is missing is added, what conflicts goes. */
function repair(document: Mapping, full: Mapping): void {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const found = brokenRules(document);
    if (found.length === 0) return;
    for (const { path, missing } of found) {
      // Rules that contradict each other for these values: the block is better left out.
      if (round > ROUNDS_MAX / 2) delete document[path[0] ?? ''];
      else if (missing) add(document, full, missing);
      else remove(document, path);
    }
  }
  throw new Error(`cannot be repaired: ${JSON.stringify(document)}`);
}

/** Where rules between fields are broken, and the member that is missing there. */
function brokenRules(document: Mapping): readonly { path: Path; missing: Path | undefined }[] {
  const found: { path: Path; missing: Path | undefined }[] = [];
  let missing: Path | undefined;
  checkDirectiveRules(
    document as unknown as DirectiveDraft,
    (path) => {
      found.push({ path, missing });
      missing = undefined;
      return { file: 'Random_01.txt' };
    },
    (path) => {
      missing = path;
      return false;
    },
  );
  return found;
}

function add(document: Mapping, full: Mapping, path: Path): void {
  let target: Mapping = document;
  let source: unknown = full;
  for (const [at, step] of path.entries()) {
    source = (source as Mapping)[step];
    if (at === path.length - 1 || target[step] === undefined) {
      target[step] = structuredClone(source);
      return;
    }
    target = target[step] as Mapping;
  }
}

/** Removes the member at a path, or the nearest optional one around it. */
function remove(document: Mapping, path: Path): void {
  let schema: SchemaNode = SCHEMA;
  let holder = document;
  let removable: readonly [Mapping, string | number] = [document, path[0] ?? ''];
  for (const step of path) {
    const { def } = schema._zod;
    const inner: SchemaNode | undefined = def.type === 'object' ? def.shape?.[step] : undefined;
    if (!inner) break;
    if (inner._zod.def.type === 'optional') removable = [holder, step];
    schema = inner._zod.def.innerType ?? inner;
    holder = holder[step] as Mapping;
  }
  const [owner, key] = removable;
  delete owner[key];
}

/** YAML in flow style; like JSON, but numbers as JavaScript prints them, negative zero among them. */
function writeFlow(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `[${value.map(writeFlow).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, member]) => `${JSON.stringify(key)}: ${writeFlow(member)}`,
  );
  return `{${members.join(', ')}}`;
}
