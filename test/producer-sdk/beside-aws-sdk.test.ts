import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { PutBesideAwsSdk } from '../support/put-beside-aws-sdk.ts';

const test = suite('producer-sdk / beside OpenTelemetry’s own instrumentation of the AWS SDK');

const run = promisify(execFile);
const program = join(import.meta.dirname, '../support/put-beside-aws-sdk.ts');
const send = { name: 'send orders' };
const inSend = { name: 'Kinesis.PutRecords', parent: 'send orders' };

const cases: readonly (readonly [fact: string, settings: PutBesideAwsSdk, spans: readonly object[]])[] = [
  ['alone, the AWS SDK imported', { register: ['ours'], load: 'import' }, [send]],
  ['alone, the AWS SDK required', { register: ['ours'], load: 'require' }, [send]],
  ['alone, the AWS SDK loaded before', { register: ['ours'], load: 'before' }, [send]],
  ['twice', { register: ['ours', 'ours'], load: 'import' }, [send]],
  ['with the client wrapped as well', { register: ['ours'], load: 'import', isWrapped: true }, [send]],
  ['the client wrapped, theirs registered', { register: ['theirs'], load: 'require', isWrapped: true }, [inSend, send]],
  ...(['import', 'require'] as const).flatMap((load) =>
    [true, false].flatMap((suppressInternalInstrumentation) =>
      (
        [
          ['ours', 'theirs'],
          ['theirs', 'ours'],
        ] as const
      ).map((register) => {
        const fact = `${register[0]} first, suppression ${suppressInternalInstrumentation ? 'on' : 'off'}, by ${load}`;
        return [fact, { register, suppressInternalInstrumentation, load }, [inSend, send]] as const;
      }),
    ),
  ),
];

for (const [fact, settings, spans] of cases) {
  test(`${fact}: exactly one span sends, and its context is in every record`, async () => {
    const { stdout, stderr } = await run(process.execPath, [
      '--disable-warning=ExperimentalWarning',
      program,
      JSON.stringify(settings),
    ]);

    const told = JSON.parse(stdout);
    assert.equal(told, { spans, sends: 1, carriers: ['send orders', 'send orders'], success: 2 });
    assert.is(stderr, '');
  });
}

test.run();
