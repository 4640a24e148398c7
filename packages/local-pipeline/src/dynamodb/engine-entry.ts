import dynalite from 'dynalite';
import { serveEngine } from '../engine/serve-engine.ts';

serveEngine(dynalite({ createTableMs: 1, deleteTableMs: 1, updateTableMs: 1 }));
