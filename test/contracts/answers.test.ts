import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemAnswer } from '../../lambdas/contracts/problem-answer.ts';
import { type ProblemCode, problemKinds } from '../../lambdas/contracts/problem-codes.ts';
import { operations, problemCodesOf } from '../../lambdas/contracts/reference/operations.ts';
import { type RouteName, routes } from '../../lambdas/contracts/routes.ts';
import type { DemoPartnerId } from '../../local/partners/demo-partners.ts';
import { type Answer, type Connector, startConnector } from '../support/connector.ts';
import {
  consultBenefit,
  consultOrder,
  consultPlan,
  coverageOf,
  prescriptionOf,
  yearlyAmount,
} from '../support/documents.ts';
import { fullPlan } from './full-bodies.ts';

interface Ask {
  readonly route: RouteName;
  readonly by?: DemoPartnerId;
  readonly path?: string;
  readonly body?: unknown;
}

const HOSPITAL = 'hospital-a';
const INSURER = 'insurer-a';
const PLAN_PATH = '/v1/plans/answers/versions/1';
const plan = consultPlan('answers', { benefits: [consultBenefit({ limits: [yearlyAmount('consult-year', 5_000)] })] });
const identity = {
  idType: 'resident-id',
  idNo: '11000019491231009X',
  name: '张三',
  birthDate: '1949-12-31',
  sex: 'female',
};
const PRESCRIPTION_PATH = '/v1/prescriptions/answers';
const prescription = prescriptionOf('M-answers', [{ code: 'D-1' }]);
const enrolment = coverageOf('M-answers', 'answers', { identity, familyId: 'F-1', priority: 5 });

let connector: Connector;

beforeAll(async () => {
  connector = await startConnector();
  await ask({ route: 'publishPlan', by: INSURER, path: PLAN_PATH, body: plan });
  await ask({ route: 'putPool', by: INSURER, path: '/v1/pools/answers', body: { budget: 1_000 } });
  await ask({ route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-answers', body: enrolment });
  await ask({ route: 'putPrescription', path: PRESCRIPTION_PATH, body: prescription });
});
afterAll(() => connector.stop());

/** Asks, and holds the answer to what the document says of this route: its status, and its shape or its code. */
async function ask({ route: name, by = HOSPITAL, path, body }: Ask): Promise<Answer<Record<string, unknown>>> {
  const route = routes[name];
  const answered = await connector.as(by).request(route.method, path ?? route.path, body);
  const { answers, answer } = operations[name];
  if (answered.status < 400) {
    expect(Object.keys(answers)).toContain(String(answered.status));
    if ('schema' in answer) answer.schema.parse(answered.body);
  } else {
    const problem = problemAnswer.parse(answered.body);
    expect(problemCodesOf(name)).toContain(problem.code);
    expect(answered.status).toBe(problemKinds[problem.code].status);
  }
  return answered;
}

describe('answers are as the document says', () => {
  it.each<[string, Ask, number]>([
    ['a plan', { route: 'publishPlan', by: INSURER, path: PLAN_PATH, body: plan }, 200],
    ['a pool', { route: 'putPool', by: INSURER, path: '/v1/pools/other', body: { budget: 1, shards: 16 } }, 201],
    ['a pool again', { route: 'putPool', by: INSURER, path: '/v1/pools/answers', body: { budget: 1_000 } }, 200],
    [
      'a coverage',
      { route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-other', body: coverageOf('M-other', 'answers') },
      201,
    ],
    ['a coverage again', { route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-answers', body: enrolment }, 200],
    ['an eligibility check', { route: 'checkEligibility', body: { member: { memberId: 'M-answers' } } }, 200],
    ['a quote', { route: 'quoteOrder', body: consultOrder('Q-1', 'M-answers', [3_000, 3_000]) }, 200],
    ['a quote of a refused order', { route: 'quoteOrder', body: consultOrder('Q-2', 'nobody', 3_000) }, 200],
    ['a settlement', { route: 'settleOrder', body: consultOrder('S-1', 'M-answers', [1_000, 3_000]) }, 201],
    ['a settlement above the limit', { route: 'settleOrder', body: consultOrder('S-2', 'M-answers', 3_000) }, 201],
    ['a declined order', { route: 'settleOrder', body: consultOrder('S-3', 'nobody', 3_000) }, 201],
    ['an order read', { route: 'readOrder', path: '/v1/orders/S-1' }, 200],
    ['a declined order read', { route: 'readOrder', path: '/v1/orders/S-3' }, 200],
    [
      'a prescription',
      {
        route: 'putPrescription',
        path: '/v1/prescriptions/other',
        body: prescriptionOf('M-answers', [{ code: 'D-1' }]),
      },
      201,
    ],
    ['a prescription again', { route: 'putPrescription', path: PRESCRIPTION_PATH, body: prescription }, 200],
    ['health', { route: 'readHealth' }, 200],
  ])('%s', async (_, question, status) => {
    expect((await ask(question)).status).toBe(status);
  });

  it('never gives an identity back', async () => {
    const { text } = await ask({ route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-answers', body: enrolment });
    expect(text).not.toMatch(/张三|1949|identity/);
  });
});

describe('problems are as the document says', () => {
  const settled = consultOrder('P-1', 'M-answers', 1);

  it.each<[ProblemCode, Ask]>([
    ['request.malformed', { route: 'settleOrder', body: { ...settled, surplus: 1 } }],
    ['request.malformed', { route: 'publishPlan', by: INSURER, path: '/v1/plans/answers/versions/2', body: plan }],
    ['request.malformed', { route: 'readOrder', path: '/v1/orders/a%20b' }],
    ['request.too-large', { route: 'quoteOrder', body: 'x'.repeat(257 * 1024) }],
    ['door.forbidden', { route: 'settleOrder', by: INSURER, body: settled }],
    ['order.unknown', { route: 'readOrder', path: '/v1/orders/unheard-of' }],
    ['member.unknown', { route: 'checkEligibility', body: { member: { memberId: 'nobody' } } }],
    ['plan.out-of-reach', { route: 'publishPlan', by: 'insurer-b', path: PLAN_PATH, body: plan }],
    ['pool.out-of-reach', { route: 'putPool', by: 'insurer-b', path: '/v1/pools/answers', body: { budget: 1 } }],
    [
      'prescription.out-of-reach',
      { route: 'putPrescription', by: 'hospital-b', path: PRESCRIPTION_PATH, body: prescription },
    ],
    [
      'member.unknown',
      {
        route: 'putPrescription',
        path: PRESCRIPTION_PATH,
        body: { ...prescription, member: { idType: 'resident-id', idNo: '11000019900307001X', name: '某人' } },
      },
    ],
    ['plan.conflict', { route: 'publishPlan', by: INSURER, path: PLAN_PATH, body: { ...plan, filingDays: 7 } }],
    [
      'plan.unpublishable',
      { route: 'publishPlan', by: INSURER, path: '/v1/plans/ehealth-direct/versions/3', body: fullPlan },
    ],
    [
      'coverage.out-of-reach',
      { route: 'putCoverage', by: 'insurer-b', path: '/v1/coverages/C-answers', body: enrolment },
    ],
    [
      'coverage.plan-unknown',
      { route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-x', body: coverageOf('M-x', 'no-plan') },
    ],
    [
      'coverage.other-member',
      { route: 'putCoverage', by: INSURER, path: '/v1/coverages/C-answers', body: coverageOf('M-y', 'answers') },
    ],
    [
      'member.identity-mismatch',
      {
        route: 'putCoverage',
        by: INSURER,
        path: '/v1/coverages/C-z',
        body: { ...enrolment, memberId: 'M-z' },
      },
    ],
    ['quote.mismatch', { route: 'settleOrder', body: { ...settled, quoteToken: 'not-ours' } }],
  ])('%s', async (code, question) => {
    expect((await ask(question)).body['code']).toBe(code);
  });

  it('order.conflict, with the existing record', async () => {
    await ask({ route: 'settleOrder', body: settled });
    const { body } = await ask({ route: 'settleOrder', body: consultOrder('P-1', 'M-answers', 2) });
    expect(body).toMatchObject({
      code: 'order.conflict',
      existing: { orderNo: 'P-1' },
      errors: [{ path: 'lines[0].amount' }],
    });
  });

  it('has an anchor in the reference for every type it gives', async () => {
    const { body } = await ask({ route: 'readOrder', path: '/v1/orders/unheard-of' });
    const page = await connector.request('GET', '/docs');
    expect(page.text).toContain(`id="${String(body['type']).split('#')[1]}"`);
  });
});
