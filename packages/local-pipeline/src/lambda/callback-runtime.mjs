import { run } from 'aws-lambda-ric-3';

/** The runtime of nodejs22.x and before, which knows callbacks, started as Lambda does: by what the environment says. */
await run(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
