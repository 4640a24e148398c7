import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { recordProcessingSuccess } from '../../packages/contract/src/index.ts';
import { figuresOf, sumOf } from './emf-figures.ts';
import { eventually } from './eventually.ts';
import { onAdot } from './on-adot.ts';
import { postSums, type Sender } from './otlp-points.ts';

const test = suite('collector-config / the EMF documents that a real collector writes');

const dimensions = { Environment: 'Production', Pipeline: 'orders' };
const success = recordProcessingSuccess.name;
const onCollector = onAdot(test, 'EMF documents of a real collector');

test('the senders of these tests are a hundred, with five metrics each', () => {
  assert.is(hundred(true).flatMap(({ points }) => points).length, 500);
});

/** Senders that differ only in what they are, each with five metrics at the same moment. */
function hundred(inPoints: boolean): readonly Sender[] {
  const names = [success, 'RecordProcessingFailure', 'RecordsReplayed', 'LinksDropped', 'SpansDropped'];
  return Array.from({ length: 100 }, (_, index) => {
    const instance = { 'faas.instance': `2026/11/25/[$LATEST]${index}` };
    const attributes = inPoints ? { ...dimensions, ...instance } : dimensions;
    return {
      resource: inPoints ? {} : instance,
      points: names.map((name, at) => ({ name, value: index + at, attributes })),
    };
  });
}

for (const inPoints of [true, false]) {
  const place = inPoints ? 'points' : 'resources';
  onCollector(
    `500 points of 100 environments in one millisecond are all summed, told apart by their ${place}`,
    async (aws, collector) => {
      await postSums(collector.url, hundred(inPoints));
      await collector.stop();

      assert.is(sumOf(aws.documents, success), 4_950);
      assert.is(sumOf(aws.documents, 'SpansDropped'), 4_950 + 400);
      const series = new Set(figuresOf(aws.documents).flatMap((figure) => figure.series));
      assert.equal([...series], ['Environment=Production,Pipeline=orders']);
    },
  );
}

onCollector(
  'without the labels of the resource, awsemf loses points and says so only in its log',
  async (aws, collector) => {
    await postSums(collector.url, hundred(false));
    await collector.stop();

    assert.ok(sumOf(aws.documents, success) < 4_950);
    assert.match(collector.log(), /Duplicate metric found/);
  },
  {},
  (config) => config.replace('enabled: true', 'enabled: false'),
);

onCollector(
  "the user's metrics are sent with their unit, others are not sent at all",
  async (aws, collector) => {
    const points = ['Orders.Shipped', 'OrdersXShipped', success].map((name) => ({
      name,
      value: 3,
      attributes: dimensions,
    }));
    await postSums(collector.url, [
      { resource: { 'process.command': '/opt/secret', 'service.name': 'orders' }, points },
    ]);
    await collector.stop();

    const figures = figuresOf(aws.documents);
    assert.equal(figures.map(({ name, unit }) => `${name} ${unit}`).sort(), [
      'Orders.Shipped Count',
      `${success} Count`,
    ]);
    assert.ok(figures.every(({ namespace }) => namespace === 'Team/Orders'));
    assert.not.match(JSON.stringify(aws.documents), /OrdersXShipped|secret/);
    assert.equal([...aws.logGroups], [['/metrics/Team/Orders', 30]]);
  },
  { namespace: 'Team/Orders', metrics: [{ name: 'Orders.Shipped', unit: 'Count' }], logRetentionDays: 30 },
);

onCollector(
  'a further dimension set counts for the points that have its labels',
  async (aws, collector) => {
    const points = [
      { name: success, value: 1, attributes: { ...dimensions, Target: 'DynamoDB/orders' } },
      { name: success, value: 2, attributes: dimensions },
    ];
    await postSums(collector.url, [{ resource: { 'faas.name': 'consumer' }, points }]);
    await collector.stop();

    const base = 'Environment=Production,Pipeline=orders';
    const series = figuresOf(aws.documents).map((figure) => [...figure.series].sort());
    const withFunction = 'Environment=Production,Function=consumer,Pipeline=orders';
    assert.equal(series.sort(), [
      [withFunction, base],
      [withFunction, base, `${base},Target=DynamoDB/orders`],
    ]);
  },
  { dimensions: [['Target'], ['Function']] },
);

onCollector(
  'the role is assumed',
  async (aws, collector) => {
    await postSums(collector.url, [{ resource: {}, points: [{ name: success, value: 1, attributes: dimensions }] }]);
    await eventually('a document', () => aws.documents.length > 0);

    assert.is(aws.assumedRoles[0], 'arn:aws:iam::123456789012:role/telemetry');
  },
  { roleArn: 'arn:aws:iam::123456789012:role/telemetry' },
);

for (const names of [10, 11]) {
  onCollector(
    `a set of ${names} dimensions is ${names === 10 ? 'taken' : 'dropped, which is why no longer one is written'}`,
    async (aws, collector) => {
      const more = Object.fromEntries(Array.from({ length: names - 2 }, (_, index) => [`Name${index}`, 'x']));
      const points = [{ name: success, value: 1, attributes: { ...dimensions, ...more } }];
      await postSums(collector.url, [{ resource: {}, points }]);
      await collector.stop();

      const sets = figuresOf(aws.documents).flatMap(({ series }) => series);
      assert.is(sets.filter((set) => set.includes('Name7')).length, names === 10 ? 1 : 0);
    },
    { dimensions: [['Name0', 'Name1', 'Name2', 'Name3', 'Name4', 'Name5', 'Name6', 'Name7']] },
    (config) => (names === 10 ? config : config.replace('Name7]', 'Name7, Name8]')),
  );
}

test.run();
