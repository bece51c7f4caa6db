import crypto from 'node:crypto';
import http from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import type { Chance } from './chance.ts';

/** What the product is given in place of the machine's own clock, chance, pauses and network. */
export interface Surroundings {
  /** everything that is drawn at random */
  readonly chance: Chance;
  /** whether the caller is the product, and not what stands around it */
  readonly isInside: () => boolean;
  /** epoch milliseconds, inside */
  readonly now: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** undefined: not one of ours, so that the request is really made */
  readonly request: (url: URL, options: http.RequestOptions) => http.ClientRequest | undefined;
}

/** How a call that was given an `AbortSignal.timeout` is told that its time is up. */
const deadlines = new WeakMap<AbortSignal, AbortController>();

export const runOut = (signal: AbortSignal | undefined): void => {
  const controller = signal === undefined ? undefined : deadlines.get(signal);
  controller?.abort(new DOMException('The operation timed out', 'TimeoutError'));
};

/**
 * Puts them in the place of the machine's own, for this process and for good. It has to be done before the product is loaded, some of
 * which keeps what it finds then. Nothing of the product is altered, and nothing in it knows.
 */
export function takeOver({ chance, isInside, now, sleep, request }: Surroundings): void {
  const [realSleep, realRequest, realNow] = [timers.setTimeout, http.request, Date.now];
  const realPerformance = performance.now.bind(performance);
  Date.now = () => (isInside() ? now() : realNow());
  performance.now = () => (isInside() ? now() : realPerformance());
  Math.random = () => chance.next();
  const bytes = (length: number): Buffer => chance.bytes(length);
  const uuid = (): string => {
    const text = chance.bytes(16).toString('hex');
    return `${text.slice(0, 8)}-${text.slice(8, 12)}-4${text.slice(13, 16)}-8${text.slice(17, 20)}-${text.slice(20)}`;
  };
  Object.assign(crypto, { randomBytes: bytes, randomUUID: uuid, randomInt: (bound: number) => chance.below(bound) });
  Object.assign(timers, {
    setTimeout: (milliseconds: number, ...rest: []) =>
      isInside() ? sleep(milliseconds) : realSleep(milliseconds, ...rest),
  });
  Object.assign(http, {
    request: (url: URL, ...rest: [http.RequestOptions]) =>
      (url instanceof URL ? request(url, rest[0]) : undefined) ?? realRequest(url, ...rest),
  });
  AbortSignal.timeout = () => {
    const controller = new AbortController();
    deadlines.set(controller.signal, controller);
    return controller.signal;
  };
  endAtOnce();
  syncBuiltinESMExports();
}

/** What Node does beside the event loop ends when it likes to: here it ends within the same turn. */
function endAtOnce(): void {
  const packing = { gzip: zlib.gzipSync, gunzip: zlib.gunzipSync };
  for (const [name, work] of Object.entries(packing)) {
    const atOnce = (content: Buffer, told: (error: Error | null, result: Buffer) => void) => told(null, work(content));
    Object.assign(atOnce, { [promisify.custom]: async (content: Buffer) => work(content) });
    Object.assign(zlib, { [name]: atOnce });
  }
  const subtle = {
    digest: async (_: string, content: Uint8Array) => crypto.createHash('sha256').update(content).digest(),
    importKey: async (_: string, key: Uint8Array) => key,
    sign: async (_: string, key: Uint8Array, content: Uint8Array) =>
      crypto.createHmac('sha256', key).update(content).digest(),
  };
  Object.defineProperty(globalThis, 'crypto', {
    value: { subtle, randomUUID: crypto.randomUUID, getRandomValues: crypto.getRandomValues.bind(crypto) },
  });
}
