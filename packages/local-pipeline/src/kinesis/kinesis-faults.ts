import { checkOneOf, KinesisOtelOptionError, rejectUnknownOptions } from '@kinesis-otel/contract';
import { kinesisOperations } from './kinesis-operations.ts';

/** What goes wrong between clients and the stream. Rates are shares of the calls, 0 to 1, together 1 at most. */
export interface KinesisFaults {
  /** How long every call takes longer, up to 600,000; a range is drawn from evenly. */
  readonly latencyMs?: number | { readonly from: number; readonly to: number };
  /** Calls that are never answered. */
  readonly dropRate?: number;
  /** Calls whose connection is reset, and with it whatever else is under way on it. */
  readonly resetRate?: number;
  /** Calls answered with 500 InternalFailure or 503 ServiceUnavailable, half each. */
  readonly errorRate?: number;
  /** Default: every operation, but nothing the pipeline itself asks, such as the reads of a mapping. What is named counts for both. */
  readonly operations?: readonly string[];
  /** Whether a call that fails has still reached the stream; then a retry makes a duplicate. Default 'before': it has not. */
  readonly when?: 'before' | 'after';
  /** Gives numbers from 0 up to 1. Default Math.random. */
  readonly random?: () => number;
}

const known = ['latencyMs', 'dropRate', 'resetRate', 'errorRate', 'operations', 'when', 'random'];
const rates = ['dropRate', 'resetRate', 'errorRate'] as const;
const maxLatencyMs = 600_000;

/** Throws for the first fault that is wrong, with the value and the cure. */
export function checkFaults(faults: KinesisFaults): void {
  if (typeof faults !== 'object' || faults === null) {
    throw wrong('faults', faults, 'Give an object, or undefined for none.');
  }
  rejectUnknownOptions(faults, known);
  checkLatency(faults.latencyMs);
  for (const rate of rates) {
    if (!isWithin(faults[rate] ?? 0, 0, 1)) throw wrong(rate, faults[rate], 'Give a number from 0 to 1.');
  }
  const total = rates.reduce((sum, rate) => sum + (faults[rate] ?? 0), 0);
  if (total > 1) throw wrong(rates.join(' + '), total, 'One call has one fault: let them add up to 1 at most.');
  checkOperations(faults.operations);
  checkOneOf('when', faults.when, ['before', 'after']);
  if (faults.random !== undefined && typeof faults.random !== 'function') {
    throw wrong('random', faults.random, 'Give a function, or leave it out.');
  }
}

function checkLatency(latencyMs: KinesisFaults['latencyMs']): void {
  if (latencyMs === undefined || isWithin(latencyMs, 0, maxLatencyMs)) return;
  if (typeof latencyMs === 'object' && latencyMs !== null) {
    const { from, to } = latencyMs;
    if (isWithin(from, 0, maxLatencyMs) && isWithin(to, from, maxLatencyMs)) return;
  }
  throw wrong('latencyMs', latencyMs, `Give 0 to ${maxLatencyMs}, or { from, to } with \`to\` not below \`from\`.`);
}

function checkOperations(operations: KinesisFaults['operations']): void {
  if (operations === undefined) return;
  if (!Array.isArray(operations)) throw wrong('operations', operations, 'Give an array, or leave it out.');
  for (const [index, operation] of operations.entries()) {
    checkOneOf(`operations[${index}]`, operation ?? null, kinesisOperations);
  }
}

function isWithin(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && value >= from && value <= to;
}

function wrong(option: string, received: unknown, cure: string): KinesisOtelOptionError {
  return new KinesisOtelOptionError('INVALID_OPTION', option, received, cure);
}
