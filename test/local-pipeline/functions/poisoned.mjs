/** Throws where one of its Kinesis records says "poison". */
export const handler = async ({ Records }) => {
  const texts = Records.map(({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString());
  if (texts.includes('poison')) throw new TypeError('poison');
};

/** Says which batch information its queue messages carry. */
export const redrive = async ({ Records }) => {
  for (const { body } of Records) console.log(`redrive ${JSON.stringify(JSON.parse(body).KinesisBatchInfo)}`);
};
