import type { BilingualText } from '../domain/plan.ts';
import { limitsPart } from './explanation-limits.ts';
import { linesPart, reasonItem } from './explanation-lines.ts';
import { both, yuanText } from './explanation-text.ts';
import { AMOUNT_NAMES, amountNames, kindNames, words } from './explanation-words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { MemberDecision } from './member-decisions-answer.ts';

/** One order: what there is to pay first, then who carries the bill, then why, line by line, then what is left of the limits. */
export function orderPart(one: MemberDecision, position: number): Markup {
  const { orderNo, kind, status, statusText, statusDate, comesTo, decision } = one;
  const id = `order-${position + 1}`;
  const isOpen = status === 'authorized' || status === 'partially-captured';
  return markup`<section class="order" id="${id}" aria-labelledby="${id}-title">
    <div class="head">
      <div>
        <h2 id="${id}-title">${both(kindNames[kind])} <bdi class="number">${orderNo}</bdi></h2>
        <p class="status">${statusText.zh} <time>${statusDate}</time> <span class="en" lang="en">${statusText.en}</span></p>
      </div>
      <p class="pays">${both(isOpen ? words.wouldPay : words.pays)} <strong>¥${yuanText(comesTo.patient)}</strong></p>
    </div>
    <dl class="facts">${factsOf(one).map(([name, text]) => markup`<div><dt>${both(name)}</dt><dd>${text}</dd></div>`)}</dl>
    <dl class="carried">
      ${AMOUNT_NAMES.map(
        (name) =>
          markup`<div class="${name}"><dt>${both(amountNames[name])}</dt><dd>${yuanText(comesTo[name])}</dd></div>`,
      )}
    </dl>
    ${decision.reasons.length > 0 && markup`<ul class="why">${decision.reasons.map(reasonItem)}</ul>`}
    ${linesPart(one, `${id}-lines`)} ${limitsPart(one, `${id}-limits`)}
  </section>`;
}

function factsOf({ serviceDate, decision }: MemberDecision): readonly (readonly [BilingualText, Markup])[] {
  const { plan, businessDate, shares } = decision;
  const insurers = shares.map(
    ({ insurerId, amount }, index) =>
      markup`${index > 0 && ' · '}<bdi>${insurerId}</bdi>${shares.length > 1 && ` ${yuanText(amount)}`}`,
  );
  return [
    [words.service, markup`${serviceDate}`],
    [words.decided, markup`${businessDate}`],
    ...(plan === null
      ? []
      : [[words.plan, markup`<bdi>${plan.planId}</bdi> · ${both(words.version)} ${plan.version}`] as const]),
    ...(insurers.length === 0 ? [] : [[words.insurers, markup`${insurers}`] as const]),
  ];
}
