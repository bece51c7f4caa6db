import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { DeleteItemCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditTable } from '../../audit/audit-table.ts';
import type { InvariantId } from '../../audit/invariants.ts';
import { auditLiveTable } from '../../audit/live-table.ts';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import type { CaptureFact, ReversalFact } from '../../lambdas/domain/later-fact.ts';
import { factItem, parseFact } from '../../lambdas/storage/fact-item.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import type { Connector } from '../support/connector.ts';
import { startQuietConnector } from '../support/checked-connector.ts';
import { found, liveALittle } from './lived-world.ts';

type Item = Record<string, AttributeValue>;

let connector: Connector;
beforeAll(async () => {
  connector = await startQuietConnector({ direct: true });
  await liveALittle(connector);
}, 120_000);
afterAll(() => connector.stop());

async function stored(pk: string, sk: string): Promise<Item> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  const { Item: item } = await connector.client.send(new GetItemCommand({ TableName: connector.tableName, Key }));
  if (item === undefined) throw new Error(`there is no ${pk} ${sk}`);
  return item;
}

const put = (item: Item) => connector.client.send(new PutItemCommand({ TableName: connector.tableName, Item: item }));
const remove = ({ pk, sk }: Item) =>
  connector.client.send(
    new DeleteItemCommand({ TableName: connector.tableName, Key: { pk: pk ?? { S: '' }, sk: sk ?? { S: '' } } }),
  );

/** Something done to items past the product. */
interface Tampering {
  /** how they stood, to be put back */
  readonly before: readonly Item[];
  readonly after: readonly Item[];
}

/** What an audit finds once items have been changed; they are put back. */
async function foundAfter({ before, after }: Tampering) {
  for (const item of before) await remove(item);
  for (const item of after) await put(item);
  try {
    return Object.keys(await found(connector));
  } finally {
    for (const item of after) await remove(item);
    for (const item of before) await put(item);
  }
}

async function factAt(orderNo: string, sequence: number): Promise<Item> {
  const provider = orderNo.startsWith('PH') ? 'pharmacy-a' : 'hospital-a';
  return stored(`ORDER#${orderIdOf(provider, orderNo)}`, `FACT#${String(sequence).padStart(4, '0')}`);
}

/** A fact of a kind with what it says changed. */
async function changedFact<Fact extends OrderFact>(
  orderNo: string,
  sequence: number,
  change: (fact: Fact) => Fact,
): Promise<Tampering> {
  const item = await factAt(orderNo, sequence);
  return { before: [item], after: [factItem(change(parseFact(item) as Fact))] };
}

async function changedItem(pk: string, sk: string, change: (item: Item) => Item): Promise<Tampering> {
  const item = await stored(pk, sk);
  return { before: [item], after: [{ ...item, ...change(item) }] };
}

const gone = (item: Item): Tampering => ({ before: [item], after: [] });

/** The first line of a movement, changed. */
const withLine = <Fact extends CaptureFact | ReversalFact>(
  fact: Fact,
  change: (line: Fact['lines'][number]) => Fact['lines'][number],
): Fact => ({ ...fact, lines: fact.lines.map((line, index) => (index === 0 ? change(line) : line)) });

/** A text attribute with what it says changed. */
const rewritten = (item: Item, name: string, from: RegExp, to: (digits: number) => string): Item => {
  const text = item[name]?.S ?? '';
  const changed = text.replace(from, (_, before: string, digits: string) => `${before}${to(Number(digits))}`);
  if (changed === text) throw new Error(`${text} has no ${from.source}`);
  return { [name]: { S: changed } };
};

const YEAR = 'BALANCES#2026';

/** Each way in which a table can go wrong, with the one invariant that it breaks. */
const tamperings: readonly (readonly [InvariantId, string, () => Promise<Tampering>])[] = [
  [
    'bill-identity',
    'a fen more of what the patient carries is captured',
    () =>
      changedFact<CaptureFact>('HX-CAPTURED', 2, (fact) =>
        withLine(fact, (line) => ({ ...line, patient: line.patient + 1, billed: line.billed + 1 })),
      ),
  ],
  [
    'bill-identity',
    'a share of a capture goes from the insurer to the patient',
    () =>
      changedFact<CaptureFact>('HX-PARTLY', 2, (fact) =>
        withLine(fact, (line) => ({
          ...line,
          patient: line.patient + 1,
          shares: line.shares.map((share) => ({ ...share, amount: share.amount - 1 })),
        })),
      ),
  ],
  [
    'bill-identity',
    'a share of a capture is paid by another insurer than was decided',
    () =>
      changedFact<CaptureFact>('HX-PARTLY', 2, (fact) =>
        withLine(fact, (line) => ({
          ...line,
          shares: line.shares.map((share) => ({ ...share, insurerId: 'insurer-b' })),
        })),
      ),
  ],
  [
    'ledger-balanced',
    'a capture is billed for another day than was decided',
    () =>
      changedFact<CaptureFact>('HX-CAPTURED', 2, (fact) => ({
        ...fact,
        billing: { ...fact.billing, serviceDate: '2026-06-01' },
      })),
  ],
  [
    'limits-add-up',
    'a total of a member is a fen less',
    () =>
      changedItem(`MEMBER#M-2`, YEAR, (item) =>
        rewritten(item, 'b', /("year\/Y2026-01-01":)(\d+)/u, (n) => String(n - 1)),
      ),
  ],
  [
    'limits-add-up',
    'what was captured is lost from the journal of a lifetime',
    () => changedItem('MEMBER#M-2', 'MEMBER', () => ({ d: { M: {} } })),
  ],
  [
    'limits-add-up',
    'the totals of a family are gone, of which nothing is held',
    async () => {
      const item = await stored('FAMILY#insurer-a#F-1', YEAR);
      return { before: [item], after: [{ ...item, b: { S: '{}' } }] };
    },
  ],
  [
    'limits-add-up',
    'a shard of a pool holds a fen more than its holds',
    () =>
      changedItem('POOL#P', 'SHARD#00', (item) => ({
        d: { M: { ...item['d']?.M, '~insurer-a//budget/L@P:P': { N: '1' } } },
      })),
  ],
  [
    'limits-not-exceeded',
    'the budget of a pool is below what is taken of it',
    async () => {
      const shards = await Promise.all(['00', '01', '02'].map((index) => stored('POOL#P', `SHARD#${index}`)));
      return { before: shards, after: shards.map((item) => ({ ...item, budget: { N: '1000' } })) };
    },
  ],
  [
    'limits-not-exceeded',
    'two orders drew what was left of a limit, and both are counted',
    async () => {
      const [fact, balances] = [await factAt('HX-LAST', 1), await stored('MEMBER#M-3', YEAR)];
      const copy = factItem({ ...parseFact(fact), orderNo: 'HX-TWICE' });
      const twice = rewritten(balances, 'b', /("plain\/Y2026-01-01":)(\d+)/u, (n) => String(2 * n));
      return { before: [balances], after: [copy, { ...balances, ...twice }] };
    },
  ],
  [
    'holds-resolve-once',
    'an open authorization is not held any more',
    () => changedItem('MEMBER#M-1', YEAR, () => ({ h: { M: {} } })),
  ],
  [
    'holds-resolve-once',
    'an authorization is still held that was captured',
    async () => {
      const [item, order] = [await stored('MEMBER#M-2', YEAR), orderIdOf('hospital-a', 'HX-CAPTURED')];
      const { expiresAt = 0 } = parseFact(await factAt('HX-CAPTURED', 1)) as DecisionFact;
      const hold = { S: `${expiresAt.toString(36)}{"insurer-a/all":{"year/Y2026-01-01":935}}` };
      return { before: [item], after: [{ ...item, h: { M: { ...item['h']?.M, [order]: hold } } }] };
    },
  ],
  [
    'holds-resolve-once',
    'less is held than is left after captures',
    async () => {
      const [item, order] = [await stored('MEMBER#M-2', YEAR), orderIdOf('hospital-a', 'HX-PARTLY')];
      const hold = rewritten(item['h']?.M ?? {}, order, /("year\/Y2026-01-01":)(\d+)/u, (n) => String(n - 1));
      return { before: [item], after: [{ ...item, h: { M: { ...item['h']?.M, ...hold } } }] };
    },
  ],
  [
    'holds-resolve-once',
    'another member is held as well',
    async () => {
      const [item, other] = [await stored('MEMBER#M-2', YEAR), await stored('MEMBER#M-1', YEAR)];
      const order = orderIdOf('hospital-a', 'HX-PARTLY');
      const hold = item['h']?.M?.[order] ?? { S: '' };
      return { before: [other], after: [{ ...other, h: { M: { ...other['h']?.M, [order]: hold } } }] };
    },
  ],
  [
    'reversals-bounded',
    'a fen more is given back than was settled',
    () =>
      changedFact<ReversalFact>('HX-3', 2, (fact) =>
        withLine(fact, (line) => ({ ...line, patient: line.patient + 1, billed: line.billed + 1 })),
      ),
  ],
  [
    'reversals-bounded',
    'more units come back than were dispensed',
    () => changedFact<ReversalFact>('PH-1', 6, (fact) => ({ ...fact, asked: [{ lineNo: 1, quantity: 40_000 }] })),
  ],
  [
    'one-effect',
    'one number stands for two captures',
    () => changedFact<CaptureFact>('HX-PARTLY', 3, (fact) => ({ ...fact, captureNo: 'C1' })),
  ],
  [
    'one-effect',
    'one return was taken twice',
    () => changedFact<ReversalFact>('PH-1', 6, (fact) => ({ ...fact, cause: { by: 'return', returnNo: 'B1' } })),
  ],
  [
    'one-effect',
    'a webhook was answered with an effect that is not there',
    () => changedItem('WEBHOOK#pharmacy-a#W-4', 'WEBHOOK', () => ({ n: { N: '7' } })),
  ],
  ['facts-gap-free', 'a fact between others is gone', async () => gone(await factAt('PH-1', 4))],
  [
    'facts-gap-free',
    'a fact is booked on another day than it was posted',
    () => changedFact('HX-VOID', 2, (fact) => ({ ...fact, businessDate: '2026-06-14' })),
  ],
  [
    'facts-gap-free',
    'a fact cannot be read',
    async () => {
      const item = await factAt('PH-1', 4);
      return { before: [item], after: [{ ...item, f: { S: '[1,"?"]' } }] };
    },
  ],
  [
    'decisions-replay',
    'a decision pays a fen more than the plan says, and explains it',
    () =>
      changedFact<DecisionFact>('HX-1', 1, (fact) => {
        const [first, ...others] = fact.decision.lines;
        if (first === undefined) throw new Error('the order has lines');
        const reasons = first.reasons.map((reason, n) => (n === 0 ? { ...reason, amount: reason.amount - 1 } : reason));
        const shares = first.shares.map((share) => ({ ...share, amount: share.amount + 1 }));
        const line = { ...first, insurer: first.insurer + 1, patient: first.patient - 1, reasons, shares };
        return { ...fact, decision: { ...fact.decision, lines: [line, ...others] } };
      }),
  ],
  [
    'decisions-replay',
    'an enrolment is gone from which orders were decided',
    async () => gone(await stored('MEMBER#M-1', 'REVISION#000001')),
  ],
  [
    'decisions-replay',
    'a published plan has been changed',
    () =>
      changedItem('PLAN#all', 'VERSION#000001', (item) =>
        rewritten(item, 'plan', /("coinsuranceBps":)(\d+)/u, () => '1600'),
      ),
  ],
];

describe('an audit by the facts', () => {
  it('finds nothing in what the product has written, and looks at something for every invariant', async () => {
    const { client, tableName } = connector;
    const { verdicts } = await auditTable({ client, table: tableName, now: connector.now(), factsAlone: true });
    expect(verdicts.flatMap(({ findings }) => findings)).toEqual([]);
    const judged = new Set(tamperings.map(([invariant]) => invariant));
    const examined = verdicts.filter(({ invariant }) => judged.has(invariant));
    expect(examined.filter((one) => one.examined === 0)).toEqual([]);
    expect(examined).toHaveLength(9);
    expect(connector.failures).toEqual([]);
  });

  it.each(tamperings)('%s, where %s', async (invariant, _, tamper) => {
    expect(await foundAfter(await tamper())).toEqual([invariant]);
  });

  it('a bill that does not add up is found, by the ledger as well, and does not come out again', async () => {
    const tampered = await changedFact<DecisionFact>('HX-1', 1, (fact) => {
      const lines = fact.decision.lines.map((line) => ({
        ...line,
        insurer: line.insurer + 1,
        patient: line.patient - 1,
      }));
      return { ...fact, decision: { ...fact.decision, lines } };
    });
    expect((await foundAfter(tampered)).toSorted()).toEqual(['bill-identity', 'decisions-replay', 'ledger-balanced']);
  });

  it('an item of a kind that nobody knows is named, and so is one that cannot be read', async () => {
    const { client, tableName } = connector;
    const strange = [
      { pk: { S: 'VOUCHER#1' }, sk: { S: 'VOUCHER' } },
      { pk: { S: 'POOL#Q' }, sk: { S: 'SHARD#00' } },
    ];
    for (const item of strange) await put(item);
    const { unread } = await auditTable({ client, table: tableName, now: connector.now(), factsAlone: true });
    for (const item of strange) await remove(item);
    expect(unread.toSorted()).toEqual(['POOL#Q SHARD#00: a shard holds nothing', 'of unknown kind: VOUCHER VOUCHER']);
  });

  it('of a table that is being written only what is wrong in two readings is found', async () => {
    const item = await stored('MEMBER#M-3', YEAR);
    await put({ ...item, b: { S: '{}' } });
    const { client, tableName } = connector;
    const audited = { client, table: tableName, now: connector.now(), factsAlone: true };
    const stays = await auditLiveTable(audited, () => Promise.resolve(connector.now()));
    const passes = await auditLiveTable(audited, async () => {
      await put(item);
      return connector.now();
    });
    expect([stays, passes].map(({ verdicts }) => verdicts.reduce((sum, one) => sum + one.found, 0))).toEqual([1, 0]);
  });

  it('what was touched a moment ago is not judged for completeness', async () => {
    const { client, tableName } = connector;
    const item = await stored('MEMBER#M-1', YEAR);
    await put({ ...item, b: { S: '{}' }, h: { M: {} } });
    const { verdicts } = await auditTable({
      client,
      table: tableName,
      now: connector.now(),
      factsAlone: true,
      settledFor: 60_000,
    });
    await put(item);
    expect(verdicts.filter((one) => one.found > 0)).toEqual([]);
  });
});
