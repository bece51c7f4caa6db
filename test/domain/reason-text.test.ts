import { describe, expect, it } from 'vitest';
import type { Reason } from '../../lambdas/domain/decision.ts';
import type { Limit, WaivableCheck } from '../../lambdas/domain/plan.ts';
import { WAIVABLE_CHECKS } from '../../lambdas/domain/plan.ts';
import { reasonText } from '../../lambdas/domain/reason-text.ts';
import type { ReasonCode } from '../../lambdas/domain/reason.ts';
import { reasonCodes } from '../../lambdas/domain/reason.ts';
import { candidateOf, decide, deductibleOf, limitOf, orderOf, planOf, planWith } from './builders.ts';

const textsOf = (plan: ReturnType<typeof planOf>, lines: Parameters<typeof orderOf>[0], over: object = {}) =>
  decide(plan, orderOf(lines, over), {
    candidates: [candidateOf(plan, { nationalInsurance: true })],
  }).decision.lines.flatMap(({ reasons }) => reasons.map((reason) => Object.values(reasonText(reason)).join(' · ')));
const limited = (...limits: Limit[]) => planWith({ limits });

describe('a patient reads', () => {
  it.each<[string, string[], string[]]>([
    [
      'what is above a limit, what is left and when it is renewed',
      textsOf(limited(limitOf('year', 5_000)), 17_000),
      [
        '本次超出年度限额 120.00 元，剩余额度 0 元，2027-01-01 恢复 · The yearly limit is exceeded by CNY 120.00; CNY 0 of it is left; it is renewed on 2027-01-01',
      ],
    ],
    [
      'of which period',
      textsOf(
        limited(
          ...(['line', 'order', 'day', 'month', { rollingDays: 30 }, 'lifetime'] as const).map((per, i) =>
            limitOf(`l${i}`, 600 - i * 100, { per }),
          ),
        ),
        700,
      ),
      [
        '本次超出单项限额 1.00 元（限额 6.00 元） · The line limit of CNY 6.00 is exceeded by CNY 1.00',
        '本次超出单次限额 1.00 元（限额 5.00 元） · The order limit of CNY 5.00 is exceeded by CNY 1.00',
        '本次超出单日限额 1.00 元，剩余额度 3.00 元，2026-06-16 恢复 · The daily limit is exceeded by CNY 1.00; CNY 3.00 of it is left; it is renewed on 2026-06-16',
        '本次超出月度限额 1.00 元，剩余额度 2.00 元，2026-07-01 恢复 · The monthly limit is exceeded by CNY 1.00; CNY 2.00 of it is left; it is renewed on 2026-07-01',
        '本次超出连续 30 天限额 1.00 元，剩余额度 1.00 元 · The 30-day limit is exceeded by CNY 1.00; CNY 1.00 of it is left',
        '本次超出终身限额 1.00 元，剩余额度 0 元 · The lifetime limit is exceeded by CNY 1.00; CNY 0 of it is left',
      ],
    ],
    [
      'that a limit rejects, which is not by how much it is exceeded',
      textsOf(limited(limitOf('year', 5_000, { onExceed: 'reject' })), 17_000),
      [
        '本单各项合计超出年度限额，170.00 元不予支付，剩余额度 50.00 元，2027-01-01 恢复 · CNY 170.00 is not paid, because the order’s lines together would exceed the yearly limit, of which CNY 50.00 is left; it is renewed on 2027-01-01',
      ],
    ],
    [
      'the deductible, the copay and the co-insurance with their figures',
      textsOf(
        planWith(
          { copay: { per: 'order', amount: 500 }, coinsuranceBps: 1_250 },
          { deductible: deductibleOf(1_000), outOfPocketMax: deductibleOf(1_600) },
        ),
        2_500,
      ),
      [
        '计入免赔额，免赔额剩余 0 元：保险不承担 10.00 元 · Counts toward the deductible, of which CNY 0 is left: CNY 10.00 is not paid by the insurer',
        '每单定额自付 5.00 元：保险不承担 5.00 元 · Co-payment of CNY 5.00 an order: CNY 5.00 is not paid by the insurer',
        '按 12.5 % 比例自付：保险不承担 1.25 元 · Co-insurance of 12.5 %: CNY 1.25 is not paid by the insurer',
        '已达到自付封顶，超出部分由保险承担：保险多承担 0.25 元 · The out-of-pocket maximum is reached; the insurer carries the rest: CNY 0.25 more is paid by insurers',
      ],
    ],
    [
      'which bound decided the co-insurance',
      textsOf(
        planWith({ coinsuranceBps: 2_000, coinsuranceMin: 300, coinsuranceMax: 500 }),
        [200, 1_000, 2_000, 9_000],
      ),
      [
        '按 20 % 比例自付，至少 3.00 元：保险不承担 2.00 元 · Co-insurance of 20 %, at least CNY 3.00: CNY 2.00 is not paid by the insurer',
        '按 20 % 比例自付，至少 3.00 元：保险不承担 3.00 元 · Co-insurance of 20 %, at least CNY 3.00: CNY 3.00 is not paid by the insurer',
        '按 20 % 比例自付：保险不承担 4.00 元 · Co-insurance of 20 %: CNY 4.00 is not paid by the insurer',
        '按 20 % 比例自付，至多 5.00 元：保险不承担 5.00 元 · Co-insurance of 20 %, at most CNY 5.00: CNY 5.00 is not paid by the insurer',
      ],
    ],
    [
      'the price cap, the discount and the national insurance',
      textsOf(
        planWith(
          { priceCap: { perUnit: 2_500 }, networkDiscountBps: 2_000 },
          { nationalInsurance: { rateIfUnusedBps: 6_000 } },
        ),
        3_000,
      ),
      [
        '超出每单位 25.00 元的限价：保险不承担 5.00 元 · Above the maximum price of CNY 25.00 a unit: CNY 5.00 is not paid by the insurer',
        '按 20 % 合同折扣，由机构让利：保险不承担 5.00 元 · Contract discount of 20 %, written off by the provider: CNY 5.00 is not paid by the insurer',
        '未经医保结算，按 60 % 赔付：保险不承担 8.00 元 · National insurance was not used first; paid at 60 %: CNY 8.00 is not paid by the insurer',
      ],
    ],
    [
      'how much of a quantity is left',
      textsOf(limited(limitOf('units', 3, { measure: 'quantity' })), [
        { amount: 500, quantity: 4.5 },
        { amount: 100, quantity: 0.5 },
      ]),
      [
        '数量 4.5 超出限额，仅赔付 3：保险不承担 1.67 元 · Of a quantity of 4.5 the limit leaves 3: CNY 1.67 is not paid by the insurer',
        '数量限额 3 已用完，2027-01-01 恢复：保险不承担 1.00 元 · The quantity limit of 3 is used up; it is renewed on 2027-01-01: CNY 1.00 is not paid by the insurer',
      ],
    ],
    [
      'how long to wait',
      textsOf(planOf({ waitingDays: 3_000 }), 500),
      [
        '在 3000 天等待期内，自 2028-03-19 起可赔付：保险不承担 5.00 元 · In the waiting period of 3000 days; covered from 2028-03-19: CNY 5.00 is not paid by the insurer',
      ],
    ],
  ])('%s', (_, texts, expected) => {
    expect(texts).toEqual(expected);
  });
});

describe('every reason', () => {
  const figures: Partial<Record<ReasonCode, Reason['figures']>> = {
    R406: [300, 28],
    L507: ['count', 12, 0],
    L508: [20_000, 10_000],
    A802: ['network', '疫情', 'Epidemic'],
    L503: [500, 'line'],
    ...Object.fromEntries(['L504', 'L505', 'L506', 'L510', 'L511'].map((code) => [code, ['year', 0, '2026-12-31']])),
  };

  it.each(Object.keys(reasonCodes) as ReasonCode[])(
    '%s is a sentence in Chinese and in English with nothing missing',
    (code) => {
      for (const amount of [0, 900, -900]) {
        const { zh, en } = reasonText({
          code,
          amount,
          rule: 'rule',
          firstDate: '2026-07-01',
          figures: figures[code] ?? [300],
        });
        expect(zh).toMatch(/\p{Script=Han}{3}/u);
        expect(en).toMatch(/^[A-Z][\x20-\x7e]{9,}$/);
        expect(`${zh} ${en}`).not.toMatch(/undefined|NaN|null|\[object|Infinity/);
        if (amount !== 0) expect([zh.includes('9.00'), en.includes('9.00')]).toEqual([true, true]);
      }
    },
  );

  it.each(WAIVABLE_CHECKS)('A802 names the check %s', (check: WaivableCheck) => {
    const { zh, en } = reasonText({
      code: 'A802',
      amount: 0,
      rule: 'endorsements.e',
      figures: [check, '疫情', 'Epidemic'],
    });
    expect([zh.length > '批单豁免：'.length, en.length > 'Waived by an endorsement: '.length]).toEqual([true, true]);
  });
});
