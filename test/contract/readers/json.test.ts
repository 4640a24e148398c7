import { Ajv } from 'ajv';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { jsonObjectPayloads } from '../../support/json-payloads.ts';
import { sampleCarrier, stamp } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / JSON');

const { traceparent, sentAtMs: sentAt } = sampleCarrier;

/** NDJSON is many documents, and a byte order mark and broken UTF-8 are not JSON to begin with. */
const documents = Object.entries(jsonObjectPayloads).filter(([, payload]) => {
  try {
    JSON.parse(payload.toString());
    return true;
  } catch {
    return false;
  }
});

for (const [what, payload] of documents) {
  test(`JSON.parse sees one more member in ${what}, the first`, () => {
    const parsed = JSON.parse(stamp(payload).toString());

    const { _otel, ...others } = parsed;
    const { _otel: own, ...expected } = JSON.parse(payload.toString());
    assert.equal(others, expected);
    assert.equal(_otel, own ?? { traceparent, sentAt });
    assert.is(Object.keys(parsed)[0], '_otel');
  });
}

test('each line of NDJSON is JSON, and the first has one more member', () => {
  const [first = '', ...others] = stamp('{"a":1}\n{"b":2}\n').toString().split('\n');

  assert.equal(JSON.parse(first), { _otel: { traceparent, sentAt }, a: 1 });
  assert.equal(others, ['{"b":2}', '']);
});

const schema = { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] };
const stamped = JSON.parse(stamp('{"a":1}').toString());

test('a JSON schema that lets more members in takes a stamped record', () => {
  const validate = new Ajv().compile({ ...schema, additionalProperties: true });

  assert.ok(validate({ a: 1 }));
  assert.ok(validate(stamped));
});

test('a JSON schema that lets none in rejects a stamped record, because of _otel alone', () => {
  const validate = new Ajv({ allErrors: true }).compile({ ...schema, additionalProperties: false });

  assert.ok(validate({ a: 1 }));
  assert.is(validate(stamped), false);
  assert.equal(
    validate.errors?.map(({ params }) => params),
    [{ additionalProperty: '_otel' }],
  );
});

test.run();
