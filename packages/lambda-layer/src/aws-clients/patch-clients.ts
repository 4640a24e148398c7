import { type ReportOnce, withoutThrowing } from '@kinesis-otel/contract';
import type { InstrumentSend, Send } from './instrument-send.ts';

interface ClientClass {
  readonly prototype: { send: Send };
}

type Load = (this: unknown, request: string, ...rest: unknown[]) => unknown;

/** Modules that export the class all clients of the AWS SDK v3 extend, by the name or the file they are required by. */
const clientModule =
  /@(?:smithy|aws-sdk)\/(?:smithy-client(?:\/dist-cjs\/index\.js)?|core\/client|core\/dist-cjs\/submodules\/client\/index\.js)$/;

/**
 * Instruments every AWS SDK v3 client of the function, by the class they all extend, when that is loaded.
 *
 * Node loads the AWS SDK as CommonJS, whether it is required or imported, so this one place sees it. A function that is
 * bundled into one file loads nothing: see `watchRequests`.
 *
 * @param instrument gives undefined as long as there is no telemetry: what is sent until then is left alone
 */
export function patchClients(instrument: () => InstrumentSend | undefined, reportOnce: ReportOnce): void {
  const patched = new WeakSet<object>();
  const nodeModule = process.getBuiltinModule('node:module') as unknown as { _load: Load };
  const load = nodeModule._load;
  nodeModule._load = function loadAndPatch(request, ...rest) {
    const exports = Reflect.apply(load, this, [request, ...rest]);
    if (clientModule.test(request)) {
      withoutThrowing(reportOnce, 'the AWS SDK could not be instrumented', undefined, () => {
        const { Client } = exports as { Client?: ClientClass };
        if (typeof Client?.prototype?.send !== 'function' || patched.has(Client)) return;
        patched.add(Client);
        patchClass(Client, instrument, reportOnce);
      });
    }
    return exports;
  };
}

function patchClass(Client: ClientClass, instrument: () => InstrumentSend | undefined, reportOnce: ReportOnce): void {
  const { send } = Client.prototype;
  const ofClient = new WeakMap<object, Send>();
  Client.prototype.send = function sendInstrumented(this: object, ...call) {
    const own = withoutThrowing(reportOnce, 'an AWS SDK client could not be instrumented', undefined, () => {
      const known = ofClient.get(this);
      const made = known ?? instrument()?.(this, send.bind(this));
      if (made !== undefined && known === undefined) ofClient.set(this, made);
      return made;
    });
    return own === undefined ? Reflect.apply(send, this, call) : own(...call);
  };
}
