import './consumer-telemetry.ts';
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { createKinesisHandler, instrumentDownstreamClient, type KinesisHandler } from '@kinesis-otel/consumer-sdk';
import { type AirportRecord, checkAirport } from './airport.ts';
import { failSometimes } from './fail-sometimes.ts';

const dynamodb = instrumentDownstreamClient(new DynamoDBClient({}));
const tableName = process.env.TABLE_NAME;

/** Checks each airport and writes it; every delivery that gets this far adds one to the item's count. */
export const handler: KinesisHandler = createKinesisHandler<AirportRecord>(async ({ data: airport }) => {
  checkAirport(airport);
  failSometimes();
  await dynamodb.send(
    new UpdateItemCommand({
      TableName: tableName,
      Key: { id: { S: airport.id } },
      UpdateExpression: 'SET airport = :airport, country = :country ADD deliveries :one',
      ExpressionAttributeValues: {
        ':airport': { S: airport.airport },
        ':country': { S: airport.country_code },
        ':one': { N: '1' },
      },
    }),
  );
});
