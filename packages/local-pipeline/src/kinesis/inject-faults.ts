import { setTimeout as delay } from 'node:timers/promises';
import { isPipelineCall } from '../aws-json-client.ts';
import { errorReply } from './error-reply.ts';
import type { FrontStep, KinesisCall, KinesisReply } from './kinesis-call.ts';
import type { KinesisControls } from './kinesis-controls.ts';
import { checkFaults, type KinesisFaults } from './kinesis-faults.ts';

/** The step that makes calls slow or fail as it was told to, before or after all other steps. */
export interface FaultInjection extends Pick<KinesisControls, 'setFaults'> {
  readonly step: FrontStep;
}

export function createFaultInjection(): FaultInjection {
  let current: KinesisFaults | undefined;
  const step: FrontStep = async (call, next) => {
    const faults = current;
    if (faults === undefined || !isMeant(call, faults)) return next(call);
    const random = faults.random ?? Math.random;
    const failure = drawFailure(faults, random);
    const latencyMs = drawLatencyMs(faults.latencyMs, random);
    if (latencyMs > 0) await delay(latencyMs, undefined, { ref: false });
    if (failure === undefined) return next(call);
    if (faults.when === 'after') await next(call);
    return failure;
  };
  return {
    step,
    setFaults: (faults) => {
      if (faults !== undefined) checkFaults(faults);
      current = faults && { ...faults };
    },
  };
}

function isMeant(call: KinesisCall, { operations }: KinesisFaults): boolean {
  return operations?.includes(call.operation) ?? !isPipelineCall(call.headers);
}

function drawFailure(faults: KinesisFaults, random: () => number): KinesisReply | undefined {
  const { dropRate = 0, resetRate = 0, errorRate = 0 } = faults;
  const drawn = random();
  if (drawn < dropRate) return { ...nothing, lost: 'dropped' };
  if (drawn < dropRate + resetRate) return { ...nothing, lost: 'reset' };
  if (drawn >= dropRate + resetRate + errorRate) return undefined;
  if (random() < 0.5) return errorReply(500, 'InternalFailure', 'Internal service failure.');
  return errorReply(503, 'ServiceUnavailable', 'The service is unavailable.');
}

const nothing: KinesisReply = { statusCode: 500, headers: {}, body: Buffer.alloc(0) };

function drawLatencyMs(latencyMs: KinesisFaults['latencyMs'], random: () => number): number {
  if (typeof latencyMs !== 'object') return latencyMs ?? 0;
  return latencyMs.from + random() * (latencyMs.to - latencyMs.from);
}
