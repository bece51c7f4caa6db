import { lookup } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** A name, or an address, that leads to no public address. */
export class AddressRefused extends Error {
  override readonly name = 'AddressRefused';
}

/**
 * Finds the addresses of a name as usual and leaves out those that are not public. It is what the connection itself asks, so that a
 * name cannot be of one address when it is checked and of another one when it is called.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, []);
    const open = found.filter(({ address }) => isPublicAddress(address));
    const [first] = open;
    if (first === undefined) return callback(new AddressRefused('no public address'), []);
    return options.all === true ? callback(null, open) : callback(null, first.address, first.family);
  });
};

/** Where a URL names an address itself, nothing is looked up. */
export function isClosedAddress({ hostname }: URL): boolean {
  const address = hostname.replace(/^\[(.*)\]$/u, '$1');
  return isIP(address) !== 0 && !isPublicAddress(address);
}
