/** Bytes of a request body the engine takes at most; it is written into it. */
export const maxEngineBodyBytes = 7_340_032;

/** Bytes of a record such a body has room for, in base64. */
export const maxEngineRecordBytes = 5_242_880;
