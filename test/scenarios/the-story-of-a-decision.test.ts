import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderRequest } from '../../lambdas/contracts/order.ts';
import type { PlanRequest } from '../../lambdas/contracts/plan.ts';
import type { OrderAnswer } from '../../lambdas/contracts/order-answer.ts';
import type { TraceAnswer } from '../../lambdas/contracts/trace-answer.ts';
import { startCheckedConnector } from '../support/checked-connector.ts';
import type { Connector } from '../support/connector.ts';
import type { CoverageDocument } from '../support/documents.ts';
import { consultBenefit, consultOrder, consultPlan, coverageOf, yearlyAmount } from '../support/documents.ts';

let connector: Connector;
beforeAll(async () => {
  connector = await startCheckedConnector();
});
afterAll(() => connector.stop());

const publish = async (document: PlanRequest) => {
  const target = `/v1/plans/${document.planId}/versions/${document.version}`;
  expect(await connector.as('insurer-a').request('PUT', target, document)).toMatchObject({ status: 201 });
};
const enrol = async (coverageId: string, document: CoverageDocument) => {
  const { status } = await connector.as('insurer-a').request('PUT', `/v1/coverages/${coverageId}`, document);
  expect([200, 201]).toContain(status);
};
const settle = (order: OrderRequest) => connector.as('hospital-a').request('POST', '/v1/settlements', order);
const read = (orderNo: string, query = '') =>
  connector.as('hospital-a').request<OrderAnswer>('GET', `/v1/orders/${orderNo}${query}`);

async function storyOf(orderNo: string): Promise<TraceAnswer> {
  const { status, body } = await read(orderNo, '?trace=true');
  expect(status).toBe(200);
  if (body.trace === undefined) throw new Error('no trace');
  return body.trace;
}

/** `deductible 6000 3000 3000`: a step with its figures. */
const told = ({ steps }: TraceAnswer, lineNo?: number): readonly string[] =>
  steps
    .filter((step) => step.lineNo === lineNo)
    .map(({ step, asked, against, answered }) =>
      [step, asked, against, answered]
        .map((part) => (typeof part === 'object' ? part.value : part))
        .filter((part) => part !== undefined)
        .join(' '),
    );

const plan = consultPlan('story', {
  waitingDays: 30,
  network: ['hospital-a'],
  deductible: { amount: 3_000, per: 'year', scope: 'member' },
  limits: [yearlyAmount('year', 100_000), yearlyAmount('rolling', 5_000, { per: { rollingDays: 30 } })],
  benefits: [consultBenefit({ coinsuranceBps: 1_000 })],
});

describe('the story of a decision', () => {
  it('is told question by question, with every figure', async () => {
    await publish(plan);
    await enrol('C-story', coverageOf('M-story', 'story'));
    await settle(consultOrder('HX-S1', 'M-story', [6_000, 4_000]));
    const story = await storyOf('HX-S1');
    expect(story.differences).toEqual([]);
    expect(told(story)).toEqual([
      'member memberId member',
      'coverage 2026-06-15 2024-01-01 in-force',
      'plan-version 2026-06-15 2020-01-01 1',
      expect.stringMatching(/^service-date 2026-06-15T09:30:00.000\+08:00 .* passed$/) as string,
      'outcome 5000 5000 partial',
    ]);
    expect(told(story, 1)).toEqual([
      'benefit consult 1 consult',
      'first-visit follow-up passed',
      'guardian false false passed',
      'network hospital-a 1 passed',
      'waiting 2026-06-15 2024-01-31 passed',
      'base 6000 0 6000',
      'deductible 6000 3000 3000',
      'coinsurance 3000 1000 300',
      'reduce-limit 2700 100000 0',
      'reduce-limit 2700 5000 0',
      'payment 6000 0 2700',
      'draw insurer-a/story/deductible/Y2026-01-01 amount 3000',
      'draw insurer-a/story/year/Y2026-01-01 amount 2700',
      'draw insurer-a/story/rolling/D2026-06-15 amount 2700',
    ]);
    expect(told(story, 2).slice(5)).toEqual([
      'base 4000 0 4000',
      'deductible 4000 0 0',
      'coinsurance 4000 1000 400',
      'reduce-limit 3600 97300 0',
      'reduce-limit 3600 2300 1300',
      'payment 4000 0 2300',
      'draw insurer-a/story/year/Y2026-01-01 amount 2300',
      'draw insurer-a/story/rolling/D2026-06-15 amount 2300',
    ]);
    expect(story.steps.find(({ step }) => step === 'coinsurance')).toMatchObject({
      ...{ section: 'C6', rule: 'consult.coinsurance', coverageId: 'C-story', lineNo: 1 },
      ...{ zh: '按比例自付', asked: { value: 3_000, unit: 'fen' }, against: { value: 1_000, unit: 'bps' } },
    });
  });

  it('stays the same when plan, coverage and limits have moved on', async () => {
    const before = await storyOf('HX-S1');
    await publish({
      ...plan,
      version: 2,
      waitingDays: 9_999,
      benefits: [consultBenefit({ coinsuranceBps: 9_000 })],
    });
    await enrol('C-story', coverageOf('M-story', 'story', { status: 'suspended' }));
    await settle(consultOrder('HX-S2', 'M-story', 4_000));
    expect(await storyOf('HX-S1')).toEqual(before);
    const refused = await storyOf('HX-S2');
    expect(refused.differences).toEqual([]);
    expect(told(refused)).toContain('coverage 2026-06-15 2024-01-01 E105');
    await enrol('C-story', coverageOf('M-story', 'story'));
    await settle(consultOrder('HX-S3', 'M-story', 4_000));
    const later = await storyOf('HX-S3');
    expect(later.differences).toEqual([]);
    expect(told(later)).toContain('plan-version 2026-06-15 2020-01-01 2');
    expect(await storyOf('HX-S1')).toEqual(before);
  });

  it('is told of a person nobody knows, and of a name that is not the one enrolled', async () => {
    const unknown = consultOrder('HX-S4', 'M-nobody', 4_000);
    await settle(unknown);
    const story = await storyOf('HX-S4');
    expect([story.differences, told(story)[0]]).toEqual([[], 'member memberId nobody']);
    const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '演示乙' } as const;
    const enrolled = { ...identity, birthDate: '1949-12-31', sex: 'female' };
    await enrol('C-story-2', coverageOf('M-story-2', 'story', { identity: enrolled }));
    const misnamed = { ...consultOrder('HX-S5', 'M', 4_000), member: { ...identity, name: '演示丙' } };
    await settle(misnamed);
    const other = await storyOf('HX-S5');
    expect([other.differences, told(other)[0]]).toEqual([[], 'member identity other-name']);
  });

  it('says nothing of a coverage without consent, of whom a child is, or of who is family', async () => {
    const shared = { ...plan, planId: 'family-story', limits: [yearlyAmount('shared', 9_000, { per: 'day' })] };
    await publish(shared);
    const secret = coverageOf('M-story-3', 'story', { consent: false });
    await enrol('C-secret', secret);
    await enrol('C-open', coverageOf('M-story-3', 'family-story', { familyId: 'F-secret' }));
    await settle(consultOrder('HX-S6', 'M-story-3', 4_000));
    const text = JSON.stringify(await storyOf('HX-S6'));
    expect(text).toContain('E109');
    expect(text).not.toContain('secret');
  });

  it('is told only where it is asked for, in a query that can be read', async () => {
    expect((await read('HX-S1')).body).not.toHaveProperty('trace');
    expect((await read('HX-S1', '?trace=false')).body).not.toHaveProperty('trace');
    for (const [query, path] of [
      ['?trace=1', 'trace'],
      ['?trace=true&lineNo=one', 'lineNo'],
      ['?Trace=true', 'Trace'],
      ['?trace=true&page=2', 'page'],
    ] as const) {
      expect(await read('HX-S1', query)).toMatchObject({
        status: 400,
        body: { code: 'request.malformed', errors: [{ path }] },
      });
    }
    const ofLine = (await read('HX-S1', '?trace=true&lineNo=2')).body.trace;
    expect(new Set(ofLine?.steps.map(({ lineNo }) => lineNo))).toEqual(new Set([undefined, 2]));
    const stranger = connector.as('hospital-b').request('GET', '/v1/orders/HX-S1?trace=true');
    expect(await stranger).toMatchObject({ status: 404, body: { code: 'order.unknown' } });
  });
});
