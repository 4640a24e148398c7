const ready = await Promise.resolve('after a top-level await');
export const handler = async () => ({ ready, url: new URL(import.meta.url).pathname.split('/').at(-1) });
export default { inDefault: async () => 'from the default export' };
export const api = { v1: { handler: async () => 'nested export' } };
