import type { Amounts } from '../domain/decision.ts';
import type { BilingualText } from '../domain/plan.ts';
import { both, yuanText } from './explanation-text.ts';
import { AMOUNT_NAMES, amountNames, categoryNames, words } from './explanation-words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { MemberDecision } from './member-decisions-answer.ts';

type DecidedLine = MemberDecision['decision']['lines'][number];
type ExplainedLine = MemberDecision['lines'][number];

/** What was decided of each line and why, and what stands of it now where that is something else. */
export function linesPart({ decision, lines, comesTo, paid }: MemberDecision, id: string): Markup {
  const isAsDecided = isSame(comesTo, decision.totals);
  return markup`<h3 id="${id}">${both(words.lines)}</h3>
    <table class="lines" aria-labelledby="${id}">
      <thead>
        <tr>
          <th scope="col">${both(words.item)}</th>
          ${AMOUNT_NAMES.map((name) => markup`<th scope="col">${both(amountNames[name])}</th>`)}
        </tr>
      </thead>
      ${decision.lines.map((line, index) => linePart(line, lines[index], paid.billed > 0))}
      <tfoot>
        ${amountsRow(both(isAsDecided ? words.total : words.asDecided), decision.totals, 'total')}
        ${!isAsDecided && amountsRow(both(words.now), comesTo, 'now')}
      </tfoot>
    </table>`;
}

function linePart(line: DecidedLine, told: ExplainedLine | undefined, isPaid: boolean): Markup {
  const { billed, insurer, priorPaid, reasons, lineNo } = line;
  const { paid, quantity = '', category = 'consult' } = told ?? {};
  const item = markup`${lineNo}. <bdi>${told?.name ?? ''}</bdi> × ${quantity} <small>${both(categoryNames[category])}</small>`;
  const isInFull = reasons.length === 0 && insurer > 0 && insurer + priorPaid === billed;
  const isOther = isPaid && paid !== undefined && !isSame(paid, line);
  return markup`<tbody>
    ${amountsRow(item, line, 'line')}
    ${
      (isInFull || reasons.length > 0) &&
      markup`<tr class="why"><td colspan="6"><ul>
      ${isInFull && markup`<li><p>${both(words.inFull)}</p></li>`}${reasons.map(reasonItem)}
    </ul></td></tr>`
    }
    ${isOther && amountsRow(markup`${both(words.nowOfLine)} × ${paid.quantity}`, paid, 'now')}
  </tbody>`;
}

/** The sentence names the amount too; beside it, the amounts of a line can be added up. */
export const reasonItem = ({ code, amount, zh, en }: DecidedLine['reasons'][number]): Markup => markup`<li>
  <p>${both({ zh, en })}</p> <span class="code">${code}</span>
  <span class="amount">${amount !== 0 && yuanText(amount)}</span>
</li>`;

function amountsRow(head: Markup, amounts: Amounts, kind: 'line' | 'now' | 'total'): Markup {
  return markup`<tr class="amounts ${kind}">
    <th scope="row">${head}</th>
    ${AMOUNT_NAMES.map((name) => amountCell(amountNames[name], amounts[name]))}
  </tr>`;
}

const amountCell = ({ zh, en }: BilingualText, amount: number): Markup =>
  markup`<td data-label="${zh} ${en}">${yuanText(amount)}</td>`;

const isSame = (one: Amounts, other: Amounts): boolean => AMOUNT_NAMES.every((name) => one[name] === other[name]);
