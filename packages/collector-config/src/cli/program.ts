import { Command } from 'commander';
import { addCollectorCommand } from './collector-command.ts';
import { addIamCommand } from './iam-command.ts';

/** The command line: `collector-config collector` and `collector-config iam`. */
export function createProgram(): Command {
  const program = new Command('collector-config')
    .description('Writes OpenTelemetry collector config for a Kinesis to Lambda pipeline.')
    .showHelpAfterError('Run with --help to see what there is.');
  addCollectorCommand(program);
  addIamCommand(program);
  return program;
}
