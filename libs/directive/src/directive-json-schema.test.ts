import { test as property, fc } from '@fast-check/vitest';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import {
  canonicalDirective,
  DIRECTIVE_SCHEMA,
  directiveJsonSchema,
  parseDirective,
} from './index.js';
import { bytesOf, expectGolden, filesIn } from './testing/golden.js';
import { mutatedDocuments } from './testing/mutated-documents.js';
import { plainDocument } from './testing/plain-document.js';

const validate = new Ajv2020({ strict: true, allErrors: true }).compile(directiveJsonSchema());
const VALID = 'fixtures/directives/valid';
const EXAMPLES = 'examples/fx/backtest_directives/active';

test('the committed JSON Schema is the one that the code writes', () => {
  expectGolden(
    'schemas/directive.schema.json',
    `${JSON.stringify(directiveJsonSchema(), null, 2)}\n`,
  );
});

test.each([
  ...filesIn(EXAMPLES).map((name) => `${EXAMPLES}/${name}`),
  ...filesIn(VALID)
    .filter((name) => name !== 'title-case.txt')
    .map((name) => `${VALID}/${name}`),
])('an editor finds nothing in %s', (path) => {
  validate(plainDocument(path));
  expect(validate.errors ?? []).toEqual([]);
});

property.prop([mutatedDocuments(`${VALID}/every-block.txt`)], { numRuns: 2000 })(
  'the JSON Schema and our own accept the same documents',
  (document) => {
    expect(validate(document)).toBe(DIRECTIVE_SCHEMA.safeParse(document).success);
  },
);

test('the mutated documents are of both kinds, so that the property can fail', () => {
  const sample = fc.sample(mutatedDocuments(`${VALID}/every-block.txt`), {
    numRuns: 500,
    seed: 1,
  });
  const accepted = sample.filter((document) => DIRECTIVE_SCHEMA.safeParse(document).success).length;
  expect(accepted).toBeGreaterThan(50);
  expect(accepted).toBeLessThan(450);
});

test.each([
  'reversed-dates.txt',
  'impossible-date.txt',
  'duplicate-symbols.txt',
  'conflicting-indicators.txt',
  'conflicting-direction.txt',
  'conflicting-positions.txt',
  'window-order.txt',
  'orders-without-range.txt',
  'enabled-without-fields.txt',
  'stop-loss-stated-twice.txt',
  'stop-loss-without-value.txt',
  'sizing-without-field.txt',
  'fast-not-below-slow.txt',
])('%s passes it and is refused by the rules between fields', (name) => {
  const path = `fixtures/directives/broken/${name}`;
  expect(validate(plainDocument(path))).toBe(true);
  expect(parseDirective({ file: name, bytes: bytesOf(path) }).model).toBeUndefined();
});

test('a canonical directive is plain JSON', () => {
  const bytes = bytesOf(`${VALID}/every-block.txt`);
  const { model } = parseDirective({ file: 'every-block.txt', bytes });
  if (!model) throw new Error('no model');
  const canonical = canonicalDirective(model);
  expect(JSON.parse(JSON.stringify(canonical))).toEqual(canonical);
});
