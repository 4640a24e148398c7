/** The failure in an answer that the SDK calls a success: items that the service left undone. Undefined where it did all. */
export function partialFailure(output: unknown): { readonly error: { readonly name: string } } | undefined {
  const unprocessed = (output as { UnprocessedItems?: object | null } | null | undefined)?.UnprocessedItems;
  if (!unprocessed || Object.keys(unprocessed).length === 0) return undefined;
  return { error: { name: 'UnprocessedItems' } };
}
