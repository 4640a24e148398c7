import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { attributeNames } from '../../packages/contract/src/index.ts';

const test = suite('contract / attribute-names');

/** Names that no convention has: our own, and those the X-Ray exporter reads. */
const unconventional = /^kinesis_otel\.|^aws\.(span|local|remote)\./;

const known: ReadonlySet<unknown> = new Set(
  Object.entries(conventions)
    .filter(([name]) => name.startsWith('ATTR_'))
    .map(([, value]) => value),
);

for (const name of Object.values(attributeNames).filter((each) => !unconventional.test(each))) {
  test(`${name} is a name of the conventions`, () => {
    assert.ok(known.has(name));
  });
}

test.run();
