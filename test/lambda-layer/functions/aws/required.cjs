const { DynamoDBClient, GetItemCommand, PutItemCommand } = require('@aws-sdk/client-dynamodb');
const { KinesisClient, PutRecordCommand } = require('@aws-sdk/client-kinesis');

const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
const kinesis = new KinesisClient({ maxAttempts: 1 });

exports.handler = async (event) => {
  const Data = new TextEncoder().encode('{"id":1}');
  await dynamodb.send(new PutItemCommand({ TableName: 'orders', Item: { id: { S: '1' } } }));
  const found = await dynamodb.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } }));
  const failed = await dynamodb
    .send(new PutItemCommand({ TableName: 'nothing', Item: { id: { S: '1' } } }))
    .catch((error) => error.name);
  const called = await new Promise((resolve) => {
    dynamodb.send(new GetItemCommand({ TableName: 'orders', Key: { id: { S: '1' } } }), (error) =>
      resolve(error?.name ?? 'called'),
    );
  });
  for (const StreamName of ['stamped', 'plain']) {
    await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey: 'key', Data }));
  }
  return { found: found.Item?.id?.S, failed, called, records: event.Records?.length };
};
