import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { createBucket } from '../../packages/local-pipeline/src/object-store/local-bucket.ts';

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
const test = suite('local-pipeline / object-store-bucket');

test('an object is read by its key, and a key nothing lies under gives nothing', () => {
  const bucket = createBucket('failures');

  bucket.put('a/b', 'Zürich');

  assert.is(bucket.get('a/b'), 'Zürich');
  assert.is(bucket.get('a'), undefined);
});

test('a listing has every key in order, with the bytes', () => {
  const bucket = createBucket('failures');
  bucket.put('b', 'Zürich');
  bucket.put('a/2', '');
  bucket.put('a/1', 'x');

  const listed = bucket.list().map(({ key, size }) => [key, size]);

  assert.equal(listed, [
    ['a/1', 1],
    ['a/2', 0],
    ['b', 7],
  ]);
  assert.equal(
    bucket.list('a/').map(({ key }) => key),
    ['a/1', 'a/2'],
  );
});

test('an object takes the place of another of its key', () => {
  const bucket = createBucket('failures');
  bucket.put('a', 'old');

  bucket.put('a', 'new');

  assert.equal([bucket.get('a'), bucket.list().length], ['new', 1]);
});

test.run();
