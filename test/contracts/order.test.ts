import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageRequest, toCoverage } from '../../lambdas/contracts/coverage.ts';
import { orderRequest, settlementRequest, toOrder } from '../../lambdas/contracts/order.ts';
import { planPathErrors, planRequest } from '../../lambdas/contracts/plan.ts';
import { fullEnrolment, fullOrder, fullPlan, fullSettlement } from './full-bodies.ts';
import { badPaths, changed } from './spoil.ts';

const line = { lineNo: 1, category: 'consult', name: '图文复诊', quantity: '1', amount: 4500 };
const plain = { ...fullOrder, lines: [line], priorPayments: [] };
const lines = (count: number) => Array.from({ length: count }, (_, index) => ({ ...line, lineNo: index + 1 }));

describe('lines', () => {
  it('takes 50 and refuses none and 51', () => {
    expect(badPaths(orderRequest, { ...plain, lines: lines(50) })).toEqual([]);
    expect(badPaths(orderRequest, { ...plain, lines: lines(51) })).toEqual(['lines']);
    expect(badPaths(orderRequest, { ...plain, lines: [] })).toEqual(['lines']);
  });

  it('refuses a lineNo used twice, at both places, also beside other faults', () => {
    const twice = [...lines(3), { ...line, lineNo: 2 }];
    const expected = ['lines[1].lineNo', 'lines[3].lineNo'];
    expect(badPaths(orderRequest, { ...plain, lines: twice })).toEqual(expected);
    expect(badPaths(orderRequest, { ...plain, lines: twice, region: 'x', more: 1 })).toEqual([
      ...expected,
      'more',
      'region',
    ]);
  });

  it('takes amounts from 0 to 9,999,999,999 fen, as integers only', () => {
    const faultsOf = (amount: unknown) => badPaths(orderRequest, changed(plain, ['lines', 0, 'amount'], amount));
    expect([0, 9_999_999_999].flatMap(faultsOf)).toEqual([]);
    for (const amount of [-1, 10_000_000_000, 0.1, 45.5, '4500', Number.MAX_SAFE_INTEGER + 1]) {
      expect(faultsOf(amount)).toEqual(['lines[0].amount']);
    }
  });
});

describe('prior payments', () => {
  const paid = (...payments: (readonly [lineNo: number, amount: number])[]) =>
    badPaths(orderRequest, {
      ...plain,
      lines: lines(2),
      priorPayments: payments.map(([lineNo, amount]) => ({ payer: 'p', lineNo, amount })),
    });

  it('takes up to the amount of each line, and 0', () => {
    expect(paid([1, 4500], [2, 0], [2, 4499], [2, 1])).toEqual([]);
  });

  it('refuses an unknown line', () => {
    expect(paid([1, 1], [3, 1])).toEqual(['priorPayments[1].lineNo']);
  });

  it('refuses the payment that takes the sum of its line above its amount', () => {
    expect(paid([1, 4501])).toEqual(['priorPayments[0].amount']);
    expect(paid([1, 4000], [2, 4000], [1, 501], [1, 500])).toEqual(['priorPayments[2].amount']);
  });

  it('are checked beside other faults too', () => {
    expect(badPaths(settlementRequest, { ...fullSettlement, lines: lines(1), kind: 'x', serviceAt: 1 })).toEqual([
      'kind',
      'priorPayments[0].lineNo',
      'priorPayments[1].lineNo',
      'serviceAt',
    ]);
  });
});

it('refuses 21 diagnoses, and a code in lower case that would slip past an exclusion', () => {
  expect(badPaths(orderRequest, { ...plain, diagnoses: Array(20).fill({ code: 'Z41.100' }) })).toEqual([]);
  expect(badPaths(orderRequest, { ...plain, diagnoses: Array(21).fill({ code: 'Z41.100' }) })).toEqual(['diagnoses']);
  expect(badPaths(orderRequest, { ...plain, diagnoses: [{ code: 'z41.100' }] })).toEqual(['diagnoses[0].code']);
});

it('names a member by number or by identity, never both', () => {
  const faultsOf = (member: unknown) => badPaths(orderRequest, { ...plain, member });
  const identity = { idType: 'resident-id', idNo: '11000019491231009X', name: '张三' };
  expect(faultsOf({ memberId: 'M-1' })).toEqual([]);
  expect(faultsOf(identity)).toEqual([]);
  expect(faultsOf({})).toEqual(['member.memberId']);
  expect(faultsOf({ ...identity, memberId: 'M-1' })).toEqual(['member.idNo', 'member.idType', 'member.name']);
  expect(faultsOf({ ...identity, idNo: '110000194912310091' })).toEqual(['member.idNo']);
  expect(faultsOf({ name: '张三' })).toEqual(['member.idNo', 'member.idType']);
});

describe('the order of the domain', () => {
  const hashIdentity = ({ idNo, name }: { idNo: string; name: string }) => ({
    identityHash: `#${idNo}`,
    nameHash: `#${name}`,
  });

  it('has its lines in lineNo order, quantities in ten-thousandths, and hashes for an identity', () => {
    const order = toOrder(settlementRequest.parse(fullSettlement), { hashIdentity });
    expect(order.lines.map(({ lineNo, quantity }) => [lineNo, quantity])).toEqual([
      [1, 10_000],
      [2, 15_000],
    ]);
    expect(order.member).toEqual({ by: 'identity', identityHash: '#11000019491231009X', nameHash: '#张三' });
    expect(JSON.stringify({ ...order, member: undefined })).not.toContain('张三');
    expect(order).not.toHaveProperty('quoteToken');
  });

  it('has empty lists where the body has none', () => {
    const { diagnoses: _, priorPayments: __, ...body } = { ...plain, member: { memberId: 'M-1' } };
    expect(toOrder(orderRequest.parse(body), { hashIdentity })).toMatchObject({
      member: { by: 'memberId', memberId: 'M-1' },
      diagnoses: [],
      priorPayments: [],
    });
  });
});

describe('a coverage', () => {
  it('ends no earlier than it begins, also beside other faults', () => {
    expect(badPaths(coverageRequest, { ...fullEnrolment, to: fullEnrolment.from })).toEqual([]);
    expect(badPaths(coverageRequest, { ...fullEnrolment, to: '2025-12-31' })).toEqual(['to']);
    expect(badPaths(coverageRequest, { ...fullEnrolment, to: '2025-12-31', status: 'x' })).toEqual(['status', 'to']);
  });

  it('has priority 100 where none is given, and no identity', () => {
    const { priority: _, ...body } = fullEnrolment;
    const coverage = toCoverage(coverageRequest.parse(body), { insurerId: 'insurer-a', coverageId: 'C-1' });
    expect(coverage).toMatchObject({ insurerId: 'insurer-a', coverageId: 'C-1', priority: 100, to: '9999-12-31' });
    expect(JSON.stringify(coverage)).not.toContain('张三');
  });
});

it('holds a plan to the address it is put at', () => {
  const plan = planRequest.parse(fullPlan);
  const faultsAt = (planId: string, version: string) =>
    planPathErrors({ planId, version }, plan).map(({ path }) => path);
  expect(faultsAt('ehealth-direct', '3')).toEqual([]);
  expect(faultsAt('other', '4')).toEqual(['planId', 'version']);
  for (const version of ['0', '03', '3.0', '-3', '1000000', 'three'])
    expect(faultsAt('ehealth-direct', version)).toEqual(['version']);
});

it.each([orderRequest, settlementRequest, coverageRequest, planRequest])('never throws on garbage', (schema) => {
  fc.assert(fc.property(fc.jsonValue(), (garbage) => void schema.safeParse(garbage)));
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(schema.shape)), fc.jsonValue(), (field, garbage) => {
      void schema.safeParse({ ...fullSettlement, ...fullPlan, ...fullEnrolment, [field]: garbage });
    }),
  );
});
