import { createHash } from 'node:crypto';
import type { Candidate } from '../../lambdas/domain/coverage-standing.ts';
import { shanghaiDate } from '../../lambdas/domain/calendar.ts';
import type { DecisionFact } from '../../lambdas/domain/fact.ts';
import type { Order, OrderLine } from '../../lambdas/domain/order.ts';
import type { Plan } from '../../lambdas/domain/plan.ts';
import { serviceDate } from '../../lambdas/domain/order.ts';
import { asFills } from '../../lambdas/domain/prescription.ts';
import { benefitOf, candidateOf, decide, deductibleOf, limitOf, planOf } from '../domain/builders.ts';

/** Orders as providers send them: identifiers, names and codes of the usual length, and a plan with four accumulators. */
export const realisticPlan: Plan = planOf({
  ...{ planId: 'ehealth-direct', version: 3 },
  deductible: deductibleOf(10_000),
  limits: [limitOf('plan-year', 2_000_000)],
  benefits: [
    benefitOf({
      ...{
        benefitId: 'consult',
        covers: { categories: ['consult', 'registration'], items: 'any' },
        coinsuranceBps: 1_000,
      },
      limits: [limitOf('consult-year', 12, { measure: 'count' }), limitOf('consult-month', 50_000, { per: 'month' })],
    }),
    benefitOf({ benefitId: 'other', coinsuranceBps: 2_000, networkDiscountBps: 500 }),
  ],
});

// twenty different names each, usual and unusual ones
const drugs = names(
  '二甲双胍缓释片 苯磺酸氨氯地平片 替格瑞洛片 盐酸左西替利嗪口服溶液 麝香保心丸 布洛芬缓释胶囊 骨化三醇软胶囊 阿莫西林克拉维酸钾片 桂枝茯苓丸 琥珀酸美托洛尔缓释片',
  '沙库巴曲缬沙坦钠片 百令胶囊 依折麦布片 非那雄胺片 坦索罗辛缓释胶囊 曲美他嗪片 甲钴胺片 羟苯磺酸钙胶囊 丁苯酞软胶囊 富马酸伏诺拉生片',
);
const others = names(
  '图文复诊 血常规五分类 肝功能十一项检查 上臂式电子血压计 一次性使用胰岛素针头 冷链配送服务费 家用制氧机三升 肺通气功能检查 眼轴长度测量 挂号服务费',
  '二十四小时动态心电图 过敏原特异性抗体检测 超声骨密度测定 指夹式血氧仪 医用弹力绷带 夜间加急配送费 颈椎牵引器 皮肤镜检查诊断 乳腺钼靶摄影 专家门诊挂号费',
);
const categories = [
  'consult',
  'test',
  'test',
  'device',
  'device',
  'delivery',
  'device',
  'test',
  'test',
  'registration',
] as const;

function names(...lists: readonly string[]): readonly string[] {
  return lists.flatMap((list) => list.split(' '));
}

/** Digits that do not repeat themselves, the same at each run. */
const digits = (seed: string, count: number): string =>
  BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`)
    .toString()
    .slice(0, count);

export function realisticOrder(lines: number, kind: 'pharmacy' | 'mixed'): Order {
  return {
    ...{ orderNo: 'HX20261121000123', kind: kind === 'pharmacy' ? 'pharmacy' : 'consult' },
    ...{
      serviceAt: '2026-11-21T10:05:00+08:00',
      member: { by: 'memberId', memberId: 'M-100234871' },
      region: '310000',
    },
    visit: {
      type: 'follow-up',
      mode: 'text',
      department: 'dermatology',
      doctorId: 'D310199000003',
      priorDiagnosisEvidence: true,
    },
    ...(kind === 'pharmacy' && { prescriptionNo: 'RX-20261121-000881' }),
    diagnoses: [
      { code: 'L30.900', name: '湿疹' },
      { code: 'E11.900', name: '2型糖尿病' },
    ],
    lines: Array.from({ length: lines }, (_, i) => realisticLine(i, kind)),
    priorPayments: [{ payer: 'national-insurance', lineNo: 1, amount: 1_200 }],
  };
}

function realisticLine(i: number, kind: 'pharmacy' | 'mixed'): OrderLine {
  const shared = {
    lineNo: i + 1,
    quantity: 10_000 * (1 + (i % 3)),
    amount: 990 + (Number(digits(`amount ${i}`, 4)) % 9_000),
  };
  if (kind === 'mixed') {
    const category = categories[i % categories.length] ?? 'test';
    return { ...shared, category, code: `2505${digits(`item ${i}`, 8)}`, name: others[i % others.length] ?? '' };
  }
  const code = `X${'ABCDJNR'[i % 7]}${digits(`class ${i}`, 2)}${'BCGD'[i % 4]}A${'EDXF'[i % 4]}${digits(`drug ${i}`, 16)}`;
  return { ...shared, category: 'drug', code, name: drugs[i % drugs.length] ?? '', daysSupply: 7 * (1 + (i % 4)) };
}

/** The fact of an order as settling writes it. */
export function factOf(order: Order, plan: Plan = realisticPlan, candidates?: readonly Candidate[]): DecisionFact {
  const inForce = candidates ?? [candidateOf(plan, { coverageId: 'COV-2026-00018723', insurerId: 'huatai-health' })];
  const arrivedAt = Date.parse(`${serviceDate(order)}T23:00:00.123+08:00`);
  const { decision, draws, fills } = decide(plan, order, {
    candidates: inForce,
    arrivedAt,
    providerId: 'hx-internet-hospital',
  });
  return {
    ...{ providerId: 'hx-internet-hospital', orderNo: order.orderNo, sequence: 1, postedAt: arrivedAt },
    ...{ order, decision, draws, fills },
    ...{ type: decision.refused ? 'decline' : 'settlement', businessDate: shanghaiDate(arrivedAt) },
    memberId: order.member.by === 'memberId' ? order.member.memberId : 'M-100234871',
    basis: {
      found: 'member',
      memberRevision: 2,
      publications: 37,
      pools: new Map(),
      prescription: undefined,
      latestFills: new Map(),
    },
  };
}

/**
 * The fact of a pharmacy's order under a plan that asks for refills: all on the order's prescription, of which half has been taken, or
 * all over the counter.
 */
export function dispensedFact(lines: number, kind: 'prescribed' | 'otc'): DecisionFact {
  const order = realisticOrder(lines, 'pharmacy');
  const codes = order.lines.map(({ code = '' }) => code);
  const covers = { items: { formulary: 'core' } };
  const benefit = { benefitId: 'drugs', covers, coinsuranceBps: 2_000, limits: [limitOf('drugs-year', 2_000_000)] };
  const supply = { maxDaysPerOrder: 28, refillAfterBps: 8_000 };
  const plan = planOf({ planId: 'ehealth-direct', version: 3, benefits: [benefitOf({ ...benefit, supply })] });
  const entries = new Map(codes.map((code) => [code, { code, otc: kind === 'otc' }]));
  const latestFills = new Map(
    codes.map((code, i) => [
      code,
      { date: `2026-${10 - (i % 6)}-1${i % 9}`.replace(/-(\d)-/, '-0$1-'), daysSupply: 7 * (1 + (i % 4)) },
    ]),
  );
  const items = new Map(codes.map((code) => [code, { allowed: 120_000, taken: 60_000, daysSupply: 28 }]));
  const arrivedAt = Date.parse(`${serviceDate(order)}T23:00:00.123+08:00`);
  const { decision, draws, fills } = decide(plan, order, {
    ...{ arrivedAt, providerId: 'hx-internet-hospital', fills: asFills(latestFills) },
    candidates: [candidateOf(plan, { coverageId: 'COV-2026-00018723', insurerId: 'huatai-health' })],
    formularies: new Map([['core', { formularyId: 'core', version: 1, entries }]]),
    prescription: {
      ...{ prescriptionNo: order.prescriptionNo ?? '', memberId: 'M-1', voided: false, reviewed: true },
      ...{ issuedAt: 0, validUntil: arrivedAt, longTerm: false, items },
    },
  });
  const taken = new Map(kind === 'otc' ? [] : codes.map((code) => [code, 60_000]));
  return {
    ...{ providerId: 'hx-internet-hospital', orderNo: order.orderNo, sequence: 1, type: 'settlement' },
    ...{ postedAt: arrivedAt, businessDate: shanghaiDate(arrivedAt), memberId: 'M-100234871' },
    ...{ order, decision, draws, fills },
    basis: {
      ...{ found: 'member', memberRevision: 2, publications: 37, pools: new Map() },
      ...{ prescription: { revision: 1, taken }, latestFills },
    },
  };
}
