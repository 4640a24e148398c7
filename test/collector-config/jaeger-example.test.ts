import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collectorConfig } from '@kinesis-otel/collector-config';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';

const test = suite('collector-config / the Jaeger example');

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

test("its collector's config is the one that is written for the target", () => {
  assert.is(read('examples/jaeger/collector.yaml'), collectorConfig('jaeger', { listen: '0.0.0.0' }));
});

test('it runs the versions that are tested', () => {
  const { services } = parse(read('examples/jaeger/compose.yaml'));
  const { dist } = parse(read('test/collector-config/programs/core.yaml'));
  const [, tested] = /Jaeger v([\d.]+) is/.exec(read('test/collector-config/programs/jaeger.mod')) ?? [];

  assert.is(services.collector.image, `otel/opentelemetry-collector:${dist.version}`);
  assert.is(services.jaeger.image, `jaegertracing/jaeger:${tested}.0`);
});

test('nobody but this machine reaches it', () => {
  const { services } = parse(read('examples/jaeger/compose.yaml'));
  const ports: string[] = [...services.jaeger.ports, ...services.collector.ports];

  assert.ok(ports.every((port) => port.startsWith('127.0.0.1:')));
  assert.equal(parse(read('examples/jaeger/collector.yaml')).exporters['otlp_grpc/jaeger'].endpoint, 'jaeger:4317');
});

test.run();
