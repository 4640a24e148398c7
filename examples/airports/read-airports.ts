import airportData from 'airport-data-js';
import type { AirportRecord } from './airport.ts';

const continents = ['AF', 'AN', 'AS', 'EU', 'NA', 'OC', 'SA'];

/** The first `count` airports of the world; after the last one it starts again, with new ids. */
export async function readAirports(count: number): Promise<AirportRecord[]> {
  const world = (await Promise.all(continents.map((continent) => airportData.getAirportByContinent(continent)))).flat();
  return Array.from({ length: count }, (_, index) => {
    const airport = world[index % world.length];
    if (airport === undefined) throw new Error('The data set is empty.');
    return { id: String(index), ...airport };
  });
}
