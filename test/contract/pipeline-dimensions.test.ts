import { environmentName, pipelineName, type Variables } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / pipeline-dimensions');

const attributes = 'service.name=orders,deployment.environment.name=staging';
type Case = readonly [what: string, option: string | undefined, variables: Variables, name: string | undefined];

const environments: readonly Case[] = [
  ['Production, with nothing set', undefined, {}, 'Production'],
  ['the option, before everything', 'a', { KINESIS_OTEL_ENVIRONMENT: 'b', OTEL_RESOURCE_ATTRIBUTES: attributes }, 'a'],
  [
    'the variable, before the resource',
    undefined,
    { KINESIS_OTEL_ENVIRONMENT: ' b ', OTEL_RESOURCE_ATTRIBUTES: attributes },
    'b',
  ],
  [
    'the resource’s, where the variable is blank',
    undefined,
    { KINESIS_OTEL_ENVIRONMENT: ' ', OTEL_RESOURCE_ATTRIBUTES: attributes },
    'staging',
  ],
  [
    'the resource’s, decoded',
    undefined,
    { OTEL_RESOURCE_ATTRIBUTES: ' deployment.environment.name = pre%20prod ' },
    'pre prod',
  ],
  [
    'the resource’s as it stands, where it cannot be decoded',
    undefined,
    { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=100%' },
    '100%',
  ],
  [
    'Production, where the resource’s is empty',
    undefined,
    { OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=' },
    'Production',
  ],
  [
    'Production, where the resource names another thing',
    undefined,
    { OTEL_RESOURCE_ATTRIBUTES: 'x.deployment.environment.name=a' },
    'Production',
  ],
  ['Production, where the list is broken', undefined, { OTEL_RESOURCE_ATTRIBUTES: ',,=,a' }, 'Production'],
];

for (const [what, option, variables, name] of environments) {
  test(`the environment is ${what}`, () => {
    assert.is(environmentName(option, variables), name);
  });
}

const pipelines: readonly Case[] = [
  ['left to the stream, with nothing set', undefined, {}, undefined],
  ['the option, before the variable', 'a', { KINESIS_OTEL_PIPELINE: 'b' }, 'a'],
  ['the variable', undefined, { KINESIS_OTEL_PIPELINE: ' b ' }, 'b'],
  ['left to the stream, where the variable is blank', undefined, { KINESIS_OTEL_PIPELINE: '  ' }, undefined],
];

for (const [what, option, variables, name] of pipelines) {
  test(`the pipeline is ${what}`, () => {
    assert.is(pipelineName(option, variables), name);
  });
}

test.run();
