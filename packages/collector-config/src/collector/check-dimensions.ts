import { KinesisOtelOptionError } from '@kinesis-otel/contract';
import { baseDimensions } from './awsemf.ts';
import { isCloudWatchName } from './cloudwatch-name.ts';
import type { Target } from './targets/target.ts';

/** CloudWatch takes 30 dimensions, but awsemf drops a longer set than this, with a warning that nobody reads. */
const maxNames = 10;

/** Throws for dimension sets that CloudWatch or awsemf would refuse or drop. */
export function checkDimensions(target: Target, sets: unknown): void {
  if (sets === undefined) return;
  if (!Array.isArray(sets)) throw refusal(sets, 'Give a list of sets, each a list of names.');
  const seen = new Set<string>();
  for (const names of sets) {
    checkSet(target, names);
    const key = [...names].sort().join();
    if (seen.has(key)) throw refusal(names.join(), 'Give each set once.');
    seen.add(key);
  }
}

function checkSet(target: Target, names: unknown): asserts names is string[] {
  if (!Array.isArray(names) || names.length === 0) throw refusal(names, 'Give each set at least one name.');
  for (const name of names) {
    if (!isCloudWatchName(name)) {
      throw refusal(name, 'Give each name 1 to 255 ASCII characters, not all blank, not beginning with ":".');
    }
    if (baseDimensions.includes(name))
      throw refusal(name, `${baseDimensions.join(' and ')} are in every set: leave it out.`);
    if (name === 'Function' && target === 'adot-lambda') {
      throw refusal(name, 'This collector has no processor to make it of faas.name: leave it out, or choose adot.');
    }
  }
  if (new Set(names).size < names.length) throw refusal(names.join(), 'Give each name once.');
  const total = names.length + baseDimensions.length;
  if (total > maxNames) {
    throw refusal(
      names.join(),
      `With ${baseDimensions.join(' and ')} these are ${total} names; awsemf drops a set of more than ${maxNames}.`,
    );
  }
}

function refusal(received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', 'dimensions', received, cure);
}
