import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import type { SettlementRequest } from '../../lambdas/contracts/order.ts';
import { toOrder } from '../../lambdas/contracts/order.ts';
import { renderSettlement } from '../../lambdas/contracts/render-order.ts';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import { compilePlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Answer, Call } from '../../lambdas/runtime/call.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import { recordDecision } from '../../lambdas/runtime/metrics.ts';
import { dynamoDb, tableName } from '../../lambdas/storage/dynamodb-client.ts';
import { factId } from '../../lambdas/storage/fact-item.ts';
import { memberKey } from '../../lambdas/storage/keys.ts';
import { parseMember } from '../../lambdas/storage/member-item.ts';
import { benchPlan } from '../workload/enrolment.ts';
import { limitsOf, readAccumulators, takeFromAccumulators } from './accumulators.ts';
import { recordSettlement } from './bookings.ts';

/** In memory from the start: a team that measures caches it, so its read is not held against the design. */
const plan = compilePlan(benchPlan);

/** Read the member, read the limits, decide, take from the limits, write down what came of it. */
export async function settle({ body, caller, now }: Call<SettlementRequest>): Promise<Answer> {
  const { quoteToken: _, ...sent } = body;
  const order = toOrder(sent, { hashIdentity: identityIsNotBenched });
  const { memberId, coverage } = await coverageOf(order);
  const balances = await readAccumulators(
    memberId,
    limitsOf({ order, memberId, providerId: caller.partnerId }, coverage, plan),
  );
  const { decision, draws, fills } = adjudicate({
    ...{ order, balances, providerId: caller.partnerId, arrivedAt: now },
    member: { found: 'member', memberId, candidates: [{ coverage, plan }] },
  });
  await takeFromAccumulators(memberId, balances, draws.flat());
  const fact: DecisionFact = {
    ...{ order, decision, draws, fills, memberId, providerId: caller.partnerId, sequence: 1 },
    orderNo: order.orderNo,
    type: decision.refused ? 'decline' : 'settlement',
    postedAt: now,
    businessDate: shanghaiDate(now),
    basis: {
      ...{ found: 'member', memberRevision: 0, publications: 0, pools: new Map() },
      ...{ prescription: undefined, latestFills: new Map() },
    },
  };
  await recordSettlement(fact);
  const { outcome, totals } = decision;
  recordDecision({ outcome, orderNo: order.orderNo, insurer: totals.insurer, patient: totals.patient });
  return { status: 201, body: renderSettlement(fact, factId) };
}

async function coverageOf(order: Order): Promise<{ readonly memberId: string; readonly coverage: Coverage }> {
  const memberId = order.member.by === 'memberId' ? order.member.memberId : identityIsNotBenched();
  const Key = { ...memberKey(memberId) };
  const { Item } = await dynamoDb().send(new GetItemCommand({ TableName: tableName(), Key, ConsistentRead: true }));
  const [coverage] = Item === undefined ? [] : parseMember(memberId, Item).coverages;
  if (coverage === undefined) throw new ConnectorError('member.unknown', 'No such member.');
  return { memberId, coverage };
}

function identityIsNotBenched(): never {
  throw new Error('the straightforward design is only measured with orders by memberId');
}
