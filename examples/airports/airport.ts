import assert from 'node:assert/strict';
import type { Airport } from 'airport-data-js';

/** One airport as it travels: the data set's own fields, and an id that no other record of a run has. */
export interface AirportRecord extends Airport {
  readonly id: string;
}

/** Throws unless the record has what the table needs. */
export function checkAirport(record: AirportRecord): void {
  assert.match(record.id, /^\d+$/, 'id');
  assert.match(record.iata, /^[A-Z0-9]{3}$|^$/, 'iata');
  assert.ok(record.airport.trim() !== '', 'name');
  assert.ok(Math.abs(record.latitude) <= 90, 'latitude');
  assert.ok(Math.abs(record.longitude) <= 180, 'longitude');
}
