console.log('init begins');
await new Promise((resolve) => setTimeout(resolve, Number(process.env.INIT_MS)));

export const handler = async () => ({ started: process.env.AWS_LAMBDA_INITIALIZATION_TYPE });
