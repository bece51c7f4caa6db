// Makes the load in a process of its own, so that neither the product nor whoever measures stands in its way.
import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { finished } from 'node:stream/promises';
import type { Credential } from '../../local/partners/demo-partners.ts';
import type { Drive, Driven } from './driver.ts';
import { drive } from './driver.ts';
import { openPartnerLine } from './partner-line.ts';
import { createTally } from './tally.ts';
import type { TallySums } from './tally.ts';

export interface Assignment extends Drive {
  readonly base: string;
  readonly credentials: readonly Credential[];
  /** by how many milliseconds the product's clock is ahead of the machine's */
  readonly clockAheadMs: number;
  readonly journalFile: string;
}

export interface DriverReport extends TallySums, Driven {
  /** by which this process was late itself: milliseconds, 99 of 100 and the worst */
  readonly lag: { readonly p99: number; readonly max: number };
}

// whoever asked for the load has gone
process.once('disconnect', () => process.exit(3));
const [given] = (await once(process, 'message')) as [Assignment];
const { base, credentials, clockAheadMs, journalFile } = given;
const now = () => Date.now() + clockAheadMs;
const journal = createWriteStream(journalFile, { flags: 'a' });
const tally = createTally();
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const line = openPartnerLine(new URL(base), credentials, now);
const driven = await drive(given, { line, tally, journal, now });
delay.disable();
journal.end();
await finished(journal);
const lag = { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
process.send?.({ ...tally.sums(), ...driven, lag } satisfies DriverReport, () => process.exit(0));
