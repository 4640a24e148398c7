import type { Command } from 'commander';
import { type Target, targetNames } from '../collector/targets/target.ts';
import { leastPolicy, type PolicyOptions } from '../iam/least-policy.ts';
import { emit } from './emit.ts';

interface Flags extends Omit<PolicyOptions, 'roleArn'> {
  readonly target: Target;
  readonly role?: string;
  readonly out?: string;
}

/** `collector-config iam`: the policy the collector needs. */
export function addIamCommand(program: Command): void {
  program
    .command('iam')
    .description('Prints the least IAM policy that a collector with the config of a target needs.')
    .option('--target <name>', `what the policy is for: ${targetNames.join(', ')}`)
    .option('--namespace <name>', 'as given to the config')
    .option('--log-group <name>', 'as given to the config')
    .option('--region <name>', 'only this region (default: any)')
    .option('--account <id>', 'only log groups of this account (default: any)')
    .option('--role <arn>', 'the policy of a collector that assumes this role; the role needs the one without it')
    .option('--out <file>', 'file to write (default: standard output)')
    .action(({ target, role, out, ...rest }: Flags, command: Command) =>
      emit(command, out, () => {
        const options = role === undefined ? rest : { ...rest, roleArn: role };
        return `${JSON.stringify(leastPolicy(target, options), null, 2)}\n`;
      }),
    );
}
