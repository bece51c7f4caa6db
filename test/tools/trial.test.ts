import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { adjudicate } from '../../lambdas/domain/adjudicate.ts';
import { compilePlan } from '../../lambdas/domain/compiled-plan.ts';
import { workbenchCommand } from '../../tools/workbench/options.ts';
import { trialDocuments, trialOf } from '../../tools/workbench/trial.ts';
import { balancesBefore } from '../../tools/workbench/used-before.ts';
import { coverageOf, limitOf, planOf } from '../domain/builders.ts';
import { documents, DRUG, drugPlan, listedDrug, order, prescription } from './documents.ts';

const { directory, file } = documents();
const path = (content: unknown) => join(directory, file(content));
const listed = path([listedDrug]);

type Changes = Readonly<Record<string, object>>;

function inputOf(words: readonly string[], { plan = {}, ...of }: Changes = {}) {
  const files = [path(drugPlan(plan)), path({ ...order, ...of['order'] })];
  const rx = path({ ...prescription, ...of['prescription'] });
  const typed = ['try', ...files, '--formulary', `core=${listed}`, '--prescription', rx, ...words];
  const command = workbenchCommand(typed);
  if (command.command !== 'try') throw new Error('the command is try');
  return trialOf(command, trialDocuments(command)).input;
}

const decided = (words: readonly string[], of: Changes = {}) => adjudicate(inputOf(words, of)).decision;

/** Every reason of an order and its lines: its first date where it has one, else its code. */
function reasonsWith(words: readonly string[], of: Changes = {}): readonly string[] {
  const { reasons, lines } = decided(words, of);
  return [...reasons, ...lines.flatMap((line) => line.reasons)].map(({ code, firstDate }) => firstDate ?? code);
}

describe('an order meets', () => {
  it.each<[string, readonly string[], Readonly<Record<string, object>>, readonly string[]]>([
    ['nothing is the matter', [], {}, ['L502']],
    ['it arrives late', ['--at', '2026-07-30T09:00:00+08:00'], { plan: { filingDays: 30 } }, ['T702', 'T702']],
    ['the coverage ended', ['--from', '2026-01-01', '--to', '2026-06-14'], {}, ['E104', 'E104']],
    ['the plan begins later', [], { plan: { effectiveFrom: '2026-07-01' } }, ['2026-07-01', '2026-07-01']],
    ['the member waits', ['--from', '2026-06-01'], { plan: { waitingDays: 30 } }, ['2026-07-01']],
    [
      'a child is alone',
      ['--birth-date', '2021-06-15'],
      { order: { visit: { type: 'follow-up', mode: 'text' } } },
      ['P206'],
    ],
    [
      'national insurance is unused',
      ['--national-insurance'],
      { plan: { nationalInsurance: { rateIfUnusedBps: 6_000 } } },
      ['L502', 'B601'],
    ],
    ['the provider is a stranger', ['--provider', 'pharmacy-b'], { plan: { network: ['pharmacy-a'] } }, ['P201']],
    ['the prescription is another’s', [], { prescription: { member: { memberId: 'M-2' } } }, ['R401']],
    ['no pharmacist has seen it', [], { prescription: { reviewedBy: undefined } }, ['R401']],
    ['it is reviewed later', [], { prescription: { reviewedAt: '2026-06-15T12:00:01+08:00' } }, ['R401']],
    ['it has expired', [], { prescription: { issuedAt: '2026-06-12T11:59:59+08:00' } }, ['R402']],
    ['the order names none', [], { order: { prescriptionNo: undefined } }, ['R401']],
    [
      'half is prescribed',
      [],
      { prescription: { items: [{ code: DRUG, name: '药', quantity: '0.5', daysSupply: 28, refills: 1 }] } },
      ['R405', 'L502'],
    ],
  ])('%s: %j', (_, words, of, expected) => {
    expect(reasonsWith(words, of)).toEqual(expected);
  });

  it('the fills and the totals before it', () => {
    expect(decided(['--used', 'drugs-year=48000']).totals).toMatchObject({ insurer: 2_000, patient: 1_000 });
    const fills = new Map([[DRUG, [{ date: '2026-06-01', daysSupply: 28 }]]]);
    expect(inputOf(['--fill', `${DRUG}=2026-06-01:28`]).fills).toEqual(fills);
  });
});

describe('what was used before', () => {
  const plan = planOf({
    ...{ planId: 'p', year: 'coverage' },
    deductible: (['member', 'family'] as const).map((scope) => ({ amount: 100, per: 'year', scope }) as const),
    limits: [
      limitOf('year', 100),
      limitOf('fund', 100, { scope: { pool: 'P-1' } }),
      limitOf('month', 100, { per: 'month' }),
      limitOf('visits', 9, { measure: 'count', per: 'lifetime' }),
      limitOf('boxes', 9, { measure: 'quantity', per: { rollingDays: 30 } }),
      limitOf('order', 100, { per: 'order' }),
    ],
  });
  const before = (...used: readonly (readonly [string, string])[]) => [
    ...balancesBefore({
      ...{ plan: compilePlan(plan), coverage: coverageOf({ from: '2025-03-01', familyId: 'F-1' }) },
      ...{ memberId: 'M-1', date: '2026-06-15', used: new Map(used) },
    }),
  ];

  it.each([
    ['year', '70', 'insurer/p/year/Y2026-03-01', 70],
    ['fund', '70', 'insurer/p/fund/Y2026-01-01@P:P-1', 70],
    ['month', '70', 'insurer/p/month/M2026-06', 70],
    ['visits', '3', 'insurer/p/visits/L', 3],
    ['boxes', '1.5', 'insurer/p/boxes/D2026-06-15', 15_000],
    ['deductible/member', '70', 'insurer/p/deductible/Y2026-03-01', 70],
    ['deductible/family', '70', 'insurer/p/deductible/Y2026-01-01@F:F-1', 70],
  ])('of %s, %s, stands in the period of the service date', (limit, amount, id, used) => {
    expect(before([limit, amount])).toEqual([[id, { used, held: 0 }]]);
  });

  it.each([
    ['unknown', '1', 'totals of year, fund/pool, month, visits, boxes, deductible, deductible/family'],
    ['order', '1', 'totals of year'],
    ['year/family', '1', 'totals of year'],
    ['deductible', '1', 'deductible/member or deductible/family: say which'],
    ['year', '1.5', 'fen are a whole number'],
    ['visits', '1.5', 'orders are a whole number'],
  ])('of %s, %s, is refused where the plan has no place for it', (limit, amount, sentence) => {
    expect(() => before([limit, amount])).toThrow(sentence);
  });
});

it('a coverage that ends before it begins, and a pool that the plan does not name, are refused', () => {
  expect(() => decided(['--to', '2019-12-31'])).toThrow('before it begins');
  expect(() => decided(['--pool', 'other=1'])).toThrow('names no pool "other"');
});
