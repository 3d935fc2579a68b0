import { formatDiagnostic } from '@assay/core';
import { test as property, fc } from '@fast-check/vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import {
  BROKER_SPEC_SCHEMA,
  brokerSpecJsonSchema,
  canonicalSpec,
  parseBrokerSpec,
} from './index.js';
import { bytesOf, expectGolden, filesIn } from './testing/golden.js';

const BROKEN = 'fixtures/broker-specs/broken';
const VALID = 'fixtures/broker-specs/valid';
const EXAMPLES = 'examples/fx/broker_specs/Assay_FX';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(brokerSpecJsonSchema());

function parseFile(path: string): ReturnType<typeof parseBrokerSpec> {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return parseBrokerSpec({ file, bytes: bytesOf(path) });
}

describe('a broken broker spec gives every problem, each with its place', () => {
  test('there are enough broken specs', () => {
    expect(filesIn(BROKEN).length).toBeGreaterThanOrEqual(6);
  });

  test.each(filesIn(BROKEN))('%s', (theme) => {
    const [file = ''] = filesIn(`${BROKEN}/${theme}`);
    const { spec, diagnostics } = parseFile(`${BROKEN}/${theme}/${file}`);
    expect(spec).toBeUndefined();
    expect(diagnostics.some((found) => found.severity === 'error')).toBe(true);
    const rendered = diagnostics.map((found) => `${formatDiagnostic(found)}\n`).join('\n');
    expectGolden(`fixtures/broker-specs/expected/${theme}.txt`, rendered);
  });
});

test.each([
  ...filesIn(VALID).map((name) => `${VALID}/${name}`),
  ...filesIn(EXAMPLES).map((name) => `${EXAMPLES}/${name}`),
])('%s has no finding, here and in an editor', (path) => {
  const { spec, diagnostics } = parseFile(path);
  expect(diagnostics).toEqual([]);
  if (!spec) throw new Error('no spec');
  validate(canonicalSpec(spec));
  expect(validate.errors ?? []).toEqual([]);
});

test('the examples are the pairs, the metal and the index that the directives may name', () => {
  expect(filesIn(EXAMPLES).length).toBe(20);
});

test('the canonical form has what is declared and nothing else', () => {
  const { spec } = parseFile(`${VALID}/US500.yaml`);
  if (!spec) throw new Error('no spec');
  const declared = {
    symbol: 'US500',
    kind: 'index',
    quote: 'USD',
    contract_size: 1,
    min_lot: 0.1,
    lot_step: 0.1,
    max_lot: 250,
    tick_size: 0.25,
    digits: 2,
    spread: 'column',
  };
  expect(canonicalSpec(spec)).toStrictEqual(declared);
  expect(canonicalSpec({ ...spec, margin: undefined })).toStrictEqual(declared);
});

test('the committed JSON Schema is the one that the code writes', () => {
  const text = `${JSON.stringify(brokerSpecJsonSchema(), null, 2)}\n`;
  expectGolden('schemas/broker-spec.schema.json', text);
});

const GOOD = parseFile(`${VALID}/EURUSD.yaml`).spec;
const FIELDS = Object.keys(BROKER_SPEC_SCHEMA.shape);

property.prop(
  [
    fc.constantFrom(...FIELDS, 'surplus'),
    fc.oneof(
      fc.constantFrom<unknown>(0, -1, 0.5, 1, 5, 11, 'column', 'USD', 'fx', '..', 'EURUSD', null),
      fc.jsonValue({ maxDepth: 2 }),
      fc.record({ calendar: fc.constantFrom('fx', 'weekdays', 'never') }),
      fc.record({
        per_lot_per_side: fc.double({ noNaN: true }),
        currency: fc.constantFrom('EUR', 'e'),
      }),
    ),
    fc.boolean(),
  ],
  { numRuns: 1000 },
)('the JSON Schema and our own accept the same documents', (field, value, remove) => {
  const document: Record<string, unknown> = { ...GOOD, [field]: value };
  if (remove) delete document[field];
  // Infinity is no JSON; a reader of YAML refuses it before any schema.
  const plain: unknown = JSON.parse(JSON.stringify(document));
  expect(validate(plain)).toBe(BROKER_SPEC_SCHEMA.safeParse(plain).success);
});

describe('lots and steps are compared as they are written, not as binary fractions', () => {
  const withLots = (min: string, step: string, max: string): readonly string[] => {
    const lines = `symbol: X\nkind: index\nquote: USD\ncontract_size: 1\ntick_size: 1\ndigits: 0\n`;
    const text = `${lines}min_lot: ${min}\nlot_step: ${step}\nmax_lot: ${max}\n`;
    const { diagnostics } = parseBrokerSpec({
      file: 'X.yaml',
      bytes: new TextEncoder().encode(text),
    });
    return diagnostics.map((found) => found.message);
  };

  test.each([
    ['0.3', '0.1', '0.7'],
    ['0.07', '0.01', '1.13'],
    ['1', '1', '1'],
    ['1e-7', '1e-8', '100000'],
    ['25', '5', '1000'],
  ])('%s in steps of %s up to %s is right', (min, step, max) => {
    expect(withLots(min, step, max)).toEqual([]);
  });

  test.each([
    ['0.35', '0.1', '1', ['min_lot is not a whole number of lot steps']],
    ['0.1', '0.1', '0.75', ['max_lot is not a whole number of lot steps']],
    ['2', '1', '1', ['max_lot is smaller than min_lot']],
    ['0.01', '0.1', '1', ['min_lot is not a whole number of lot steps']],
  ])('%s in steps of %s up to %s is refused', (min, step, max, expected) => {
    expect(withLots(min, step, max)).toEqual(expected);
  });
});

test.each(['specs/Assay_FX/EURUSD.yaml', 'specs\\EURUSD.YML', 'eurusd.yaml'])(
  'the symbol may differ from the file %s in case only',
  (file) => {
    expect(parseBrokerSpec({ file, bytes: bytesOf(`${VALID}/EURUSD.yaml`) }).diagnostics).toEqual(
      [],
    );
  },
);
