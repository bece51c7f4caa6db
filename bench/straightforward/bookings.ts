import { shanghaiInstant } from '../../lambdas/domain/calendar.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import { factId } from '../../lambdas/storage/fact-item.ts';
import { tableShape } from '../../lambdas/storage/table-shape.ts';
import { itemKey, putRecord } from './records.ts';

/** A settlement as its records: the order, what the insurer owes, word to the insurer, and who did what. */
export async function recordSettlement(fact: DecisionFact): Promise<void> {
  const { providerId, order, decision, draws, memberId, businessDate, type } = fact;
  const settlementId = factId(fact);
  const postedAt = shanghaiInstant(fact.postedAt);
  const { insurerId, totals, outcome } = decision;
  const about = { settlementId, orderNo: order.orderNo, providerId, memberId, businessDate, postedAt };

  await putRecord(itemKey(`S-ORDER#${providerId}#${order.orderNo}`, 'ORDER'), {
    ...{ ...about, type, order, decision },
    draws: [...draws],
  });
  const { partitionKey, sortKey } = tableShape.statementIndex;
  await putRecord(
    itemKey(`S-LEDGER#${settlementId}`, 'ENTRY'),
    { ...about, debit: insurerId, credit: providerId, amount: totals.insurer },
    { [partitionKey]: { S: `${insurerId}#${businessDate}` }, [sortKey]: { S: `${postedAt}#${settlementId}` } },
  );
  await putRecord(itemKey(`S-OUTBOX#${settlementId}`, 'CLAIM'), { ...about, type: 'settlement', insurerId, totals });
  await putRecord(itemKey(`S-AUDIT#${settlementId}`, 'SETTLED'), { ...about, actor: providerId, outcome });
}
