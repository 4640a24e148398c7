import type { CollectorOptions } from '../options.ts';
import { type ConfigSection, note } from './config-node.ts';

/** The collector reads its region from the environment: Lambda and ECS set it. */
// biome-ignore lint/suspicious/noTemplateCurlyInString: the collector's own syntax for a variable.
export const regionFromEnvironment: string = '${env:AWS_REGION}';

/** Settings that awsemf and awsxray share. */
export function awsClient({ region, roleArn }: CollectorOptions): ConfigSection {
  return {
    region: region ?? regionFromEnvironment,
    role_arn: roleArn,
    max_retries: note(
      'Attempts of one request. More are of no use: the exporter has no queue, and gives up 5 s after it was handed the data.',
      2,
    ),
  };
}
