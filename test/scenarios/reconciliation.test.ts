import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AcknowledgementAnswer } from '../../lambdas/contracts/acknowledgement.ts';
import type { DisputeListAnswer, DisputesAnswer } from '../../lambdas/contracts/dispute.ts';
import { disputeEvent } from '../../lambdas/contracts/provider-event.ts';
import type { RemittanceAnswer } from '../../lambdas/contracts/remittance.ts';
import type { SettlementAccountAnswer } from '../../lambdas/contracts/settlement-account.ts';
import type { Manifest } from '../../lambdas/domain/statement-manifest.ts';
import { balancesOf, isBalanced, owedBy } from '../../lambdas/domain/trial-balance.ts';
import { readAcknowledgement } from '../../lambdas/storage/acknowledgements.ts';
import { dueTimers } from '../../lambdas/storage/timetable.ts';
import { missAcknowledgement } from '../../lambdas/use-cases/miss-acknowledgement.ts';
import { missDisputeDeadline } from '../../lambdas/use-cases/miss-dispute-deadline.ts';
import { readDisputes } from '../../lambdas/storage/dispute-register.ts';
import { scanLedger } from '../../lambdas/storage/ledger-scan.ts';
import { readOrder } from '../../lambdas/storage/order-record.ts';
import type { Ruling } from '../../lambdas/use-cases/decide-dispute.ts';
import { close } from '../support/closing.ts';
import type { Connector } from '../support/connector.ts';
import { decideLine } from '../support/decided-disputes.ts';
import { consultOrder } from '../support/documents.ts';
import { enrol, publish } from '../support/enrolment.ts';
import type { HearingProviders } from '../support/hearing-provider.ts';
import { startHearingProviders } from '../support/hearing-provider.ts';
import { isReplay, orderLife } from '../support/order-life.ts';

const FIRST = '2026-06-15';
const SECOND = '2026-06-16';
const THIRD = '2026-06-17';

let providers: HearingProviders;
let connector: Connector;
const manifests = new Map<string, Manifest>();

const insurer = () => connector.as('insurer-a');
const manifest = (date: string): Manifest => {
  const found = manifests.get(date);
  if (found === undefined) throw new Error(`${date} is not closed`);
  return found;
};

/** Lets a day end and closes it. */
async function closeDay(date: string, next: string): Promise<Manifest> {
  await connector.deliverStreams();
  connector.setNow(`${next}T00:30:00+08:00`);
  await close(connector);
  const { status, body } = await insurer().request<Manifest>('GET', `/v1/statements/${date}`);
  expect(status).toBe(200);
  manifests.set(date, body);
  connector.setNow(`${next}T10:00:00+08:00`);
  return body;
}

const acknowledge = (date: string, content: object) =>
  insurer().request<AcknowledgementAnswer & { errors?: unknown }>(
    'POST',
    `/v1/statements/${date}/acknowledgement`,
    content,
  );
const dispute = (content: unknown, date = FIRST) =>
  insurer().request<DisputesAnswer & { code?: string }>('POST', `/v1/statements/${date}/disputes`, content);
const disputesOf = (date: string, query = '') =>
  insurer().request<DisputeListAnswer>('GET', `/v1/statements/${date}/disputes${query}`);
const remit = (content: object) =>
  insurer().request<RemittanceAnswer & { code?: string }>('POST', '/v1/remittances', content);
const account = (provider: 'hospital-a' | 'hospital-b' | 'pharmacy-a', query = '') =>
  connector.as(provider).request<SettlementAccountAnswer>('GET', `/v1/providers/settlement-account${query}`);

const decide = (line: number, ruling: Partial<Ruling> = {}) => decideLine(connector.now(), FIRST, line, ruling);

/** The lines of a statement with what matters of each. */
async function linesOf(date: string) {
  const { text } = await insurer().request('GET', `/v1/statements/${date}/parts/1`, undefined, {
    headers: { accept: 'application/x-ndjson' },
  });
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const lineOf = async (date: string, orderNo: string, type: string): Promise<number> =>
  Number((await linesOf(date)).find((line) => line['orderNo'] === orderNo && line['type'] === type)?.['line']);

beforeAll(async () => {
  providers = await startHearingProviders();
  ({ connector } = providers);
  connector.setNow(`${FIRST}T10:00:00+08:00`);
  await publish(connector, 'full');
  for (const member of ['M-1', 'M-2']) await enrol(connector, member, 'full');
  const [first, second] = [orderLife(connector), orderLife(connector, 'hospital-b')];
  for (const [orderNo, amount] of [
    ['HX-1', 10_000],
    ['HX-2', 4_000],
    ['HX-3', 2_000],
  ] as const)
    expect((await first.settle(consultOrder(orderNo, 'M-1', amount))).status).toBe(201);
  expect((await second.settle(consultOrder('HX-4', 'M-2', 6_000))).status).toBe(201);
  expect((await first.reverse('HX-3', { reversalNo: 'R-3', reason: 'returned' })).status).toBe(201);
  await closeDay(FIRST, SECOND);
}, 60_000);
afterAll(() => providers.stop());

describe('an acknowledgement', () => {
  it('must have the figures of the statement, counts once, and is for a day that is published', async () => {
    const { version, sha256, count, net } = manifest(FIRST);
    const right = { version, sha256, count, net };
    expect([count, net]).toEqual([5, 20_000]);
    for (const [field, value] of [
      ['net', net + 1],
      ['count', 4],
      ['version', 2],
      ['sha256', '0'.repeat(64)],
    ] as const) {
      const wrong = await acknowledge(FIRST, { ...right, [field]: value });
      expect([wrong.status, wrong.body]).toMatchObject([
        409,
        { code: 'statement.mismatch', errors: [{ path: field }] },
      ]);
    }
    const first = await acknowledge(FIRST, right);
    expect([first.status, first.body]).toMatchObject([200, { businessDate: FIRST, ...right }]);
    connector.advance(60);
    const again = await acknowledge(FIRST, right);
    expect([again.status, again.text, isReplay(again)]).toEqual([200, first.text, true]);
    expect([(await acknowledge(SECOND, right)).status, (await acknowledge('2027-01-01', right)).status]).toEqual([
      409, 404,
    ]);
    const others = await connector.as('insurer-b').request('POST', `/v1/statements/${FIRST}/acknowledgement`, right);
    expect(others.status).toBe(409);
  });
});

describe('a dispute', () => {
  it('is refused whole where a line is not in the statement, or is disputed with other content', async () => {
    const unknown = await dispute([
      { line: 1, code: 'PRICE' },
      { line: 6, code: 'PRICE' },
    ]);
    expect([unknown.status, unknown.body]).toMatchObject([
      422,
      { code: 'statement.line-unknown', errors: [{ path: '[1].line' }] },
    ]);
    expect((await disputesOf(FIRST)).body.disputes).toEqual([]);
    const many = Array.from({ length: 101 }, (_, index) => ({ line: index + 1, code: 'PRICE' }));
    expect((await dispute(many)).status).toBe(400);
    expect(
      (
        await dispute([
          { line: 1, code: 'PRICE' },
          { line: 1, code: 'PRICE' },
        ])
      ).status,
    ).toBe(400);
  });

  it('is opened once, told to the provider without the note, and listed with state, owner and deadline', async () => {
    const line = await lineOf(FIRST, 'HX-1', 'settlement');
    const other = await lineOf(FIRST, 'HX-2', 'settlement');
    const content = [
      { line, code: 'PRICE', expectedAmount: 7_000, note: 'above the agreed price' },
      { line: other, code: 'DUPLICATE' },
    ];
    const opened = await dispute(content);
    expect(opened.status).toBe(201);
    expect(opened.body.disputes[0]).toMatchObject({
      ...{ disputeId: `insurer-a.${FIRST}.${line}`, state: 'open', orderNo: 'HX-1' },
      owner: { role: 'operations', partnerId: 'hospital-a' },
    });
    connector.advance(5);
    const again = await dispute(content);
    expect([again.status, again.text, isReplay(again)]).toEqual([201, opened.text, true]);
    const changed = await dispute([{ line, code: 'PRICE', expectedAmount: 6_000 }]);
    expect([changed.status, changed.body.code]).toEqual([409, 'dispute.conflict']);
    expect((await disputesOf(FIRST)).body.disputes).toHaveLength(2);
    const page = await disputesOf(FIRST, '?limit=1');
    expect(page.body.disputes).toHaveLength(1);
    expect((await disputesOf(FIRST, `?after=${page.body.next}`)).body.disputes).toHaveLength(1);

    await providers.after(0);
    connector.rewindStreams();
    await providers.after(0);
    const events = providers.receiver.received().filter(({ body }) => disputeEvent.safeParse(body).success);
    expect(events.map(({ body }) => disputeEvent.parse(body).data.orderNo).toSorted()).toEqual(['HX-1', 'HX-2']);
    expect(JSON.stringify(events)).not.toContain('above the agreed price');
  });

  it('becomes an adjustment in a later statement when it is accepted, and nothing when it is rejected', async () => {
    const [line, other] = [await lineOf(FIRST, 'HX-1', 'settlement'), await lineOf(FIRST, 'HX-2', 'settlement')];
    const [before, mine] = [manifest(FIRST), orderLife(connector)];
    const left = (await mine.read('HX-1')).body.refundable;
    expect(await decide(line, { agreedAmount: 10_000 })).toEqual({ outcome: 'amount-not-lower' });
    const [once, twice] = await Promise.all([decide(line), decide(line)]);
    expect([once.outcome, twice.outcome].toSorted()).toEqual(['decided', 'standing']);
    expect((await decide(other, { state: 'rejected' })).outcome).toBe('decided');
    expect((await decide(other)).outcome).toBe('standing');
    const { body } = await mine.read('HX-1');
    expect(body.facts.at(-1)).toMatchObject({
      ...{ type: 'adjustment', insurerId: 'insurer-a', amount: 3_000, direction: 'credit', businessDate: SECOND },
    });
    expect([body.refundable, body.status]).toEqual([left, 'settled']);
    const states = (await disputesOf(FIRST)).body.disputes.map(
      ({ state, adjustedAmount }) => `${state} ${adjustedAmount}`,
    );
    expect(states.toSorted()).toEqual(['accepted 3000', 'rejected undefined']);
    // half of it comes back, the same day: of that the insurer had paid 70 %
    const half = { reversalNo: 'R-1', reason: 'returned', lines: [{ lineNo: 1, quantity: '0.5' }] };
    expect((await mine.reverse('HX-1', half)).status).toBe(201);
    expect((await mine.reverse('HX-1', half)).status).toBe(201);
    const second = await closeDay(SECOND, THIRD);
    expect([second.debit, second.credit, second.net]).toEqual([1_500, 8_000, -6_500]);
    expect((await linesOf(SECOND)).map(({ type, direction, amount }) => [type, direction, amount])).toEqual([
      ['adjustment', 'credit', 3_000],
      ['reversal', 'credit', 5_000],
      ['adjustment', 'debit', 1_500],
    ]);
    expect((await insurer().request('GET', `/v1/statements/${FIRST}`)).body).toEqual(before);
  });
});

describe('a remittance', () => {
  const paidAt = `${THIRD}T09:00:00+08:00`;

  it('clears lines and days, shows what stays open, and leaves in suspense what nothing asked for', async () => {
    const line = await lineOf(FIRST, 'HX-4', 'settlement');
    const content = {
      ...{ remittanceNo: 'PAY-1', paidAt },
      items: [
        { businessDate: FIRST, amount: 5_000, lines: [line] },
        { businessDate: '2026-05-01', amount: 300 },
        { businessDate: THIRD, amount: 200 },
      ],
    };
    const first = await remit(content);
    expect([first.status, first.body]).toEqual([
      201,
      {
        ...{ remittanceNo: 'PAY-1', amount: 5_500, statementDate: THIRD, suspense: 500 },
        cleared: [{ businessDate: FIRST, amount: 5_000, lines: [{ line, amount: 5_000 }] }],
        open: [{ businessDate: FIRST, net: 20_000, remitted: 5_000, open: 15_000 }],
      },
    ]);
    const again = await remit(content);
    expect([again.status, again.text, isReplay(again)]).toEqual([201, first.text, true]);
    const other = await remit({ ...content, paidAt: `${THIRD}T09:00:01+08:00` });
    expect([other.status, other.body.code]).toEqual([409, 'remittance.conflict']);
    const unknown = await remit({
      ...content,
      remittanceNo: 'PAY-X',
      items: [{ businessDate: FIRST, amount: 1, lines: [9] }],
    });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'statement.line-unknown']);
  });

  it('clears a day by one only of many that come at once, the others are in suspense', async () => {
    const all = await Promise.all(
      ['PAY-2', 'PAY-3', 'PAY-4', 'PAY-5'].map((remittanceNo) =>
        remit({ remittanceNo, paidAt, items: [{ businessDate: FIRST, amount: 15_500 }] }),
      ),
    );
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    expect(all.map(({ body }) => body.suspense).toSorted((one, other) => one - other)).toEqual([
      500, 15_500, 15_500, 15_500,
    ]);
  });

  it('counts in the statement of its day, and in the next once the closing of that has begun', async () => {
    const third = await closeDay(THIRD, '2026-06-18');
    expect([third.net, third.remitted, third.closing]).toEqual([0, 67_500, 20_000 - 6_500 - 67_500]);
    connector.setNow(`${THIRD}T23:59:00+08:00`);
    const late = await remit({ remittanceNo: 'PAY-6', paidAt, items: [{ businessDate: FIRST, amount: 1 }] });
    expect(late.body.statementDate).toBe('2026-06-18');
    const fourth = await closeDay('2026-06-18', '2026-06-19');
    expect([fourth.remitted, fourth.closing]).toEqual([1, third.closing - 1]);
  });
});

describe('the ledger', () => {
  it('ties with the statements, and gives every provider what is its own', async () => {
    const trial = await scanLedger(connector.client, connector.tableName);
    expect(isBalanced(trial)).toBe(true);
    expect(owedBy(trial)).toBe(manifest('2026-06-18').closing);
    const balances = Object.fromEntries(balancesOf(trial).map(({ account: name, balance }) => [name, balance]));
    expect(balances).toMatchObject({
      'suspense:insurer-a': -(500 + 500 + 3 * 15_500 + 1),
      'cash:insurer-a': 500 + 500 + 3 * 15_500 + 1,
      'insurer-payable:insurer-a': -6_500,
      'write-off:hospital-a': 1_500,
      'provider-receivable:hospital-b': 0,
    });
    const [first, second] = [await account('hospital-a'), await account('hospital-b')];
    // what was billed, less what came back and the adjusted part, less all that was paid of the first day
    expect(first.body).toMatchObject({ providerId: 'hospital-a', date: '2026-06-19', owed: -6_500 });
    expect(balances['provider-receivable:hospital-a']).toBe(-(-6_500 + 1_500));
    expect([second.status, second.body.owed]).toEqual([200, 0]);
    expect((await account('hospital-a', `?date=${FIRST}`)).body).toMatchObject({
      ...{ date: FIRST, owed: 14_000 },
      insurers: [
        { insurerId: 'insurer-a', opening: 0, count: 4, debit: 16_000, credit: 2_000, paid: 0, closing: 14_000 },
      ],
    });
    expect((await account('pharmacy-a')).body).toMatchObject({ owed: 0, insurers: [] });
    expect((await account('hospital-a', '?date=2026-02-30')).status).toBe(400);
    expect((await insurer().request('GET', '/v1/providers/settlement-account')).status).toBe(403);
  });

  it('comes to nothing for an order that is given back whole after an adjustment', async () => {
    expect((await orderLife(connector).reverse('HX-1', { reversalNo: 'R-W', reason: 'returned' })).status).toBe(201);
    const { facts } = await readOrder('hospital-a', 'HX-1');
    const last = facts.slice(-2).map((fact) => [fact.type, 'amount' in fact ? fact.amount : 0]);
    expect(last).toEqual([
      ['reversal', 0],
      ['adjustment', 1_500],
    ]);
  });
});

describe('a reminder', () => {
  it('is due of statements with lines that nobody acknowledged, and of disputes that nobody decided', async () => {
    const due: string[] = [];
    for (const kind of ['acknowledgement', 'dispute-deadline'] as const)
      for await (const page of dueTimers(kind, Date.parse('2027-01-01T00:00:00Z')))
        due.push(...page.map(({ id }) => id));
    // that of the first day is struck out only when it has been due
    expect(due.filter((id) => !id.includes(`${FIRST}.`)).toSorted()).toEqual([
      `insurer-a.${FIRST}`,
      `insurer-a.${SECOND}`,
    ]);
    expect(await missAcknowledgement({ readAcknowledgement }, `insurer-a.${FIRST}`)).toBe(false);
    expect(await missAcknowledgement({ readAcknowledgement }, `insurer-a.${SECOND}`)).toBe(true);
    const line = await lineOf(FIRST, 'HX-4', 'settlement');
    expect((await dispute([{ line, code: 'LATE' }])).status).toBe(201);
    expect(await missDisputeDeadline({ readDisputes }, `insurer-a.${FIRST}.${line}`)).toBe(true);
    expect((await decide(line, { state: 'rejected' })).outcome).toBe('decided');
    expect(await missDisputeDeadline({ readDisputes }, `insurer-a.${FIRST}.${line}`)).toBe(false);
  });
});

describe('a payment advice', () => {
  const advice = (by: 'hospital-a' | 'hospital-b' | 'insurer-a' | 'insurer-b', week = '2026-W25') =>
    connector.as(by).request<{ code?: string }>('GET', `/v1/providers/payment-advice?week=${week}`);

  it('is there when the week is closed, netted, the same to both sides', async () => {
    expect([(await advice('hospital-a')).status, (await advice('hospital-a', '2026-W30')).status]).toEqual([409, 404]);
    await closeDay('2026-06-21', '2026-06-22');
    const header = 'week,from,to,insurerId,providerId,lines,debit,credit,net,paid\r\n';
    const both = '2026-W25,2026-06-15,2026-06-21,insurer-a';
    const first = `${both},hospital-a,9,19000,15000,4000,14000\r\n`;
    const second = `${both},hospital-b,1,6000,0,6000,6000\r\n`;
    const told = await advice('hospital-a');
    expect([told.status, told.headers['content-type'], told.text]).toEqual([
      200,
      'text/csv; charset=utf-8',
      header + first,
    ]);
    expect((await advice('hospital-b')).text).toBe(header + second);
    expect((await advice('insurer-a')).text).toBe(header + first + second);
    expect((await advice('insurer-b')).text).toBe(header);
    expect((await advice('hospital-a', 'W25')).status).toBe(400);
  });
});
