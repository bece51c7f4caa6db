import { addDays } from './calendar.ts';
import type { Reason } from './decision.ts';
import type { Fen } from './money.ts';
import { yuan } from './money.ts';
import type { BilingualText } from './plan.ts';
import type { ReasonCode } from './reason.ts';

const periodNames: Readonly<Record<string, BilingualText>> = {
  line: { zh: '单项', en: 'line' },
  order: { zh: '单次', en: 'order' },
  day: { zh: '单日', en: 'daily' },
  month: { zh: '月度', en: 'monthly' },
  year: { zh: '年度', en: 'yearly' },
  lifetime: { zh: '终身', en: 'lifetime' },
};

/** Whose a limit is, where it is not the member's alone. */
const holders: Readonly<Partial<Record<ReasonCode, BilingualText>>> = {
  L510: { zh: '家庭共享', en: "family's " },
  L511: { zh: '团体共享', en: "pool's " },
};

/**
 * `figures`: the period, or `budget` of a pool; what stays left, or, of a line's or an order's own limit, its maximum; the last day of
 * the period or the days of a rolling one; `reject` where the limit rejects.
 */
export function limitSentence({ code, amount, figures: [per = '', figure, end, reject] = [] }: Reason): BilingualText {
  const [taken, limit] = [yuan(amount), money(figure)];
  const rejects = reject !== undefined;
  if (per === 'budget') return budgetSentence(taken, limit, rejects);
  const name = limitName(code, String(per), end);
  if (per === 'line' || per === 'order') {
    return rejects
      ? {
          zh: `超出${name.zh}限额 ${limit} 元，${taken} 元不予支付`,
          en: `CNY ${taken} is not paid, because the ${name.en} limit of CNY ${limit} would be exceeded`,
        }
      : {
          zh: `本次超出${name.zh}限额 ${taken} 元（限额 ${limit} 元）`,
          en: `The ${name.en} limit of CNY ${limit} is exceeded by CNY ${taken}`,
        };
  }
  const renewed = per === 'rolling' ? renewal() : renewal(end);
  return rejects
    ? {
        zh: `本单各项合计超出${name.zh}限额，${taken} 元不予支付，剩余额度 ${limit} 元${renewed.zh}`,
        en: `CNY ${taken} is not paid, because the order’s lines together would exceed the ${name.en} limit, of which CNY ${limit} is left${renewed.en}`,
      }
    : {
        zh: `本次超出${name.zh}限额 ${taken} 元，剩余额度 ${limit} 元${renewed.zh}`,
        en: `The ${name.en} limit is exceeded by CNY ${taken}; CNY ${limit} of it is left${renewed.en}`,
      };
}

function limitName(code: ReasonCode, per: string, end: number | string | undefined): BilingualText {
  const period =
    per === 'rolling' ? { zh: `连续 ${end} 天`, en: `${end}-day` } : (periodNames[per] ?? { zh: '', en: '' });
  const holder = holders[code] ?? { zh: '', en: '' };
  return { zh: `${holder.zh}${period.zh}`, en: `${holder.en}${period.en}` };
}

function budgetSentence(taken: string, left: string, rejects: boolean): BilingualText {
  return rejects
    ? {
        zh: `团体或公益预算仅剩 ${left} 元，${taken} 元不予支付`,
        en: `CNY ${taken} is not paid, because only CNY ${left} of the pool's budget is left`,
      }
    : {
        zh: `超出团体或公益预算 ${taken} 元，预算剩余 ${left} 元`,
        en: `The pool's budget is exceeded by CNY ${taken}; CNY ${left} of it is left`,
      };
}

/** When a limit is whole again: the day after the last one of its period. */
export function renewal(lastDay?: number | string): BilingualText {
  if (lastDay === undefined || lastDay === '') return { zh: '', en: '' };
  const date = addDays(String(lastDay), 1);
  return { zh: `，${date} 恢复`, en: `; it is renewed on ${date}` };
}

/** Fen as a patient reads them: `0`, or yuan with two places. */
export const money = (fen: number | string | undefined): string =>
  fen === 0 ? '0' : yuan(Number(fen ?? 0) satisfies Fen);
