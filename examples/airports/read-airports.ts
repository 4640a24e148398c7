import airportData from 'airport-data-js';
import type { AirportRecord } from './airport.ts';

const continents = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'];

/** Where no airport is: a record with it never passes the check. */
const poisonLatitude = 999;

/**
 * The first `count` airports of the world; after the last one it starts again, with new ids.
 *
 * @param poison how many of them, spread evenly, are to fail the consumer's check always
 */
export async function readAirports(count: number, poison = 0): Promise<AirportRecord[]> {
  const world = (await Promise.all(continents.map((continent) => airportData.getAirportByContinent(continent)))).flat();
  return Array.from({ length: count }, (_, index) => {
    const airport = world[index % world.length];
    if (airport === undefined) throw new Error('The data set is empty.');
    const isPoisoned = Math.floor(((index + 1) * poison) / count) > Math.floor((index * poison) / count);
    return { id: String(index), ...airport, ...(isPoisoned ? { latitude: poisonLatitude } : {}) };
  });
}
