import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Pool } from 'pg';
import { readOrderFile } from '../../../lambdas/storage/order-book.ts';
import { readFacts } from '../../../lambdas/storage/order-record.ts';
import { orderIdOf } from '../../../lambdas/storage/keys.ts';
import { BENCH_NOW } from '../../workload/orders.ts';
import type { PeerName } from '../peers.ts';

/** What a database holds of one order, the only one of its member. */
export interface Traces {
  /** fen that were taken from the limits of amounts */
  readonly taken: number;
  /** settlements of the order, of which there should be one */
  readonly settlements: number;
  /** records that belong to a settlement, and of which all must be there or none */
  readonly records: number;
  readonly recordsOfOne: number;
}

export interface OrderOfMember {
  readonly providerId: string;
  readonly orderNo: string;
  readonly memberId: string;
}

export type ReadTraces = (order: OrderOfMember) => Promise<Traces>;

const isOfAmounts = (accumulatorId: string): boolean => accumulatorId.includes('/consult-year/');

/** A fact is the order, the ledger entry and the line of the statement in one; what follows it is made from it. */
const ofProduct: ReadTraces = async ({ providerId, orderNo, memberId }) => {
  const file = await readOrderFile({
    ...{ providerId, orderNo, memberId, serviceDate: '2026-06-15', now: BENCH_NOW, prescriptionNo: undefined },
  });
  const taken = [...file.balances].filter(([id]) => isOfAmounts(id)).reduce((sum, [, { used }]) => sum + used, 0);
  const facts = await readFacts(providerId, orderNo);
  return { taken, settlements: facts.length, records: facts.length, recordsOfOne: 1 };
};

/** Order, ledger entry, outbox and audit each for itself. */
const separatePuts =
  (client: DynamoDBClient, tableName: string): ReadTraces =>
  async ({ providerId, orderNo, memberId }) => {
    const partition = async (pk: string) => {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: pk } },
          ConsistentRead: true,
        }),
      );
      return Items;
    };
    const limits = await partition(`S-MEMBER#${memberId}`);
    const taken = limits
      .filter(({ sk }) => isOfAmounts(sk?.S ?? ''))
      .reduce((sum, { used }) => sum + Number(used?.N ?? 0), 0);
    const settlementId = `${orderIdOf(providerId, orderNo)}.1`;
    const [orders, ledger, outbox, audit] = await Promise.all(
      [`S-ORDER#${providerId}#${orderNo}`, ...['LEDGER', 'OUTBOX', 'AUDIT'].map((of) => `S-${of}#${settlementId}`)].map(
        partition,
      ),
    );
    const records = [orders, ledger, outbox, audit].reduce((sum, found) => sum + (found?.length ?? 0), 0);
    return { taken, settlements: orders?.length ?? 0, records, recordsOfOne: 4 };
  };

/** Order, fact, both sides of the ledger and the outbox. */
const rows =
  (pool: Pool): ReadTraces =>
  async ({ providerId, orderNo, memberId }) => {
    const { rows: found } = await pool.query<{ taken: string; facts: string; records: string }>({
      name: 'traces',
      text: `SELECT
        (SELECT coalesce(sum(used), 0) FROM accumulators WHERE member_id = $3 AND accumulator_id LIKE '%/consult-year/%') AS taken,
        (SELECT count(*) FROM facts WHERE provider_id = $1 AND order_no = $2) AS facts,
        (SELECT count(*) FROM orders WHERE provider_id = $1 AND order_no = $2)
          + (SELECT count(*) FROM facts WHERE provider_id = $1 AND order_no = $2)
          + (SELECT count(*) FROM ledger_entries JOIN facts USING (fact_id) WHERE provider_id = $1 AND order_no = $2)
          + (SELECT count(*) FROM outbox JOIN facts USING (fact_id) WHERE provider_id = $1 AND order_no = $2) AS records`,
      values: [providerId, orderNo, memberId],
    });
    const [row] = found;
    if (row === undefined) throw new Error('sums have a row');
    const { taken, facts, records } = row;
    return { taken: Number(taken), settlements: Number(facts), records: Number(records), recordsOfOne: 5 };
  };

/** By design: how it is told what stands in its database. */
export function judgesOf(
  client: DynamoDBClient,
  tableName: string,
  pool: Pool,
): Readonly<Record<PeerName, ReadTraces>> {
  return {
    'this product': ofProduct,
    'PostgreSQL': rows(pool),
    'middleware and separate puts': separatePuts(client, tableName),
  };
}

/** `twice`: more was taken than its price. `part`: some of what belongs together is there, and some is not. */
export type Verdict = 'whole' | 'twice' | 'part' | 'nothing';

export function verdictOn({ taken, settlements, records, recordsOfOne }: Traces, price: number): Verdict {
  if (taken > price || settlements > 1) return 'twice';
  if (taken === price && records === recordsOfOne) return 'whole';
  return taken === 0 && records === 0 ? 'nothing' : 'part';
}
