import type { MeteredCall } from '../engine/meter.ts';
import type { Figure, Goal } from '../figure.ts';
import { exactly, figure } from '../figure.ts';
import { roundTrips } from '../measure/round-trips.ts';

/** What is expected of one kind of request. The nonce, which every signed request pays alike, is not among the write units. */
export interface Expected {
  readonly trips?: number;
  readonly writeUnits?: number;
  readonly indexUnits?: number;
}

/** What one request of its kind cost, from the calls of a function that is warm. */
export function requestFigures(name: string, calls: readonly MeteredCall[], expected: Expected): Figure[] {
  const warm = calls.filter((call) => !isOfPartner(call));
  const ours = warm.filter((call) => !isNonce(call));
  const goal = (count: number | undefined): Goal | undefined => (count === undefined ? undefined : exactly(count));
  const total = (field: 'readUnits' | 'writeUnits'): number => ours.reduce((sum, call) => sum + call[field], 0);
  const { units, byIndex } = indexUnitsOf(ours);
  return [
    figure(`${name}: round trips`, roundTrips(warm), 'one after another', goal(expected.trips)),
    figure(`${name}: calls`, warm.length, operationsOf(warm)),
    figure(`${name}: read units`, total('readUnits'), 'units'),
    figure(`${name}: write units`, total('writeUnits'), 'units', goal(expected.writeUnits)),
    figure(`${name}: index write units`, units, byIndex, goal(expected.indexUnits)),
  ];
}

/** Admission is paid by every signed request alike, refused or not. */
export function nonceFigures(calls: readonly MeteredCall[]): Figure[] {
  const nonces = calls.filter(isNonce);
  const units = nonces.reduce((sum, { writeUnits }) => sum + writeUnits, 0);
  const ownTrips = roundTrips(calls) - roundTrips(calls.filter((call) => !isNonce(call)));
  return [
    figure('nonce of a request: write units', units, 'units', exactly(1)),
    figure('nonce of a request: round trips of its own', ownTrips, 'beside the first read', exactly(0)),
  ];
}

/** What requests wrote to the table and its indexes together, without their nonces. */
export function allWriteUnits(calls: readonly MeteredCall[]): number {
  const ours = calls.filter((call) => !isNonce(call));
  return ours.reduce((sum, { writeUnits }) => sum + writeUnits, 0) + indexUnitsOf(ours).units;
}

const isNonce = ({ operation, request }: MeteredCall): boolean =>
  operation === 'PutItem' && JSON.stringify(request['Item']).includes('"NONCE#');

/** A partner's record is read once in 30 s, however many requests there are. */
const isOfPartner = ({ operation, request }: MeteredCall): boolean =>
  operation === 'GetItem' && JSON.stringify(request['Key']).includes('"PARTNER#');

function indexUnitsOf(calls: readonly MeteredCall[]): { readonly units: number; readonly byIndex: string } {
  const entries = calls.flatMap(({ indexUnits }) => Object.entries(indexUnits));
  const byIndex = entries.map(([index, units]) => `${units} ${index}`).toSorted();
  return { units: entries.reduce((sum, [, units]) => sum + units, 0), byIndex: byIndex.join(', ') || 'units' };
}

function operationsOf(calls: readonly MeteredCall[]): string {
  const counts = Map.groupBy(calls.map(({ operation }) => operation).toSorted(), (operation) => operation);
  return [...counts].map(([operation, { length }]) => `${length} ${operation}`).join(', ');
}
