import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import pg from 'pg';
import type { SettlementRequest } from '../../../lambdas/contracts/order.ts';
import { toOrder } from '../../../lambdas/contracts/order.ts';
import { renderSettlement } from '../../../lambdas/contracts/render-order.ts';
import { adjudicate } from '../../../lambdas/domain/adjudicate.ts';
import type { Balances } from '../../../lambdas/domain/accumulator.ts';
import { shanghaiDate } from '../../../lambdas/domain/calendar.ts';
import type { EpochMs } from '../../../lambdas/domain/calendar.ts';
import { compilePlan } from '../../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../../lambdas/domain/coverage.ts';
import type { DecisionFact } from '../../../lambdas/domain/fact.ts';
import type { Order } from '../../../lambdas/domain/order.ts';
import type { Answer } from '../../../lambdas/runtime/call.ts';
import { ConnectorError } from '../../../lambdas/runtime/connector-error.ts';
import { recordDecision } from '../../../lambdas/runtime/metrics.ts';
import { factId } from '../../../lambdas/storage/fact-item.ts';
import { benchPlan } from '../../workload/enrolment.ts';
import { claimNonce, findOrder, lockAccumulators, lockMember, recordSettlement } from './statements.ts';
import { inTransaction } from './transaction.ts';

/** A settlement of which the sender is known. */
export interface Arrived {
  readonly body: SettlementRequest;
  readonly providerId: string;
  readonly keyId: string;
  readonly nonce: string;
  readonly now: EpochMs;
}

/** In memory, as the others have it. */
const plan = compilePlan(benchPlan);
const NONCE_LIFE_MS = 600_000;
const UNIQUE_VIOLATION = '23505';
/** Two requests for one number and two members: the other one's order is there when it is looked for again. */
const MAX_ATTEMPTS = 3;

/** Locks the member and its limits, decides, and writes all that came of it, in one transaction. */
export async function settle(pool: Pool, arrived: Arrived, attempt = 1): Promise<Answer> {
  try {
    return await settleOnce(pool, arrived);
  } catch (error) {
    const isTaken = error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION;
    if (!isTaken || attempt === MAX_ATTEMPTS) throw error;
    return settle(pool, arrived, attempt + 1);
  }
}

async function settleOnce(pool: Pool, { body, providerId, keyId, nonce, now }: Arrived): Promise<Answer> {
  const { quoteToken: _, ...sent } = body;
  const order = toOrder(sent, { hashIdentity: identityIsNotBenched });
  const memberId = order.member.by === 'memberId' ? order.member.memberId : identityIsNotBenched();
  const contentHash = createHash('sha256').update(JSON.stringify(body)).digest();
  return inTransaction(pool, async ({ ask, finish }) => {
    const [claimed, member, before, totals] = await ask(
      claimNonce(keyId, nonce, now + NONCE_LIFE_MS),
      lockMember(memberId),
      findOrder(providerId, order.orderNo),
      lockAccumulators(memberId),
    );
    if (claimed?.rowCount !== 1) throw new ConnectorError('signature.replayed', 'This nonce has been used before.');
    const existing = before?.rows[0];
    if (existing !== undefined) {
      if (!contentHash.equals(existing['content_hash'] as Buffer))
        throw new ConnectorError('order.conflict', 'Sent before with other content.');
      return { status: 201, body: JSON.parse(String(existing['answer'])) as unknown, replayed: true };
    }
    const [coverage] = (member?.rows[0]?.['coverages'] ?? []) as readonly Coverage[];
    if (coverage === undefined) throw new ConnectorError('member.unknown', 'No such member.');
    const balances: Balances = new Map(
      totals?.rows.map((row) => [String(row['accumulator_id']), { used: Number(row['used']), held: 0 }]),
    );
    const fact = decided({ order, memberId, providerId, coverage, balances, now });
    const answer = renderSettlement(fact, factId);
    await finish(recordSettlement(...columnsOf(fact, contentHash, JSON.stringify(answer))));
    const { outcome, totals: amounts } = fact.decision;
    recordDecision({ outcome, orderNo: order.orderNo, insurer: amounts.insurer, patient: amounts.patient });
    return { status: 201, body: answer };
  });
}

interface Question {
  readonly order: Order;
  readonly memberId: string;
  readonly providerId: string;
  readonly coverage: Coverage;
  readonly balances: Balances;
  readonly now: EpochMs;
}

function decided({ order, memberId, providerId, coverage, balances, now }: Question): DecisionFact {
  const { decision, draws, fills } = adjudicate({
    ...{ order, balances, providerId, arrivedAt: now },
    member: { found: 'member', memberId, candidates: [{ coverage, plan }] },
  });
  return {
    ...{ order, decision, draws, fills, memberId, providerId, sequence: 1 },
    orderNo: order.orderNo,
    type: decision.refused ? 'decline' : 'settlement',
    postedAt: now,
    businessDate: shanghaiDate(now),
    basis: {
      ...{ found: 'member', memberRevision: 0, publications: 0, pools: new Map() },
      ...{ prescription: undefined, latestFills: new Map() },
    },
  };
}

/** The values of `recordSettlement`, in its order. */
function columnsOf(fact: DecisionFact, contentHash: Buffer, answer: string): readonly unknown[] {
  const { providerId, orderNo, memberId, postedAt, type, businessDate, order, decision, draws } = fact;
  const taken = new Map<string, number>();
  for (const { accumulatorId, amount } of draws.flat())
    taken.set(accumulatorId, (taken.get(accumulatorId) ?? 0) + amount);
  const id = factId(fact);
  return [
    ...[providerId, orderNo, memberId, contentHash, answer, postedAt],
    ...[[...taken.keys()], [...taken.values()]],
    ...[id, type, decision.insurerId, businessDate, JSON.stringify({ order, decision, draws })],
    ...[decision.totals.insurer, JSON.stringify({ factId: id, type, totals: decision.totals })],
  ];
}

function identityIsNotBenched(): never {
  throw new Error('only orders by memberId are measured');
}
