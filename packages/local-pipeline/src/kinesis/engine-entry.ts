import kinesalite from 'kinesalite';
import { serveEngine } from '../engine/serve-engine.ts';

serveEngine(kinesalite({ createStreamMs: 1, deleteStreamMs: 1, shardLimit: 1000 }));
