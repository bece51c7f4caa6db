import type { Reason } from './decision.ts';
import { limitSentence, money, renewal } from './limit-text.ts';
import { yuan } from './money.ts';
import type { BilingualText, WaivableCheck } from './plan.ts';
import { formatQuantity } from './quantity.ts';
import type { ReasonCode } from './reason.ts';

/**
 * The sentences of a reason, for the person it concerns. They are rendered from the code and its figures and never stored, so an
 * answer given again must read the same: a sentence that has been published is changed only under a new version of the fact.
 */
export function reasonText(reason: Reason): BilingualText {
  const sentence = sentences[reason.code](reason);
  return reason.amount === 0 || namesItsAmount.has(reason.code) ? sentence : withAmount(reason, sentence);
}

const namesItsAmount: ReadonlySet<ReasonCode> = new Set(['L504', 'L505', 'L506', 'L510', 'L511']);

type Sentence = (reason: Reason) => BilingualText;

const sentences: Readonly<Record<ReasonCode, Sentence>> = {
  E101: () => ({ zh: '未查到参保人', en: 'No member was found' }),
  E102: () => ({ zh: '姓名或证件号与参保信息不符', en: 'The name or identity number is not that of the member' }),
  E103: ({ firstDate }) => ({ zh: `保障自 ${firstDate} 起生效`, en: `Coverage begins on ${firstDate}` }),
  E104: ({ figures: [to] = [] }) => ({
    zh: to === undefined ? '保障已终止' : `保障已于 ${to} 到期`,
    en: to === undefined ? 'Coverage has ended' : `Coverage ended on ${to}`,
  }),
  E105: () => ({ zh: '保障处于中止状态', en: 'Coverage is suspended' }),
  E107: ({ firstDate, figures: [days] = [] }) => ({
    zh: `在 ${days} 天等待期内，自 ${firstDate} 起可赔付`,
    en: `In the waiting period of ${days} days; covered from ${firstDate}`,
  }),
  E109: () => ({ zh: '参保人未授权直付', en: 'The member has not consented to direct billing' }),
  P201: () => ({ zh: '该机构不在直付网络内', en: 'The provider is not in the network' }),
  P204: () => ({ zh: '互联网首诊不予直付', en: 'A first visit is not covered online' }),
  P206: () => ({ zh: '六岁以下儿童须有监护人在场', en: 'A guardian must be present for a child under six' }),
  C301: () => ({ zh: '该项目不在保障范围内', en: 'The item is not covered' }),
  C302: () => ({ zh: '诊断属于除外责任', en: 'The diagnosis is excluded' }),
  C303: () => ({ zh: '该项目不在药品目录内', en: 'The item is not on the formulary' }),
  C304: () => ({ zh: '项目没有编码，无法判定', en: 'The item has no code to decide by' }),
  C305: ({ figures: [perUnit] = [] }) => ({
    zh: `超出每单位 ${money(perUnit)} 元的限价`,
    en: `Above the maximum price of CNY ${money(perUnit)} a unit`,
  }),
  C306: () => ({ zh: '该药品禁售或已停用', en: 'The item is prohibited or discontinued' }),
  R401: () => ({ zh: '缺少有效处方', en: 'A valid prescription is required' }),
  R402: () => ({ zh: '处方已过期', en: 'The prescription has expired' }),
  R403: ({ firstDate }) => ({
    zh: `续方过早，自 ${firstDate} 起可续`,
    en: `Too soon to refill; possible from ${firstDate}`,
  }),
  R405: () => ({ zh: '数量超过处方', en: 'The quantity is above the prescription' }),
  R406: ({ figures: [asked, most] = [] }) => ({
    zh: `供药 ${asked} 天，超过允许的 ${most} 天`,
    en: `A supply of ${asked} days is above the ${most} days allowed`,
  }),
  R407: () => ({ zh: '处方已用完', en: 'The prescription is used up' }),
  L501: ({ figures: [left] = [] }) => ({
    zh: `计入免赔额，免赔额剩余 ${money(left)} 元`,
    en: `Counts toward the deductible, of which CNY ${money(left)} is left`,
  }),
  L502: ({ figures: [bps, bound, amount] = [] }) => ({
    zh: `按 ${percent(bps)} 比例自付${bound === undefined ? '' : `，${bound === 'min' ? '至少' : '至多'} ${money(amount)} 元`}`,
    en: `Co-insurance of ${percent(bps)}${bound === undefined ? '' : `, at ${bound === 'min' ? 'least' : 'most'} CNY ${money(amount)}`}`,
  }),
  L503: ({ figures: [copay, per] = [] }) => ({
    zh: `${per === 'order' ? '每单' : '每项'}定额自付 ${money(copay)} 元`,
    en: `Co-payment of CNY ${money(copay)} ${per === 'order' ? 'an order' : 'a line'}`,
  }),
  L504: limitSentence,
  L505: limitSentence,
  L506: limitSentence,
  L507: ({ figures: [measure, max, left, lastDay] = [] }) => {
    const { zh, en } = renewal(lastDay);
    if (measure === 'count') {
      return {
        zh: `已达到 ${max} 次的次数限制${zh}`,
        en: `The limit of ${max === 1 ? 'one order' : `${max} orders`} is reached${en}`,
      };
    }
    if (left === 0) {
      return { zh: `数量限额 ${units(max)} 已用完${zh}`, en: `The quantity limit of ${units(max)} is used up${en}` };
    }
    return {
      zh: `数量限额 ${units(max)} 仅剩 ${units(left)}，不足以支付本项${zh}`,
      en: `Of the quantity limit of ${units(max)} only ${units(left)} is left, too little for the line${en}`,
    };
  },
  L508: ({ figures: [asked, left] = [] }) => ({
    zh: `数量 ${units(asked)} 超出限额，仅赔付 ${units(left)}`,
    en: `Of a quantity of ${units(asked)} the limit leaves ${units(left)}`,
  }),
  L510: limitSentence,
  L511: limitSentence,
  L513: () => ({
    zh: '已达到自付封顶，超出部分由保险承担',
    en: 'The out-of-pocket maximum is reached; the insurer carries the rest',
  }),
  A801: ({ figures: [bps] = [] }) => ({
    zh: `按 ${percent(bps)} 合同折扣，由机构让利`,
    en: `Contract discount of ${percent(bps)}, written off by the provider`,
  }),
  A802: ({ figures: [check, zh, en] = [] }) => ({
    zh: `批单“${zh}”豁免：${waivedNames[check as WaivableCheck].zh}`,
    en: `Waived by the endorsement "${en}": ${waivedNames[check as WaivableCheck].en}`,
  }),
  B601: ({ figures: [bps] = [] }) => ({
    zh: `未经医保结算，按 ${percent(bps)} 赔付`,
    en: `National insurance was not used first; paid at ${percent(bps)}`,
  }),
  B606: () => ({ zh: '由其他保障承担', en: 'Carried by another coverage' }),
  T702: ({ figures: [days] = [] }) => ({ zh: `超过 ${days} 天的提交时限`, en: `Filed after the ${days} days allowed` }),
  T703: () => ({ zh: '服务日期晚于提交时间 24 小时以上', en: 'The service is more than 24 hours ahead of the order' }),
  T714: () => ({ zh: '订单到达前已被撤销', en: 'The order was reversed before it arrived' }),
};

const waivedNames: Readonly<Record<WaivableCheck, BilingualText>> = {
  'formulary': { zh: '药品目录', en: 'the formulary' },
  'codes': { zh: '项目清单', en: 'the item list' },
  'network': { zh: '机构名单', en: 'the network' },
  'waiting': { zh: '等待期', en: 'the waiting period' },
  'deductible': { zh: '免赔额', en: 'the deductible' },
  'first-visit': { zh: '首诊限制', en: 'the rule on first visits' },
};

function withAmount({ amount }: Reason, { zh, en }: BilingualText): BilingualText {
  if (amount > 0)
    return { zh: `${zh}：保险不承担 ${yuan(amount)} 元`, en: `${en}: CNY ${yuan(amount)} is not paid by the insurer` };
  return { zh: `${zh}：保险多承担 ${yuan(-amount)} 元`, en: `${en}: CNY ${yuan(-amount)} more is paid by insurers` };
}

const units = (quantity: number | string | undefined): string => formatQuantity(Number(quantity ?? 0));
const percent = (bps: number | string | undefined): string => `${Number(bps ?? 0) / 100} %`;
