import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const known = new WeakMap<Buffer, KeyObject>();

/** A key in the form in which Node computes with it: made anew for each use it would cost four times as much as the computation. */
export function secretKey(key: Buffer): KeyObject {
  const found = known.get(key) ?? createSecretKey(key);
  known.set(key, found);
  return found;
}
