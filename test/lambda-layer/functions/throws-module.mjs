await Promise.reject(new RangeError('while loading'));
export const handler = async () => 1;
