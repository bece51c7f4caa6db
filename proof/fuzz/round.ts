import { chanceFrom } from '../../bench/workload/decisions/chance.ts';
import type { Operation as FuzzedOperation } from './operations.ts';
import { describedOperations } from './operations.ts';
import type { ArrivedRequest } from '../../local/gateway/proxy-event.ts';
import type { Answer } from '../../test/support/connector.ts';
import type { ComposedRequest } from './composed-request.ts';
import { composedRequest } from './composed-request.ts';
import { faultsOf } from './fault.ts';
import { createMemory } from './memory.ts';
import { signedRequest } from './signed-request.ts';
import type { Source } from './valid-value.ts';
import { startFuzzWorld } from './world.ts';

export interface RoundOptions {
  readonly seed: number;
  readonly requests: number;
  /** what is judged in the place of the answer to the request of this number, to see that a fault is found */
  readonly heard?: (answer: Answer<unknown>, number: number) => Answer<unknown>;
}

export interface Finding {
  readonly seed: number;
  /** as many requests of this seed end with the one that it is about */
  readonly requests: number;
  readonly faults: readonly string[];
  readonly request: Omit<ComposedRequest, 'body' | 'parameters'>;
  readonly answer: string;
}

export interface RoundResult {
  readonly requests: number;
  /** `settleOrder 201` → how often */
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

const AT_ONCE = 12;
const MOST_FINDINGS = 20;
/** Crowds, after which streams and queues are worked off, and the clock goes on. */
const PAUSE_EVERY = 33;
const PAUSE_SECONDS = 40;

/** One world, and so many requests to it. The same seed sends the same requests, but for what the answers of a crowd lead to that raced. */
export async function runRound({ seed, requests, heard = (answer) => answer }: RoundOptions): Promise<RoundResult> {
  const { operations, resolve } = describedOperations();
  const memory = createMemory();
  const source: Source = { chance: chanceFrom(seed), memory, resolve };
  const connector = await startFuzzWorld(memory);
  const findings: Finding[] = [];
  const outcomes = new Map<string, number>();
  try {
    for (let sent = 0; sent < requests && findings.length < MOST_FINDINGS; sent += AT_ONCE) {
      if ((sent / AT_ONCE) % PAUSE_EVERY === 0) {
        connector.advance(PAUSE_SECONDS);
        await connector.deliverStreams();
        await connector.deliverQueues();
      }
      const crowd = Array.from({ length: Math.min(AT_ONCE, requests - sent) }, () => {
        const composed = composedRequest(pickOperation(operations, source), source);
        return { composed, arrived: signedRequest(composed, connector.credentials, connector.now(), source.chance) };
      });
      const answers = await Promise.all(
        crowd.map(async ({ arrived }, index) => heard(await connector.receive<unknown>(arrived), sent + index + 1)),
      );
      for (const [index, answer] of answers.entries()) {
        const one = crowd[index];
        if (one === undefined) continue;
        const faults = faultsOf(one.composed, one.arrived, answer);
        if (faults.length > 0) findings.push(findingOf(one, answer, faults, seed, sent + index + 1));
        if (answer.status < 300) for (const document of [one.composed.body, answer.body]) memory.learn(document);
        const [{ operationId }, outcome] = [one.composed, outcomeOf(answer)];
        memory.keep(operationId, outcome, one.composed);
        outcomes.set(`${operationId} ${outcome}`, (outcomes.get(`${operationId} ${outcome}`) ?? 0) + 1);
      }
    }
    for (const failure of connector.failures) throw failure;
  } finally {
    await connector.stop();
  }
  return { requests, outcomes: Object.fromEntries(outcomes), findings };
}

const RARELY = /^(readDocs|readOpenApi|readHealth)$/;

function pickOperation(operations: readonly FuzzedOperation[], { chance }: Source): FuzzedOperation {
  const picked = chance.pick(operations);
  return RARELY.test(picked.route.operationId) && !chance.happens(100) ? chance.pick(operations) : picked;
}

function outcomeOf({ status, body }: Answer<unknown>): string {
  const code = status < 400 ? '' : ` ${(body as { readonly code?: string } | undefined)?.code}`;
  return `${status}${code}`;
}

function findingOf(
  { composed }: { readonly composed: ComposedRequest; readonly arrived: ArrivedRequest },
  { status, text }: Answer<unknown>,
  faults: readonly string[],
  seed: number,
  requests: number,
): Finding {
  const { body: _, parameters: __, ...request } = composed;
  return { seed, requests, faults, request, answer: `${status} ${text.slice(0, 2_000)}` };
}
