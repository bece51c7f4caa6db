import { dayNumber } from '../domain/calendar.ts';
import type { BilingualText } from '../domain/plan.ts';
import { both, yuanText } from './explanation-text.ts';
import { words } from './explanation-words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { MemberDecision } from './member-decisions-answer.ts';

type Accumulator = MemberDecision['decision']['accumulators'][number];
type Renewal = MemberDecision['limits'][number];

/** What is left of each limit after a decision, and when it is whole again; nothing where no limit was asked. */
export function limitsPart({ decision: { accumulators }, limits }: MemberDecision, id: string): Markup | false {
  if (accumulators.length === 0) return false;
  const isSeveral = new Set(accumulators.map(({ coverageId }) => coverageId)).size > 1;
  return markup`<h3 id="${id}">${both(words.limits)} <small>${both(words.limitsAsOf)}</small></h3>
    <table class="limits" aria-labelledby="${id}">
      <thead>
        <tr>
          ${[words.limit, words.max, words.used, words.left, words.renewed].map(
            (name) => markup`<th scope="col">${both(name)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${accumulators.map((one, index) => limitRow(one, limits[index], isSeveral))}
      </tbody>
    </table>`;
}

function limitRow(one: Accumulator, renewal: Renewal | undefined, isSeveral: boolean): Markup {
  const { limitId, coverageId, held } = one;
  const cell = (name: BilingualText, content: Markup) => markup`<td data-label="${name.zh} ${name.en}">${content}</td>`;
  return markup`<tr>
    <th scope="row">
      ${both(limitName(one, renewal?.per))} <small><bdi>${limitId}</bdi>${isSeveral && markup` · <bdi>${coverageId}</bdi>`}</small>
    </th>
    ${cell(words.max, figure(one, one.max))}
    ${cell(words.used, markup`${figure(one, one.used)}${Number(held) > 0 && markup`<small>${both(words.held)} ${figure(one, held)}</small>`}`)}
    ${cell(words.left, markup`<b>${figure(one, one.remaining)}</b>`)}
    ${cell(words.renewed, renewedText(renewal))}
  </tr>`;
}

const figure = ({ measure }: Accumulator, value: number | string): Markup =>
  markup`${measure === 'amount' ? yuanText(Number(value)) : value}`;

function renewedText(renewal: Renewal | undefined): Markup {
  if (renewal?.per === 'rolling') return both(words.dayByDay);
  return renewal?.renewedOn === undefined ? both(words.never) : markup`${renewal.renewedOn}`;
}

const measures: Readonly<Record<Accumulator['measure'], BilingualText>> = {
  amount: { zh: '金额', en: 'amount' },
  count: { zh: '次数', en: 'number of orders' },
  quantity: { zh: '数量', en: 'quantity' },
};

const periods: Readonly<Record<Renewal['per'], BilingualText>> = {
  day: { zh: '单日', en: 'Daily' },
  month: { zh: '月度', en: 'Monthly' },
  year: { zh: '年度', en: 'Yearly' },
  lifetime: { zh: '终身', en: 'Lifetime' },
  rolling: { zh: '连续数日', en: 'Rolling' },
};

const holders: Readonly<Record<Accumulator['scope'], BilingualText>> = {
  member: { zh: '', en: '' },
  family: { zh: '家庭共享', en: ', shared by the family' },
  pool: { zh: '团体共享', en: ', shared by the pool' },
};

const ownNames: Readonly<Record<string, BilingualText>> = {
  'deductible': { zh: '免赔额', en: 'deductible' },
  'out-of-pocket': { zh: '自付封顶', en: 'out-of-pocket maximum' },
};

/** Plans give limits no names for people, only ids; so they are told by what they count. */
function limitName({ limitId, scope, measure, period }: Accumulator, per: Renewal['per'] = 'lifetime'): BilingualText {
  const counts = ownNames[limitId] ?? measures[measure];
  const time =
    per === 'rolling' && period !== null ? rolling(dayNumber(period.to) - dayNumber(period.from) + 1) : periods[per];
  const holder = holders[scope];
  return { zh: `${holder.zh}${time.zh}${counts.zh}`, en: `${time.en} ${counts.en}${holder.en}` };
}

const rolling = (days: number): BilingualText => ({ zh: `连续 ${days} 天`, en: `${days}-day` });
