import type { CollectorOptions } from '../options.ts';
import { type ConfigSection, note } from './config-node.ts';

/** The collector reads its region from the environment: Lambda and ECS set it. */
export const regionFromEnvironment: string = '${env:AWS_REGION}';

/** Settings that awsemf and awsxray share. */
export function awsClient({ region, roleArn }: CollectorOptions, maxRetries: number): ConfigSection {
  return {
    region: region ?? regionFromEnvironment,
    role_arn: roleArn,
    max_retries: note(
      'Attempts of one request, further and further apart. There is no queue behind them: what fails then is logged as an error and lost.',
      maxRetries,
    ),
  };
}
