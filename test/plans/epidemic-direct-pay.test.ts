import { describe, expect, it } from 'vitest';
import type { Order } from '../../lambdas/domain/order.ts';
import type { Circumstances } from '../domain/builders.ts';
import { orderOf, paid, pays } from '../domain/builders.ts';
import {
  decideOn,
  drugs,
  enrolled,
  METFORMIN,
  onDate,
  PHENOLPHTHALEIN,
  planDocument,
  UNLISTED,
  usedIn2026,
} from './plan-documents.ts';

const plan = planDocument('epidemic-direct-pay');
const SHANGHAI = { region: '310115' };
const inApril = { ...onDate('2022-04-10'), ...SHANGHAI };
const homeVisit = (over: Partial<Order>) => orderOf({ code: 'HOME-VISIT', amount: 8_000 }, over);

/** Enrolled ten days before at a hospital that is not in the network: everything that the endorsement waives stands in the way. */
const newcomer: Circumstances = { ...enrolled(plan, { from: '2022-03-20' }), providerId: 'hospital-b' };

describe('direct pay with an epidemic endorsement', () => {
  it('refuses elsewhere what the endorsement waives in its region', () => {
    const elsewhere = 'P201 8000, E107 0, C301 0';
    expect(paid(decideOn(plan, homeVisit({ ...inApril, region: '320500' }), newcomer))).toEqual(
      pays(0, 8_000, elsewhere),
    );
    expect(paid(decideOn(plan, homeVisit(onDate('2022-04-10')), newcomer))).toEqual(pays(0, 8_000, elsewhere));
    // network, waiting period, item list, deductible
    expect(paid(decideOn(plan, homeVisit(inApril), newcomer))).toEqual(
      pays(8_000, 0, 'A802 0, A802 0, A802 0, A802 0'),
    );
  });

  it.each([
    ['2022-03-27', 0],
    ['2022-03-28', 8_000],
    ['2022-06-30', 8_000],
    ['2022-07-01', 0],
  ])('pays %s %d: from the first to the last day of the endorsement', (day, insurer) => {
    expect(paid(decideOn(plan, homeVisit({ ...onDate(day), ...SHANGHAI }), newcomer)).insurer).toBe(insurer);
  });

  it('pays drugs that are not on the list, with a prescription and at the usual share', () => {
    const unlisted = drugs({ code: UNLISTED, amount: 5_000 }, inApril);
    // network, waiting period, drug list, deductible
    expect(paid(decideOn(plan, unlisted, newcomer))).toEqual(
      pays(4_000, 1_000, 'A802 0, A802 0, A802 0, A802 0, L502 1000'),
    );
    expect(paid(decideOn(plan, unlisted, { ...newcomer, prescription: undefined })).insurer).toBe(0);
    const prohibited = drugs({ code: PHENOLPHTHALEIN, amount: 5_000 }, inApril);
    expect(paid(decideOn(plan, prohibited, newcomer)).reasons).toBe('A802 0, A802 0, C306 5000');
  });

  it('still keeps to its limits', () => {
    const drug = drugs({ code: METFORMIN, amount: 1_580 }, inApril);
    const id = 'insurer/epidemic-direct-pay/drugs-year/Y2022-01-01';
    expect(paid(decideOn(plan, drug, { ...newcomer, balances: new Map([[id, { used: 499_000, held: 0 }]]) }))).toEqual(
      pays(1_000, 580, 'A802 0, A802 0, A802 0, L502 316, L505 264'),
    );
  });

  it('is an ordinary plan at other times: network, list, waiting period, and a deductible of 200.00', () => {
    const member = { providerId: 'pharmacy-a', ...usedIn2026(plan, { deductible: 19_000 }) };
    const drug = drugs({ code: METFORMIN, quantity: 2, amount: 3_600 }, SHANGHAI);
    // 2 × 15.80, 10.00 of the deductible left, then 20 % of 21.60
    expect(paid(decideOn(plan, drug, member))).toEqual(pays(1_728, 1_872, 'C305 440, L501 1000, L502 432'));
    expect(paid(decideOn(plan, drug, { ...member, providerId: 'pharmacy-b' })).reasons).toBe('P201 3600');
  });
});
