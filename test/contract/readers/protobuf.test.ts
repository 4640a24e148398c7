import { create, createFileRegistry, type DescMessage, fromBinary, type Message, toBinary } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
} from '@bufbuild/protobuf/wkt';
import { protobufFormat } from '@kinesis-otel/contract';
import protobufjs from 'protobufjs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { readBothWays } from '../../support/read-both-ways.ts';
import { sampleCarrier } from '../../support/sample-carrier.ts';

const test = suite('contract / readers / protobuf libraries');

const { root } = protobufjs.parse(`
  syntax = "proto3";
  message Item { string sku = 1; sint32 change = 2; }
  message Order {
    string id = 1;
    int64 total = 2;
    repeated Item items = 3;
    map<string, string> labels = 4;
    repeated int32 counts = 5;
    double weight = 6;
    bytes blob = 7;
  }`);
const Order = root.lookupType('Order');

const orders = {
  'an order': {
    id: 'order-42',
    total: -7,
    items: [{ sku: 'café', change: -3 }, { sku: 'x'.repeat(300) }],
    labels: { a: '1', b: '' },
    counts: [1, -1, 2 ** 31 - 1],
    weight: 0.1,
    blob: Buffer.from('otel-end'),
  },
  'an order with nothing in it': {},
};

for (const [what, order] of Object.entries(orders)) {
  const payload = Buffer.from(Order.encode(Order.fromObject(order)).finish());
  const stamped = protobufFormat.write(payload, sampleCarrier);

  test(`protobufjs decodes ${what} with context as without`, () => {
    const [before, after] = [payload, stamped].map((bytes) => Order.toObject(Order.decode(bytes), { longs: String }));

    assert.equal(after, before);
  });

  test(`protobuf-es decodes ${what} with context as without, but for one unknown field`, () => {
    const [before, after] = [payload, stamped].map((bytes) => readAsEs(bytes));

    assert.equal([after?.id, after?.weight, after?.blob], [before?.id, before?.weight, before?.blob]);
    assert.is(after?.$unknown?.length, (before?.$unknown?.length ?? 0) + 1);
  });
}

test('a forwarder that decodes a message, changes it and encodes it anew keeps the carrier where it is found', () => {
  const payload = Order.encode(Order.fromObject({ id: 'order-42' })).finish();
  const order = readAsEs(protobufFormat.write(payload, sampleCarrier));
  order.id = 'order-43, which is longer';

  const forwarded = readBothWays(toBinary(esOrder(), order));

  assert.equal(forwarded.carriers, [sampleCarrier]);
  assert.is((Order.decode(forwarded.payload) as unknown as { id: string }).id, 'order-43, which is longer');
});

type EsOrder = Message & { id: string; weight: number; blob: Uint8Array };

function readAsEs(bytes: Uint8Array): EsOrder {
  return fromBinary(esOrder(), bytes) as EsOrder;
}

/** The order's first, sixth and seventh field, as protobuf-es has them. */
function esOrder(): DescMessage {
  const field = (name: string, number: number, type: FieldDescriptorProto_Type) => ({
    name,
    number,
    type,
    jsonName: name,
    label: FieldDescriptorProto_Label.OPTIONAL,
  });
  const file = create(FileDescriptorProtoSchema, {
    name: 'order.proto',
    syntax: 'proto3',
    messageType: [
      {
        name: 'Order',
        field: [
          field('id', 1, FieldDescriptorProto_Type.STRING),
          field('weight', 6, FieldDescriptorProto_Type.DOUBLE),
          field('blob', 7, FieldDescriptorProto_Type.BYTES),
        ],
      },
    ],
  });
  const order = createFileRegistry(file, () => undefined).getMessage('Order');
  if (order === undefined) throw new Error('the schema has no Order');
  return order;
}

test.run();
