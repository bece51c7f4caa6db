import type { BilingualText } from './plan.ts';

/** How a value of a step is to be read. */
export const TRACE_UNITS = ['fen', 'bps', 'quantity', 'orders', 'days', 'count', 'date', 'instant', 'text'] as const;
export type TraceUnit = (typeof TRACE_UNITS)[number];

export interface TraceStepKind extends BilingualText {
  /** the step of docs/plans.md, section 2 */
  readonly section: string;
  readonly units: readonly [asked: TraceUnit, against: TraceUnit, answered: TraceUnit];
}

/** Every question that a decision asks, in the order of docs/plans.md 2. The list is closed; a step is added, never renamed. */
export const traceSteps = {
  'member': { section: 'A', units: ['text', 'text', 'text'], zh: '参保人是谁', en: 'Whom is the order for?' },
  'coverage': {
    section: 'A',
    units: ['date', 'date', 'text'],
    zh: '保障在服务日是否有效',
    en: 'Is the coverage in force on the service date?',
  },
  'plan-version': {
    section: 'A',
    units: ['date', 'date', 'count'],
    zh: '服务日适用哪个方案版本',
    en: 'Which plan version decides the service date?',
  },
  'filing': {
    section: 'A',
    units: ['days', 'days', 'text'],
    zh: '是否在提交时限内',
    en: 'Was the order filed in time?',
  },
  'service-date': {
    section: 'A',
    units: ['instant', 'instant', 'text'],
    zh: '服务时间是否有效',
    en: 'Is the time of the service valid?',
  },
  'benefit': {
    section: 'B',
    units: ['text', 'count', 'text'],
    zh: '由哪项责任判定',
    en: 'Which benefit decides the line?',
  },
  'first-visit': { section: 'B', units: ['text', 'text', 'text'], zh: '首诊是否可赔', en: 'Is a first visit covered?' },
  'guardian': {
    section: 'B',
    units: ['text', 'text', 'text'],
    zh: '是否六岁以下且无监护人在场',
    en: 'Is it a child under six, without a guardian?',
  },
  'network': {
    section: 'B',
    units: ['text', 'count', 'text'],
    zh: '机构是否在网络内',
    en: 'Is the provider in the network?',
  },
  'waiting': { section: 'B', units: ['date', 'date', 'text'], zh: '等待期是否已过', en: 'Is the waiting period over?' },
  'diagnosis': { section: 'B', units: ['text', 'count', 'text'], zh: '诊断是否除外', en: 'Is a diagnosis excluded?' },
  'item-code': {
    section: 'B',
    units: ['text', 'text', 'text'],
    zh: '项目是否有编码',
    en: 'Has the item a code to decide by?',
  },
  'formulary': {
    section: 'B',
    units: ['text', 'text', 'text'],
    zh: '药品是否在目录内',
    en: 'Is the item on the formulary?',
  },
  'codes': {
    section: 'B',
    units: ['text', 'count', 'text'],
    zh: '编码是否在清单内',
    en: 'Is the code covered and not excluded?',
  },
  'prohibited': { section: 'B', units: ['text', 'text', 'text'], zh: '是否禁售或停用', en: 'May the item be sold?' },
  'prescription': {
    section: 'B',
    units: ['text', 'text', 'text'],
    zh: '处方是否有效',
    en: 'Is the prescription valid for the item?',
  },
  'prescription-expiry': {
    section: 'B',
    units: ['instant', 'instant', 'text'],
    zh: '处方是否过期',
    en: 'Has the prescription expired?',
  },
  'prescription-left': {
    section: 'B',
    units: ['quantity', 'quantity', 'text'],
    zh: '处方剩余数量',
    en: 'What is left on the prescription?',
  },
  'refill': { section: 'B', units: ['date', 'date', 'text'], zh: '是否可以续方', en: 'Is a refill due?' },
  'supply': {
    section: 'B',
    units: ['days', 'days', 'text'],
    zh: '供药天数是否超限',
    en: "Are the days' supply within the limit?",
  },
  'count': { section: 'B', units: ['orders', 'orders', 'text'], zh: '次数是否用完', en: 'Is the count reached?' },
  'quantity': {
    section: 'B',
    units: ['quantity', 'quantity', 'text'],
    zh: '数量限额是否用完',
    en: 'Is anything left of the quantity limit?',
  },
  'base': {
    section: 'C1',
    units: ['fen', 'fen', 'fen'],
    zh: '扣除已付后的金额',
    en: 'What is left to pay after earlier payers?',
  },
  'trim-prescription': {
    section: 'C1',
    units: ['quantity', 'quantity', 'fen'],
    zh: '按处方数量裁减',
    en: 'How much is trimmed to the prescription?',
  },
  'trim-quantity': {
    section: 'C1',
    units: ['quantity', 'quantity', 'fen'],
    zh: '按数量限额裁减',
    en: 'How much is trimmed to the quantity limit?',
  },
  'price-cap': {
    section: 'C2',
    units: ['fen', 'fen', 'fen'],
    zh: '超出限价的金额',
    en: 'How much is above the price cap?',
  },
  'discount': { section: 'C3', units: ['fen', 'bps', 'fen'], zh: '合同折扣', en: 'What is the contract discount?' },
  'deductible': {
    section: 'C4',
    units: ['fen', 'fen', 'fen'],
    zh: '计入免赔额',
    en: 'What counts toward the deductible?',
  },
  'copay': { section: 'C5', units: ['fen', 'fen', 'fen'], zh: '定额自付', en: 'What is the copay?' },
  'coinsurance': { section: 'C6', units: ['fen', 'bps', 'fen'], zh: '按比例自付', en: 'What is the co-insurance?' },
  'out-of-pocket': {
    section: 'C7',
    units: ['fen', 'fen', 'fen'],
    zh: '自付封顶',
    en: 'What does the out-of-pocket maximum leave to the patient?',
  },
  'national-insurance': {
    section: 'C8',
    units: ['fen', 'bps', 'fen'],
    zh: '未用医保的扣减',
    en: 'What is taken because national insurance was not used?',
  },
  'reject-limit': {
    section: 'C9',
    units: ['fen', 'fen', 'fen'],
    zh: '整单限额扣减',
    en: 'What does a limit that rejects take?',
  },
  'reduce-limit': { section: 'C9', units: ['fen', 'fen', 'fen'], zh: '限额扣减', en: 'What does a limit take?' },
  'payment': { section: 'C10', units: ['fen', 'fen', 'fen'], zh: '保险支付', en: 'What does the insurer pay?' },
  'coordination': {
    section: 'D',
    units: ['fen', 'fen', 'fen'],
    zh: '其他保障承担',
    en: 'What do the other coverages carry?',
  },
  'draw': { section: 'E', units: ['text', 'text', 'fen'], zh: '计入累计', en: 'What is drawn from the accumulator?' },
  'outcome': { section: 'F', units: ['fen', 'fen', 'text'], zh: '结论', en: 'What is the outcome?' },
} as const satisfies Record<string, TraceStepKind>;

export type TraceStep = keyof typeof traceSteps;
