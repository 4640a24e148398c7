import { createExtension, type Extension, type ExtensionEvent } from './extension.ts';

/** Who has registered in a sandbox. */
export interface ExtensionRegistry {
  /** The extension, or why it was refused. */
  register(name: string, events: readonly unknown[]): Extension | ExtensionRefusal;
  find(id: string): Extension | undefined;
  all(): readonly Extension[];
  subscribers(event: ExtensionEvent): readonly Extension[];
  /** True once every file that was started as an extension has registered. */
  hasAllExternal(): boolean;
  /** No more extensions: the runtime has asked for its first event. */
  close(): void;
}

export interface ExtensionRefusal {
  readonly errorType: string;
  readonly why: string;
}

/** Extensions of a function at most (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html, "Init phase"). */
const maxExtensions = 10;

/**
 * Keeps the rules of registration (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-extensions-api.html): an external
 * extension registers by its file's name, every other one is internal and may not ask for SHUTDOWN; none may ask for INVOKE
 * where a sandbox takes several events at once (https://docs.aws.amazon.com/lambda/latest/dg/lambda-managed-instances-execution-environment.html).
 */
export function createExtensionRegistry(
  externalNames: readonly string[],
  isMultiConcurrent: boolean,
): ExtensionRegistry {
  const extensions = new Map<string, Extension>();
  const all = (): readonly Extension[] => [...extensions.values()];
  const hasName = (name: string): boolean => all().some((each) => each.name === name);
  let isClosed = false;
  const refusalOf = (name: string, isExternal: boolean, events: readonly unknown[]): ExtensionRefusal | undefined => {
    if (name === '') return refuse('InvalidExtensionName', 'The header Lambda-Extension-Name is empty.');
    const allowed = allowedEvents(isExternal, isMultiConcurrent);
    const odd = events.find((event) => !allowed.includes(event));
    if (odd !== undefined) return refuse('InvalidEventType', `${odd}: not one of ${allowed.join(', ') || 'none'}.`);
    if (isClosed) return refuse('RegistrationClosed', 'The runtime has started: no more extensions.');
    if (hasName(name)) return refuse('InvalidExtensionState', `${name} has registered already.`);
    if (extensions.size >= maxExtensions)
      return refuse('TooManyExtensions', `${maxExtensions} extensions have registered.`);
    return undefined;
  };
  return {
    register: (name, events) => {
      const isExternal = externalNames.includes(name);
      const refusal = refusalOf(name, isExternal, events);
      if (refusal) return refusal;
      const extension = createExtension(name, isExternal, events as readonly ExtensionEvent[]);
      extensions.set(extension.id, extension);
      return extension;
    },
    find: (id) => extensions.get(id),
    all,
    subscribers: (event) => all().filter(({ events }) => events.includes(event)),
    hasAllExternal: () => externalNames.every(hasName),
    close: () => {
      isClosed = true;
    },
  };
}

function allowedEvents(isExternal: boolean, isMultiConcurrent: boolean): readonly unknown[] {
  return [...(isMultiConcurrent ? [] : ['INVOKE']), ...(isExternal ? ['SHUTDOWN'] : [])];
}

function refuse(type: string, why: string): ExtensionRefusal {
  return { errorType: `Extension.${type}`, why };
}
