import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { withMembersOf } from '../../packages/producer-sdk/src/with-members-of.ts';

const test = suite('producer-sdk / withMembersOf');

interface Entry {
  readonly Data?: string;
  readonly PartitionKey?: string | undefined;
  readonly ExplicitHashKey?: string;
}

class Accessors {
  get PartitionKey() {
    return 'a';
  }
}

test('a copy gets the members that its original has by accessors, and keeps what it has itself', () => {
  const original: Entry = new Accessors();

  const copy = withMembersOf<Entry>({ ...original, Data: 'new' }, original, ['Data', 'PartitionKey']);
  const changed = withMembersOf<Entry>({ ...original, PartitionKey: 'b' }, original, ['PartitionKey']);

  assert.equal([copy, changed], [{ Data: 'new', PartitionKey: 'a' }, { PartitionKey: 'b' }]);
});

test('what the original does not have the copy has not either, not even as undefined', () => {
  for (const original of [{ Data: 'x' }, new Accessors(), Object.create(null)] as Entry[]) {
    const copy = withMembersOf({ ...original }, original, ['ExplicitHashKey']);

    assert.is('ExplicitHashKey' in copy, false);
  }
});

test.run();
