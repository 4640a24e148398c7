declare const callbacks: Readonly<Record<string, (event: never, context: never, callback: never) => unknown>>;
export = callbacks;
