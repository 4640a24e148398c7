/** Calls `onRead` before each read of a property; whoever writes it gets a plain one again. Changes the object and returns it. */
export function observeProperty<Holder extends object>(
  holder: Holder,
  name: keyof Holder & PropertyKey,
  onRead: () => void,
): Holder {
  const value = holder[name];
  const common = { configurable: true, enumerable: true };
  return Object.defineProperty(holder, name, {
    ...common,
    get() {
      onRead();
      return value;
    },
    set(written) {
      Object.defineProperty(holder, name, { ...common, value: written, writable: true });
    },
  });
}
