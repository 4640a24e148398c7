/** An object as a listing shows it. */
export interface StoredObject {
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly lastModifiedMs: number;
}

/** A bucket of texts, in memory. */
export interface LocalBucket {
  readonly name: string;
  readonly arn: string;
  /** Takes the place of an object of the same key. */
  put(key: string, body: string): void;
  /** The object's text; undefined where there is none. */
  get(key: string): string | undefined;
  /** The objects whose key begins so, by key; default: all. */
  list(prefix?: string): readonly StoredObject[];
}

export function createBucket(name: string): LocalBucket {
  const objects = new Map<string, { readonly body: string; readonly entry: StoredObject }>();
  return {
    name,
    arn: `arn:aws:s3:::${name}`,
    put: (key, body) => {
      const entry = { key, size: Buffer.byteLength(body), lastModifiedMs: Date.now() };
      objects.set(key, { body, entry });
    },
    get: (key) => objects.get(key)?.body,
    list: (prefix = '') => {
      const keys = [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
      return keys.flatMap((key) => objects.get(key)?.entry ?? []);
    },
  };
}
