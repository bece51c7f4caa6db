import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../lambdas/contracts/problem-codes.ts';
import type { Route } from '../../lambdas/contracts/route.ts';
import type { RouteName } from '../../lambdas/contracts/routes.ts';
import { routes } from '../../lambdas/contracts/routes.ts';
import { emptyPart } from '../../lambdas/runtime/statement-digest.ts';
import { orderIdOf } from '../../lambdas/storage/keys.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { demoPartners } from '../../local/partners/demo-partners.ts';
import { closingStory } from '../lib/every-closing.ts';
import { heldStory, pharmacyStory, settledStory } from '../lib/every-door.ts';
import { reconciliationStory } from '../lib/every-reconciliation.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import { consultOrder, consultPlan, coverageOf, prescriptionOf } from '../support/documents.ts';
import { fileOf, NDJSON, rowOf } from '../support/enrolment-files.ts';
import { storedItems } from '../support/stored-items.ts';
import { webhookRequest } from '../support/webhook-request.ts';

/** What the owner has asked for, and what another of its kind is told who asks for the same. */
interface Attempt {
  readonly owner: DemoPartnerId;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly body?: unknown;
  /** `own`: under the same words it has its own thing, or none */
  readonly others: ProblemCode | 'own';
}

const day = '2026-07-01';
const settled = `${orderIdOf('hospital-a', 'HX-1')}.1`;
const held = `${orderIdOf('hospital-a', 'HX-A1')}.1`;
const voided = `${orderIdOf('hospital-a', 'HX-A3')}.1`;
const back = { reversalNo: 'R-1', reason: 'returned' };
const acknowledged = { version: 1, sha256: 'a'.repeat(64), count: 3, net: 900 };
const remittance = { remittanceNo: 'PAY-1', paidAt: `${day}T12:00:00+08:00` };
const part = { captureNo: 'C-1', lines: [{ lineNo: 1, quantity: '1', amount: 500 }], final: false };
const event = { type: 'order.dispensed', occurredAt: '2026-06-15T10:00:00+08:00', data: { orderNo: 'HX-P3' } };
let enrolmentId = '';

/** Every route that asks for a signature. The compiler asks for an entry of a new one. */
const attempts: Readonly<Record<Exclude<RouteName, 'readHealth' | 'readOpenApi' | 'readDocs'>, () => Attempt>> = {
  publishPlan: () => ({
    ...{ owner: 'insurer-a', parameters: { planId: 'needs', version: '1' } },
    ...{ body: consultPlan('needs'), others: 'plan.out-of-reach' },
  }),
  publishFormulary: () => ({
    ...{ owner: 'insurer-a', parameters: { formularyId: 'needs', version: '1' } },
    ...{ body: [{ code: 'D-1', name: 'D' }], others: 'formulary.out-of-reach' },
  }),
  putCoverage: () => ({
    ...{ owner: 'insurer-a', parameters: { coverageId: 'C-1' } },
    ...{ body: coverageOf('M-1', 'needs'), others: 'coverage.out-of-reach' },
  }),
  startEnrolment: () => ({ owner: 'insurer-a', body: fileOf([rowOf('M-8', 'needs')]), others: 'own' }),
  readEnrolment: () => ({ owner: 'insurer-a', parameters: { enrolmentId }, others: 'enrolment.unknown' }),
  putPool: () => ({
    ...{ owner: 'insurer-a', parameters: { poolId: 'needs' } },
    ...{ body: { budget: 1 }, others: 'pool.out-of-reach' },
  }),
  readClaim: () => ({ owner: 'insurer-a', parameters: { claimId: settled }, others: 'claim.unknown' }),
  postClaimResult: () => ({
    ...{ owner: 'insurer-a', parameters: { claimId: settled } },
    ...{ body: { status: 'accepted' }, others: 'claim.unknown' },
  }),
  listStatements: () => ({ owner: 'insurer-a', query: `from=${day}&to=${day}`, others: 'own' }),
  readStatement: () => ({ owner: 'insurer-a', parameters: { businessDate: day }, others: 'own' }),
  readStatementPart: () => ({ owner: 'insurer-a', parameters: { businessDate: day, n: '1' }, others: 'own' }),
  acknowledgeStatement: () => ({
    ...{ owner: 'insurer-a', parameters: { businessDate: day } },
    ...{ body: acknowledged, others: 'own' },
  }),
  openDisputes: () => ({
    ...{ owner: 'insurer-a', parameters: { businessDate: day } },
    ...{ body: [{ line: 1, code: 'PRICE' }], others: 'own' },
  }),
  listDisputes: () => ({ owner: 'insurer-a', parameters: { businessDate: day }, others: 'own' }),
  bookRemittance: () => ({
    owner: 'insurer-a',
    body: { ...remittance, items: [{ businessDate: day, amount: 100, lines: [1] }] },
    others: 'own',
  }),
  readSettlementAccount: () => ({ owner: 'hospital-a', others: 'own' }),
  readPaymentAdvice: () => ({ owner: 'hospital-a', query: 'week=2026-W26', others: 'own' }),
  checkEligibility: () => ({
    owner: 'hospital-a',
    body: { member: { memberId: 'M-NOBODY' } },
    others: 'member.unknown',
  }),
  quoteOrder: () => ({ owner: 'hospital-a', body: consultOrder('HX-1', 'M-1', 8_000), others: 'own' }),
  settleOrder: () => ({ owner: 'hospital-a', body: consultOrder('HX-1', 'M-1', 8_000), others: 'own' }),
  authorizeOrder: () => ({ owner: 'hospital-a', body: consultOrder('HX-T2', 'M-1', 8_000), others: 'own' }),
  captureAuthorization: () => ({
    ...{ owner: 'hospital-a', parameters: { authorizationId: held } },
    ...{ body: part, others: 'authorization.unknown' },
  }),
  voidAuthorization: () => ({
    ...{ owner: 'hospital-a', parameters: { authorizationId: voided } },
    ...{ body: {}, others: 'authorization.unknown' },
  }),
  reverseOrder: () => ({ owner: 'hospital-a', parameters: { orderNo: 'HX-A1' }, body: back, others: 'own' }),
  putPrescription: () => ({
    ...{ owner: 'hospital-a', parameters: { prescriptionNo: 'RX-3' } },
    ...{ body: prescriptionOf('M-1', [{ code: 'D-9' }]), others: 'prescription.out-of-reach' },
  }),
  voidPrescription: () => ({
    ...{ owner: 'hospital-a', parameters: { prescriptionNo: 'RX-3' } },
    ...{ body: { reason: 'mine' }, others: 'prescription.out-of-reach' },
  }),
  readOrder: () => ({
    owner: 'hospital-a',
    parameters: { orderNo: 'HX-3' },
    query: 'trace=true',
    others: 'order.unknown',
  }),
  readMemberDecisions: () => ({ owner: 'hospital-a', parameters: { memberId: 'M-1' }, others: 'own' }),
  receivePharmacyEvent: () => ({ owner: 'pharmacy-a', body: event, others: 'own' }),
};
const names = Object.keys(attempts) as (keyof typeof attempts)[];

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector({ queues: true });
  const stories = [settledStory, heldStory, pharmacyStory, closingStory, reconciliationStory];
  for (const story of stories) for (const [, , send] of story(connector)) await send();
  const insurer = connector.as('insurer-a');
  const file = fileOf([rowOf('M-8', 'needs'), '{']);
  ({ enrolmentId = '' } = (
    await insurer.request<{ enrolmentId?: string }>('POST', '/v1/enrolments', file, NDJSON)
  ).body);
  await connector.deliverQueues();
}, 60_000);
afterAll(() => connector.stop());

function ask(name: keyof typeof attempts, partner: DemoPartnerId, attempt: Attempt): Promise<Answer<unknown>> {
  const { method, path } = routes[name];
  const { parameters = {}, query, body } = attempt;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, parameter: string) => parameters[parameter] ?? '');
  if (name === 'receivePharmacyEvent') return tell(partner, body);
  const target = query === undefined ? filled : `${filled}?${query}`;
  return connector.as(partner).request<unknown>(method, target, body, name === 'startEnrolment' ? NDJSON : {});
}

function tell(partner: DemoPartnerId, body: unknown): Promise<Answer<unknown>> {
  const [sender] = connector.credentials.filter(({ partnerId }) => partnerId === partner);
  return connector.receive<unknown>(webhookRequest(sender ?? { partnerId: partner }, connector.now(), body));
}

/** What names one thing and no other: ids, digests, signatures. */
const tokensOf = (text: string): readonly string[] =>
  (text.match(/[A-Za-z0-9_-]{20,}/g) ?? []).filter((token) => !SHARED.test(token) && token !== emptyPart.sha256);

/** Of the connector itself and of its contract: key ids, codes and file names. */
const SHARED = /^[A-Za-z]+([-_][A-Za-z]+)*$/;

const doorOf = (name: RouteName): Route['door'] => (routes[name] as Route).door;
const isFor = (name: RouteName, kind: (typeof demoPartners)[number]['kind']): boolean => {
  const door = doorOf(name);
  return door === 'public' || door.includes(kind);
};

describe.each(names)('%s', (name) => {
  it('opens to no other kind of partner, whatever it names, and nothing is written', async () => {
    const attempt = attempts[name]();
    const before = await storedItems(connector);
    for (const { partnerId, kind } of demoPartners.filter((one) => !isFor(name, one.kind))) {
      const answer = await ask(name, partnerId, attempt);
      // a webhook is proved by a secret that opens no other door, so that nobody else is known there
      const code = name === 'receivePharmacyEvent' ? 'signature.invalid' : 'door.forbidden';
      expect(answer, `${partnerId}, ${kind}`).toMatchObject({ body: { code } });
    }
    expect(await storedItems(connector)).toEqual(before);
  });

  it('shows and changes nothing of another of the same kind', async () => {
    const attempt = attempts[name]();
    const partners = demoPartners.filter(({ partnerId, kind }) => isFor(name, kind) && partnerId !== attempt.owner);
    expect(partners.length).toBeGreaterThan(0);
    const before = await storedItems(connector);
    const told = await Promise.all(partners.map(({ partnerId }) => ask(name, partnerId, attempt)));
    const after = new Map((await storedItems(connector)).map((item) => [`${item['pk']?.S} ${item['sk']?.S}`, item]));
    // what the others did is theirs alone
    const isShared = (key: string): boolean => /^(MEMBER|FAMILY|POOL|PRESCRIPTION|CATALOGUE)#/.test(key);
    for (const item of before) {
      const key = `${item['pk']?.S} ${item['sk']?.S}`;
      if (!isShared(key) || attempt.others !== 'own') expect(after.get(key), key).toEqual(item);
    }
    const own = await ask(name, attempt.owner, attempt);
    for (const { status, body, text } of told) {
      if (attempt.others !== 'own') expect(body).toMatchObject({ code: attempt.others });
      if (status >= 400) expect([404, 409, 422]).toContain(status);
      const hers = own.status < 400 ? tokensOf(own.text) : [];
      expect(hers.filter((token) => !JSON.stringify(attempt).includes(token) && text.includes(token))).toEqual([]);
    }
  });
});

describe('what is read of another', () => {
  const readers = ['readEnrolment', 'readClaim', 'readOrder'] as const;

  it.each([...readers, 'captureAuthorization', 'voidAuthorization', 'postClaimResult'] as const)(
    'by %s is answered like what there is not',
    async (name) => {
      const attempt = attempts[name]();
      const other: DemoPartnerId = attempt.owner === 'insurer-a' ? 'insurer-b' : 'hospital-b';
      const nothing = Object.entries(attempt.parameters ?? {}).map(([parameter, value]) => [
        parameter,
        `${value.slice(0, -3)}X.1`,
      ]);
      const [there, not] = [
        await ask(name, other, attempt),
        await ask(name, other, { ...attempt, parameters: Object.fromEntries(nothing) as Record<string, string> }),
      ];
      const sayings = ({ status, body }: Answer<unknown>) => {
        const { code, title, detail } = body as Readonly<Record<string, string>>;
        const texts = Object.values(attempt.parameters ?? {}).concat(nothing.map(([, value]) => String(value)));
        return [status, code, title, texts.reduce((text, word) => text.replaceAll(word, '?'), detail ?? '')];
      };
      expect(sayings(there)).toEqual(sayings(not));
      expect(there.status).toBeGreaterThanOrEqual(400);
    },
  );

  it('by lists is empty', async () => {
    const decisions = await ask('readMemberDecisions', 'hospital-b', attempts.readMemberDecisions());
    const own = await ask('readMemberDecisions', 'hospital-a', attempts.readMemberDecisions());
    const ids = (answer: Answer<unknown>) =>
      (answer.body as { decisions: { orderNo: string; settlementId?: string }[] }).decisions.map(
        (one) => one.settlementId,
      );
    expect(ids(own).length).toBeGreaterThan(3);
    expect(ids(decisions).filter((id) => id !== undefined && ids(own).includes(id))).toEqual([]);
  });
});

it('leaves no failure behind', () => expect(connector.failures).toEqual([]));
