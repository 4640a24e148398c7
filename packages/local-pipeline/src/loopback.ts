/** The only address anything here listens on. */
export const loopback = '127.0.0.1';
