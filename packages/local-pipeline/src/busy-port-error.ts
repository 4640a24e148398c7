import { loopback } from './loopback.ts';

/** Says which option asked for a port that another process holds, and what to do. */
export function busyPortError(option: string, port: number): Error {
  return new Error(
    `Port ${port} on ${loopback} (\`${option}\`) is in use. Stop what listens there, give another port, or leave the option out for a free one.`,
  );
}
