declare module 'kinesalite' {
  import type { Server } from 'node:http';

  export default function kinesalite(options: {
    readonly createStreamMs: number;
    readonly deleteStreamMs: number;
    readonly updateStreamMs: number;
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

declare module 'kinesalite/validations/putRecord.js' {
  const validation: { readonly types: { readonly Data: { lengthLessThanOrEqual: number } } };
  export default validation;
}

declare module 'kinesalite/validations/putRecords.js' {
  const validation: {
    readonly types: {
      readonly Records: {
        readonly children: { readonly children: { readonly Data: { lengthLessThanOrEqual: number } } };
      };
    };
  };
  export default validation;
}
