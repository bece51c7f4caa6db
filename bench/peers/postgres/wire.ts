import { mkdtempSync } from 'node:fs';
import type { Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** `lost-request`: never reaches the server. `lost-answer`: takes effect, and the caller never learns of it. */
export type WireFault = 'lost-request' | 'lost-answer';

/** Between the driver and the server: counts how often a caller waits, and loses what it is told to lose. */
export interface Wire {
  /** a directory to connect to in place of the server's */
  readonly host: string;
  /** the round trips since the last time it was asked */
  takeTrips(): number;
  /** asked once a round trip */
  setFaults(choose: (() => WireFault | undefined) | undefined): void;
  stop(): Promise<void>;
}

const SOCKET = '.s.PGSQL.5432';
/** Time enough for the server to do what it was sent before its caller is gone. */
const TAKES_EFFECT_MS = 200;

/** `distanceMs`: how long an answer is held back, so that what is sent together is seen to be together. */
export async function startWire(directory: string, distanceMs: number): Promise<Wire> {
  const host = mkdtempSync(join(directory, 'wire-'));
  const open = new Set<Socket>();
  let trips = 0;
  let chooseFault: (() => WireFault | undefined) | undefined;

  const server = createServer((caller) => {
    const behind = connect(join(directory, SOCKET));
    const close = (): void => {
      caller.destroy();
      behind.destroy();
    };
    for (const socket of [caller, behind]) {
      open.add(socket);
      socket.on('error', close).on('close', () => {
        open.delete(socket);
        if (!isLost) close();
      });
    }
    let isCallersTurn = true;
    let isLost = false;
    caller.on('data', (chunk) => {
      if (isCallersTurn) {
        isCallersTurn = false;
        trips += 1;
        const fault = chooseFault?.();
        if (fault === 'lost-request') return close();
        isLost = fault === 'lost-answer';
        if (isLost) setTimeout(close, TAKES_EFFECT_MS);
      }
      behind.write(chunk);
    });
    behind.on('data', (chunk) => {
      if (isLost) return;
      setTimeout(() => {
        isCallersTurn = true;
        caller.write(chunk);
      }, distanceMs);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(join(host, SOCKET), resolve);
  });
  return {
    host,
    takeTrips: () => {
      const taken = trips;
      trips = 0;
      return taken;
    },
    setFaults: (choose) => (chooseFault = choose),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
