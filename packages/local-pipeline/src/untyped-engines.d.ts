declare module 'kinesalite' {
  import type { Server } from 'node:http';

  export default function kinesalite(options: {
    readonly createStreamMs: number;
    readonly deleteStreamMs: number;
    readonly shardLimit: number;
  }): Server;
}

declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }): Server;
}
