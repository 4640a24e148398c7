import kinesalite from 'kinesalite';
import putRecord from 'kinesalite/validations/putRecord.js';
import putRecords from 'kinesalite/validations/putRecords.js';
import { serveEngine } from '../engine/serve-engine.ts';
import { maxEngineRecordBytes } from './engine-limits.ts';

// The engine is older than records of more than 1 MiB; what a stream's limit is, the front knows.
putRecord.types.Data.lengthLessThanOrEqual = maxEngineRecordBytes;
putRecords.types.Records.children.children.Data.lengthLessThanOrEqual = maxEngineRecordBytes;

serveEngine(kinesalite({ createStreamMs: 1, deleteStreamMs: 1, updateStreamMs: 1, shardLimit: 1000 }));
