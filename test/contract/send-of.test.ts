import { type Send, sendOf } from '@kinesis-otel/contract';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const test = suite('contract / send-of');

test('a class’s `send` is the one it has at the time of the call, with the client as its this', () => {
  class Client {
    readonly name = 'mine';
    send(command: unknown): unknown {
      return [this.name, command];
    }
  }
  const client = new Client();
  const send = sendOf(client);
  const first = Reflect.apply(send, client, ['put']);

  Client.prototype.send = () => 'instrumented';

  assert.equal(first, ['mine', 'put']);
  assert.is(Reflect.apply(send, client, ['put']), 'instrumented');
});

test('a `send` of the client’s own is the one it had', () => {
  const own: Send = () => 'own';
  const client = { send: own };
  const send = sendOf(client);

  client.send = () => 'other';

  assert.is(send, own);
});

test.run();
