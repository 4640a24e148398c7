exports.handler = async (event, context) => ({ records: event.Records?.length, requestId: context.awsRequestId });
