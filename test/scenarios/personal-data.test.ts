import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { AuthorizationAnswer } from '../../lambdas/contracts/decision-answer.ts';
import { parseFact } from '../../lambdas/storage/fact-item.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Answer, Connector } from '../support/connector.ts';
import {
  consultBenefit,
  consultOrder,
  consultPlan,
  coverageOf,
  prescriptionOf,
  yearlyAmount,
} from '../support/documents.ts';
import { storedItems } from '../support/stored-items.ts';

const people = [
  { idType: 'resident-id', idNo: '11000019491231009X', name: '测试欧阳' },
  { idType: 'resident-id', idNo: '310000198001010016', name: 'Zhuangzi Example' },
] as const;
const [ouyang, zhuangzi] = people;

/** What must be found nowhere in clear, nor in an encoding that anybody can undo. */
const secrets = people.flatMap(({ idNo, name }) =>
  [idNo, name].flatMap((text) => {
    const bytes = Buffer.from(text);
    return [text, bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex'), encodeURIComponent(text)];
  }),
);

let connector: Connector;
let written = '';
const answers: Answer<unknown>[] = [];

beforeAll(async () => {
  const keep = (chunk: unknown) => {
    written += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(keep);
  vi.spyOn(process.stderr, 'write').mockImplementation(keep);
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void keep(parts.map(String).join(' ')));
  }
  connector = await startCheckedConnector({ logs: 'written' });
  await tellTheStory();
  vi.restoreAllMocks();
}, 60_000);
afterAll(() => connector.stop());

/** A story in which every door sees an identity, in the right and in every wrong way. */
async function tellTheStory(): Promise<void> {
  const send = async (partner: 'insurer-a' | 'hospital-a', method: string, target: string, body?: unknown) => {
    answers.push(await connector.as(partner).request<unknown>(method, target, body));
  };
  const benefits = [consultBenefit({ limits: [yearlyAmount('private-year', 10_000)] })];
  await send('insurer-a', 'PUT', '/v1/plans/private/versions/1', consultPlan('private', { benefits }));
  const enrolment = (identity: object) =>
    coverageOf('M-1', 'private', { identity: { ...identity, birthDate: '1949-12-31', sex: 'female' } });
  await send('insurer-a', 'PUT', '/v1/coverages/C-1', enrolment(ouyang));
  await send('insurer-a', 'PUT', '/v1/coverages/C-1', enrolment(zhuangzi));
  await send('insurer-a', 'PUT', '/v1/coverages/C-1', { ...enrolment(ouyang), surplus: ouyang.name });
  const otherName = { ...ouyang, name: zhuangzi.name };
  for (const [n, member] of [ouyang, zhuangzi, otherName, { ...ouyang, idNo: `${ouyang.idNo}9` }].entries()) {
    const order = consultOrder(`HX-${n}`, '', 8_000, { member });
    await send('hospital-a', 'POST', '/v1/eligibility-checks', { member });
    await send('hospital-a', 'PUT', `/v1/prescriptions/RX-${n}`, prescriptionOf('', [{ code: 'D-1' }], { member }));
    await send('hospital-a', 'POST', '/v1/quotes', order);
    await send('hospital-a', 'POST', '/v1/settlements', order);
    await send('hospital-a', 'POST', '/v1/settlements', order);
    await send('hospital-a', 'GET', `/v1/orders/HX-${n}?trace=true`);
  }
  const held = { ...consultOrder('HX-HELD', '', 8_000, { member: ouyang }), expiresInSeconds: 600 };
  await send('hospital-a', 'POST', '/v1/authorizations', held);
  const [{ authorizationId }] = answers.slice(-1).map(({ body }) => body as AuthorizationAnswer) as [
    AuthorizationAnswer,
  ];
  const part = { captureNo: 'C-1', lines: [{ lineNo: 1, amount: 4_000 }], final: false };
  await send('hospital-a', 'POST', `/v1/authorizations/${authorizationId}/captures`, part);
  await send('hospital-a', 'POST', `/v1/authorizations/${authorizationId}/void`, {});
  await send('hospital-a', 'POST', '/v1/orders/HX-HELD/reversals', { reversalNo: 'R-1', reason: 'returned' });
  for (const format of ['json', 'html']) await send('hospital-a', 'GET', `/v1/members/M-1/decisions?format=${format}`);
  await send('hospital-a', 'POST', '/v1/orders/HX-EARLY/reversals', { reversalNo: 'R-1', reason: 'returned' });
  await send('hospital-a', 'POST', `/v1/authorizations/${authorizationId}/captures`, { captureNo: ouyang.name });
  const long = Array.from({ length: 50 }, (_, n) => 10_000 + n * 7_919);
  await send('hospital-a', 'POST', '/v1/settlements', consultOrder('HX-LONG', '', long, { member: ouyang }));
  // another person under a number that is used: the conflict shows what exists
  await send('hospital-a', 'POST', '/v1/settlements', consultOrder('HX-0', '', 8_000, { member: otherName }));
  await send('hospital-a', 'POST', '/v1/settlements', { [ouyang.idNo]: ouyang.name, member: [ouyang] });
  await send('hospital-a', 'POST', '/v1/settlements', `{"member": ${JSON.stringify(ouyang)}, oops`);
  // and with a table that fails in the middle
  connector.traffic.setFaults((operation) => (operation === 'TransactWriteItems' ? 'internal-error' : undefined));
  await send('hospital-a', 'POST', '/v1/settlements', consultOrder('HX-9', '', 8_000, { member: ouyang }));
  connector.traffic.setFaults(undefined);
}

function expectNone(text: string, what: string): void {
  for (const secret of secrets) expect(text.includes(secret), `${secret} in ${what}`).toBe(false);
}

it('is told with every kind of outcome', () => {
  const statuses = answers.map(({ status }) => status);
  for (const status of [200, 201, 400, 404, 409, 503]) expect(statuses).toContain(status);
  expect(answers.some(({ text }) => text.includes('"trace"'))).toBe(true);
});

it('leaves no identity number and no name in any answer, but for an unknown field’s own', () => {
  for (const { text } of answers.filter(({ text }) => !text.includes('unknown field'))) expectNone(text, text);
});

it('leaves none in anything that was written to the log', () => {
  expect(written).toContain('"route":"settleOrder"');
  expect(written).toContain('"message":"trouble"');
  expectNone(written, 'the log');
});

it('leaves none in any attribute of any item', async () => {
  const items = await storedItems(connector);
  expect(items.some(({ pk }) => pk?.S?.startsWith('IDENTITY#'))).toBe(true);
  expect(items.some(({ pk }) => pk?.S?.startsWith('PRESCRIPTION#'))).toBe(true);
  expect(items.some(({ f }) => f?.B !== undefined)).toBe(true);
  for (const item of items) {
    for (const [name, value] of Object.entries(item)) {
      // long facts are compressed, which hides and protects nothing
      const text = JSON.stringify(value.B === undefined ? value : parseFact(item));
      expectNone(text, `${name} of ${item['sk']?.S}`);
    }
  }
});
