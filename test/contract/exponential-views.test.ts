import { exponentialViews } from '@kinesis-otel/contract';
import { AggregationType } from '@opentelemetry/sdk-metrics';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / exponentialViews');

test('there is a view for each unit and each name, of one meter and exponential', () => {
  const views = exponentialViews('a meter', { units: ['ms'], names: ['BatchSize'] });

  const aggregation = {
    type: AggregationType.EXPONENTIAL_HISTOGRAM,
    options: { maxSize: 160, recordMinMax: true },
  };
  assert.equal(views, [
    { meterName: 'a meter', aggregation, instrumentUnit: 'ms' },
    { meterName: 'a meter', aggregation, instrumentName: 'BatchSize' },
  ]);
});

test.run();
