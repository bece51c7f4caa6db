import type { BilingualText } from '../domain/plan.ts';
import type { MemberDecision } from './member-decisions-answer.ts';

// The words of the page for patients, in both languages.

export const kindNames: Readonly<Record<MemberDecision['kind'], BilingualText>> = {
  consult: { zh: '在线问诊', en: 'Consult' },
  pharmacy: { zh: '药品订单', en: 'Pharmacy order' },
  test: { zh: '检查检验', en: 'Test' },
};

export const categoryNames: Readonly<Record<MemberDecision['lines'][number]['category'], BilingualText>> = {
  consult: { zh: '问诊', en: 'consult' },
  drug: { zh: '药品', en: 'drug' },
  delivery: { zh: '配送', en: 'delivery' },
  test: { zh: '检查检验', en: 'test' },
  device: { zh: '器械', en: 'device' },
  registration: { zh: '挂号', en: 'registration' },
};

/** Who carries what, in the order in which they come. */
export const amountNames = {
  billed: { zh: '账单金额', en: 'Billed' },
  priorPaid: { zh: '其他支付方已付', en: 'Earlier payers' },
  insurer: { zh: '保险承担', en: 'Insurer' },
  writeOff: { zh: '机构减免', en: 'Written off' },
  patient: { zh: '您支付', en: 'You pay' },
} as const satisfies Readonly<Record<string, BilingualText>>;

export type AmountName = keyof typeof amountNames;
export const AMOUNT_NAMES = Object.keys(amountNames) as readonly AmountName[];

export const words = {
  title: { zh: '费用说明', en: 'Explanation of benefits' },
  system: { zh: '商保直付', en: 'Direct billing' },
  noBill: {
    zh: '这不是账单。本说明列出医疗机构的账单金额、由谁承担，以及每一分未由保险承担的原因。金额单位：人民币元。',
    en: 'This is not a bill. It shows what the provider billed, who carries it, and why the insurer does not pay a part of it. Amounts in CNY.',
  },
  member: { zh: '参保人', en: 'Member' },
  provider: { zh: '医疗机构', en: 'Provider' },
  dates: { zh: '决定日期', en: 'Decided' },
  printed: { zh: '生成时间', en: 'As of' },
  overview: { zh: '本页订单', en: 'Orders on this page' },
  order: { zh: '订单', en: 'Order' },
  service: { zh: '服务日期', en: 'Service' },
  decided: { zh: '决定日期', en: 'Decided' },
  plan: { zh: '保障计划', en: 'Plan' },
  version: { zh: '版本', en: 'version' },
  insurers: { zh: '保险公司', en: 'Insurer' },
  status: { zh: '状态', en: 'Status' },
  pays: { zh: '您需支付', en: 'You pay' },
  wouldPay: { zh: '预计您需支付', en: 'You are expected to pay' },
  lines: { zh: '逐项说明', en: 'Line by line' },
  item: { zh: '项目', en: 'Item' },
  inFull: { zh: '全部由保险承担', en: 'The insurer pays all of it' },
  asDecided: { zh: '合计（按决定）', en: 'Total as decided' },
  total: { zh: '合计', en: 'Total' },
  now: { zh: '目前', en: 'As it stands now' },
  nowOfLine: { zh: '其中目前已结算', en: 'Settled of it now' },
  limits: { zh: '剩余额度', en: 'What is left of the limits' },
  limitsAsOf: { zh: '本次决定之后的余额', en: 'as they stood after this decision' },
  limit: { zh: '额度', en: 'Limit' },
  max: { zh: '上限', en: 'Maximum' },
  used: { zh: '已用', en: 'Used' },
  held: { zh: '另有预留', en: 'and held' },
  left: { zh: '剩余', en: 'Left' },
  renewed: { zh: '恢复日期', en: 'Renewed on' },
  never: { zh: '不恢复', en: 'never' },
  dayByDay: { zh: '逐日恢复', en: 'day by day' },
  none: { zh: '此期间没有决定。', en: 'No decisions in this period.' },
  more: { zh: '还有更早的决定，未列在本页。', en: 'There are earlier decisions, which are not on this page.' },
  questions: {
    zh: '对决定有疑问，请凭订单号联系医疗机构或保险公司。',
    en: 'If you have questions about a decision, ask the provider or the insurer, and name the order number.',
  },
} as const satisfies Readonly<Record<string, BilingualText>>;
