import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../bench/workload/decisions/chance.ts';
import { chanceFrom } from '../../bench/workload/decisions/chance.ts';
import { answerFault, journalEntry, knownOf } from './answers.ts';
import type { Known, Step } from './journeys.ts';
import { journeyOf } from './journeys.ts';
import type { LineAnswer, PartnerLine } from './partner-line.ts';
import type { PartnerRequest } from './partner-request.ts';
import { skewed } from './skew.ts';
import type { Tally } from './tally.ts';
import type { World } from './world.ts';

export interface Drive {
  readonly world: World;
  readonly seed: number;
  /** orders begun a second */
  readonly rate: number;
  readonly warmUpSeconds: number;
  readonly seconds: number;
  /** from one step of an order's life to the next */
  readonly pauseMs: number;
}

export interface DriverPorts {
  readonly line: PartnerLine;
  readonly tally: Tally;
  readonly journal: Writable;
  /** the product's clock, epoch milliseconds */
  readonly now: () => number;
}

export interface Driven {
  /** begun while it was measured */
  readonly orders: number;
  /** from the first of them to the last answer */
  readonly tookSeconds: number;
}

/** Of 1,000 requests that have an effect, so many are sent once more, as by a partner that has lost its patience. */
const REPEATED = 50;
const REPEATED_AFTER_MS = 200;
/** The exponent of Zipf's law: the busiest of 5,000 members has one order in seventy. */
const SKEW = 0.6;

/**
 * Begins orders at a constant rate, whatever becomes of those before, and lets each live its life by the clock. What a request waits,
 * for its predecessor or for this process, counts as its latency: it was due.
 */
export async function drive(given: Drive, ports: DriverPorts): Promise<Driven> {
  const { world, seed, rate, warmUpSeconds, seconds, pauseMs } = given;
  const chance = chanceFrom(seed);
  const memberOf = skewed(world.members, SKEW);
  const startsAt = performance.now();
  const measuredFrom = startsAt + warmUpSeconds * 1_000;
  const orders = Math.round(rate * (warmUpSeconds + seconds));
  const lives: Promise<void>[] = [];
  for (let index = 0; index < orders; index++) {
    const dueAt = startsAt + (index * 1_000) / rate;
    const early = dueAt - performance.now();
    if (early > 0) await sleep(early);
    const orderNo = `${world.run}-${String(index).padStart(7, '0')}`;
    const { memberId } = memberOf(chance);
    // of its own, so that what happens to an order does not depend on how fast others are answered
    const own = chanceFrom(Math.imul(seed + 1, 0x9e3779b1) + index);
    const journey = journeyOf({ orderNo, memberId, now: ports.now(), pauseMs }, own);
    lives.push(live(journey, dueAt, { ...ports, chance: own, isMeasured: dueAt >= measuredFrom }));
  }
  await Promise.all(lives);
  return { orders: Math.round(rate * seconds), tookSeconds: (performance.now() - measuredFrom) / 1_000 };
}

interface Living extends DriverPorts {
  readonly chance: Chance;
  readonly isMeasured: boolean;
}

async function live(journey: readonly Step[], beganAt: number, living: Living): Promise<void> {
  const known: Known = {};
  const repeats: Promise<void>[] = [];
  for (const { afterMs, request } of journey) {
    const dueAt = beganAt + afterMs;
    await until(dueAt);
    const asked = request(known);
    if (asked === undefined) break;
    const first = send(asked, dueAt, living);
    if (asked.journal !== undefined && living.chance.happens(REPEATED))
      repeats.push(repeat(asked, dueAt, first, living));
    const answer = await first;
    // the partner gives up an order that was not answered as it should be, and it is counted
    if (answer === undefined) break;
    Object.assign(known, knownOf(answer.text));
  }
  await Promise.all(repeats);
}

async function repeat(
  asked: PartnerRequest,
  after: number,
  first: ReturnType<typeof send>,
  living: Living,
): Promise<void> {
  const dueAt = after + REPEATED_AFTER_MS;
  await until(dueAt);
  const [again, before] = [await send({ ...asked, kind: 'the same again' }, dueAt, living), await first];
  if (again !== undefined && before !== undefined && again.text !== before.text)
    living.tally.failed('the same again', `another answer than the first time to ${asked.kind}`);
}

/** The answer, where it is the one that is to come. */
async function send(asked: PartnerRequest, dueAt: number, living: Living): Promise<LineAnswer | undefined> {
  const { line, tally, journal, now, isMeasured } = living;
  const answer = await line(asked).catch((error: unknown) => String(error));
  const latency = isMeasured ? performance.now() - dueAt : undefined;
  if (typeof answer === 'string') {
    tally.answered(asked.kind, 'none', latency);
    tally.failed(asked.kind, answer);
    return undefined;
  }
  tally.answered(asked.kind, String(answer.status), latency);
  const fault = answerFault(asked, answer);
  if (fault !== undefined) {
    tally.failed(asked.kind, fault);
    return undefined;
  }
  const { journal: entry, partnerId, body } = asked;
  if (entry !== undefined) {
    const content = createHash('sha256').update(body).digest('hex');
    journal.write(`${JSON.stringify(journalEntry({ ...entry, partnerId, content }, answer.text, now()))}\n`);
  }
  return answer;
}

async function until(dueAt: number): Promise<void> {
  const early = dueAt - performance.now();
  if (early > 0) await sleep(early);
}
