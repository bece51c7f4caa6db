import { ConditionalCheckFailedException, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { AccumulatorId, Balance, Balances, Draw } from '../../lambdas/domain/accumulator.ts';
import type { CompiledPlan } from '../../lambdas/domain/compiled-plan.ts';
import type { Coverage } from '../../lambdas/domain/coverage.ts';
import { cellOf, limitBook } from '../../lambdas/domain/limit-book.ts';
import { matchBenefit } from '../../lambdas/domain/match-benefit.ts';
import { orderView } from '../../lambdas/domain/order-view.ts';
import type { Order } from '../../lambdas/domain/order.ts';
import { ConnectorError } from '../../lambdas/runtime/connector-error.ts';
import { dynamoDb, tableName } from '../../lambdas/storage/dynamodb-client.ts';
import { itemKey } from './records.ts';

const accumulatorKey = (memberId: string, id: AccumulatorId) => itemKey(`S-MEMBER#${memberId}`, `ACCUMULATOR#${id}`);

/** Every limit that the order may touch or that its answer shows. */
export function limitsOf(
  { order, providerId, memberId }: { order: Order; providerId: string; memberId: string },
  coverage: Coverage,
  plan: CompiledPlan,
): ReadonlySet<AccumulatorId> {
  const view = orderView(order, providerId);
  const shared = {
    balances: new Map(),
    windows: undefined,
    holds: false,
    pools: new Map(),
    budgets: undefined,
    cells: undefined,
  };
  const book = limitBook(coverage, plan, view.date, memberId, shared);
  const ofLines = order.lines.flatMap((line) => matchBenefit(plan, view, line)?.drawnLimits ?? []);
  const limits = [...ofLines, ...plan.shownLimits];
  return new Set(limits.map((limit) => cellOf(book, limit).accumulatorId));
}

/** One item, and one read, for each limit. */
export async function readAccumulators(memberId: string, ids: Iterable<AccumulatorId>): Promise<Balances> {
  const balances = new Map<AccumulatorId, Balance>();
  for (const id of ids) {
    const { Item } = await dynamoDb().send(
      new GetItemCommand({ TableName: tableName(), Key: accumulatorKey(memberId, id), ConsistentRead: true }),
    );
    if (Item !== undefined) balances.set(id, { used: Number(Item['used']?.N ?? 0), held: 0 });
  }
  return balances;
}

/** One update for each limit, under the condition that it stands as it was read. */
export async function takeFromAccumulators(memberId: string, before: Balances, draws: readonly Draw[]): Promise<void> {
  const taken = new Map<AccumulatorId, number>();
  for (const { accumulatorId, amount } of draws) taken.set(accumulatorId, (taken.get(accumulatorId) ?? 0) + amount);
  for (const [id, amount] of taken) {
    const used = before.get(id)?.used;
    try {
      await dynamoDb().send(
        new UpdateItemCommand({
          TableName: tableName(),
          Key: accumulatorKey(memberId, id),
          UpdateExpression: 'SET used = :after',
          ConditionExpression: used === undefined ? 'attribute_not_exists(used)' : 'used = :before',
          ExpressionAttributeValues: {
            ':after': { N: String((used ?? 0) + amount) },
            ...(used !== undefined && { ':before': { N: String(used) } }),
          },
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      throw new ConnectorError('connector.busy', 'Another order of this member is under way.');
    }
  }
}
