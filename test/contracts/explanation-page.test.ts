import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AMOUNT_NAMES } from '../../lambdas/contracts/explanation-words.ts';
import { explanationPage } from '../../lambdas/contracts/explanation-page.ts';
import { masked, yuanText } from '../../lambdas/contracts/explanation-text.ts';
import type { MemberDecision, MemberDecisionsAnswer } from '../../lambdas/contracts/member-decisions-answer.ts';
import { memberDecisionsAnswer } from '../../lambdas/contracts/member-decisions-answer.ts';
import { memberDecisionsExample } from '../../lambdas/contracts/reference/member-decisions-example.ts';
import { renderMemberDecision } from '../../lambdas/contracts/render-member-decision.ts';
import type { DecisionFact, OrderFact } from '../../lambdas/domain/fact.ts';
import { generatedLife } from '../domain/generated-life.ts';
import { generatedTrim } from '../domain/generated-trims.ts';
import { generatedWorld } from '../domain/generated-world.ts';
import type { Trimmed } from '../domain/generated-trims.ts';
import { decisionFact, EXPIRES_AT, POSTED_AT, stateOf, voidFact } from '../domain/posted-facts.ts';
import { runLife } from '../domain/running-life.ts';
import { runWorld } from '../domain/running-world.ts';

const AS_OF = '2026-06-15T12:00:00.000+08:00';
const [shown] = memberDecisionsExample.decisions as [MemberDecision];
const pageOf = (decisions: readonly MemberDecision[], over: Partial<MemberDecisionsAnswer> = {}) =>
  explanationPage({ ...memberDecisionsExample, decisions: [...decisions], ...over }, 'hospital-a', AS_OF);

/** Fen again, from what the page shows. */
const fenOf = (text: string): number => Math.round(Number(text.replace(/[,¥]/g, '')) * 100);

/** What stands in an element, without its tags. */
const textOf = (html: string): string => html.replace(/<[^>]*>/g, '').trim();
const rowsOf = (html: string, kind: string): readonly (readonly number[])[] =>
  [...html.matchAll(new RegExp(`<tr class="amounts ${kind}">(.*?)</tr>`, 'gs'))].map(([, row = '']) =>
    [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) => fenOf(textOf(cell))),
  );
const amountsOf = (amounts: Pick<MemberDecision['paid'], (typeof AMOUNT_NAMES)[number]>) =>
  AMOUNT_NAMES.map((name) => amounts[name]);

const decided: fc.Arbitrary<readonly Trimmed[]> = fc.oneof(
  generatedWorld(5).map((world) => {
    const all: Trimmed[] = [];
    runWorld(world, ({ order }, decision) => all.push({ order, decided: decision }));
    return all;
  }),
  fc.array(generatedTrim, { minLength: 5, maxLength: 5 }),
);

/** As they stand at some instant of some life, refused ones among them. */
const told = fc
  .tuple(decided, fc.array(generatedLife, { minLength: 5, maxLength: 5 }), fc.constantFrom('open', 'expired', 'voided'))
  .map(([all, lives, end]) =>
    all.map(({ order, decided: decision }, index): MemberDecision => {
      const [first] = lives as [(typeof lives)[number]];
      const facts = decision.decision.refused
        ? [decisionFact(decision, order, 'settlement')]
        : runLife(decision, order, lives[index] ?? first);
      const ended = end === 'voided' && stateOf(facts).held.length > 0 ? [...facts, voidFact(facts)] : facts;
      return render(ended, end === 'expired' ? EXPIRES_AT + 1 : POSTED_AT);
    }),
  );

function render(facts: readonly OrderFact[], now: number): MemberDecision {
  const state = stateOf(facts, now);
  return renderMemberDecision(
    { ...state, decided: state.decided as DecisionFact },
    facts,
    ({ sequence }) => `f.${sequence}`,
  );
}

describe('what the page shows is what the JSON says', { timeout: 120_000 }, () => {
  it('of every amount of every order, whatever has happened to it', () => {
    let [orders, moved] = [0, 0];
    fc.assert(
      fc.property(told, (decisions) => {
        memberDecisionsAnswer.parse({ ...memberDecisionsExample, decisions });
        const sections = pageOf(decisions).split('<section class="order"').slice(1);
        expect(sections).toHaveLength(decisions.length);
        for (const [index, { decision, comesTo, paid, lines }] of decisions.entries()) {
          const section = sections[index] ?? '';
          const [, pays = ''] = /<strong>(¥[\d,.]+)<\/strong>/.exec(section) ?? [];
          expect(fenOf(pays)).toBe(comesTo.patient);
          const [, carried = ''] = /<dl class="carried">(.*?)<\/dl>/s.exec(section) ?? [];
          expect([...carried.matchAll(/<dd>([^<]*)<\/dd>/g)].map(([, text = '']) => fenOf(text))).toEqual(
            amountsOf(comesTo),
          );
          expect(rowsOf(section, 'line')).toEqual(decision.lines.map(amountsOf));
          expect(rowsOf(section, 'total')).toEqual([amountsOf(decision.totals)]);
          const isSame = amountsOf(comesTo).join() === amountsOf(decision.totals).join();
          const others = lines
            .map((line) => line.paid)
            .filter((line, at) => amountsOf(line).join() !== amountsOf(decision.lines[at] ?? line).join());
          expect(rowsOf(section, 'now')).toEqual([
            ...(paid.billed > 0 ? others : []).map(amountsOf),
            ...(isSame ? [] : [amountsOf(comesTo)]),
          ]);
          orders += 1;
          moved += isSame ? 0 : 1;
        }
      }),
      { numRuns: 100 },
    );
    expect([orders >= 500, moved > 50]).toEqual([true, true]);
  });

  it('with every reason in both languages, and its amount', () => {
    fc.assert(
      fc.property(told, (decisions) => {
        const page = pageOf(decisions);
        for (const { zh, en, code, amount } of decisions.flatMap(({ decision: { lines, reasons } }) => [
          ...reasons,
          ...lines.flatMap((line) => line.reasons),
        ])) {
          for (const text of [zh, en, code, amount === 0 ? '' : yuanText(amount)])
            expect(page).toContain(escaped(text));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('and that the insurer pays all of it only where it does', () => {
    const inFull = 'The insurer pays all of it';
    const money = { ...shown.decision.totals, insurer: 4_500, patient: 0 };
    const line = { ...shown.decision.lines[0], ...money, reasons: [] } as MemberDecision['decision']['lines'][number];
    const full = { ...shown, comesTo: money, decision: { ...shown.decision, totals: money, lines: [line] } };
    expect([pageOf([full]).includes(inFull), pageOf([shown]).includes(inFull)]).toEqual([true, false]);
  });
});

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

describe('whatever a provider or an insurer writes is text', () => {
  const ATTACK = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;</style></title>`;
  const [asked, decidedLine] = [shown.lines[0], shown.decision.lines[0]];
  const attacked = {
    ...shown,
    orderNo: ATTACK,
    statusText: { zh: ATTACK, en: ATTACK },
    lines: [{ ...asked, name: ATTACK, quantity: ATTACK }],
    limits: [{ ...shown.limits[0], renewedOn: ATTACK }],
    decision: {
      ...shown.decision,
      businessDate: ATTACK,
      plan: { planId: ATTACK, version: 1 },
      shares: [{ coverageId: ATTACK, insurerId: ATTACK, amount: 1 }],
      reasons: [{ ...decidedLine?.reasons[0], zh: ATTACK, en: ATTACK, code: ATTACK }],
      lines: [{ ...decidedLine, reasons: [{ ...decidedLine?.reasons[0], zh: ATTACK, en: ATTACK, code: ATTACK }] }],
      accumulators: [{ ...shown.decision.accumulators[0], limitId: ATTACK, max: ATTACK, measure: 'count' }],
    },
  } as unknown as MemberDecision;

  it('wherever it comes to stand', () => {
    const page = pageOf([attacked, attacked], { from: ATTACK, memberId: ATTACK });
    expect(page.split(escaped(ATTACK).slice(0, 30)).length).toBeGreaterThan(20);
    expect(page).not.toMatch(/<script|<img|onerror='[^<]*'>(?!&amp;)/);
    expect(page.match(/<\/(?:style|title)>/g)).toEqual(['</title>', '</style>']);
  });

  it('and cannot turn the direction of what follows', () => {
    expect(pageOf([attacked])).toContain(`<bdi>${escaped(ATTACK)}</bdi>`);
  });
});

it.each([
  ['M-1001', '•••001'],
  ['310000199001011234', '•••1234'],
  ['M', '•••'],
])('shows of the member number %s only the end, at most half of it: %s', (memberId, expected) => {
  expect(masked(memberId)).toBe(expected);
  expect(pageOf([shown], { memberId })).not.toContain(`>${memberId}<`);
});

it.each([
  [0, '0.00'],
  [5, '0.05'],
  [100_000, '1,000.00'],
  [9_999_999_999, '99,999,999.99'],
  [-123_456_789, '-1,234,567.89'],
])('writes %i fen as %s', (amount, text) => expect(yuanText(amount)).toBe(text));

it('needs no script and nothing from elsewhere', () => {
  expect(pageOf([shown])).not.toMatch(/<script|<img|<iframe|<link|@import|url\(|https?:\/\/| on\w+=/i);
});
