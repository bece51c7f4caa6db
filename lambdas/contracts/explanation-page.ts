import { createHash } from 'node:crypto';
import { orderPart } from './explanation-order.ts';
import { explanationStyle } from './explanation-style.ts';
import { both, masked, yuanText } from './explanation-text.ts';
import { kindNames, words } from './explanation-words.ts';
import type { Markup } from './markup.ts';
import { markup } from './markup.ts';
import type { MemberDecision, MemberDecisionsAnswer } from './member-decisions-answer.ts';

/** Allows the page its one style element, and nothing else. */
export const explanationPolicy = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(explanationStyle).digest('base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

/**
 * An explanation of benefits (EOB): a member's decisions as a page to show, to print and to keep. It says nothing that the JSON does
 * not, asks for nothing from elsewhere, and shows of the member's number only the end. `asOf`: the instant in Asia/Shanghai.
 */
export function explanationPage(answer: MemberDecisionsAnswer, providerId: string, asOf: string): string {
  const { memberId, from, to, decisions, next } = answer;
  return markup`<!doctype html>
    <html lang="zh-Hans">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${words.title.zh} ${words.title.en}</title>
        <style>${{ markup: explanationStyle }}</style>
      </head>
      <body>
        <header>
          <p class="system">${both(words.system)}</p>
          <h1>${both(words.title)}</h1>
          <p class="notice">${both(words.noBill)}</p>
          <dl class="facts">
            <div><dt>${both(words.member)}</dt><dd><bdi>${masked(memberId)}</bdi></dd></div>
            <div><dt>${both(words.provider)}</dt><dd><bdi>${providerId}</bdi></dd></div>
            <div><dt>${both(words.dates)}</dt><dd>${from} – ${to}</dd></div>
            <div><dt>${both(words.printed)}</dt><dd>${asOf.slice(0, 16).replace('T', ' ')}</dd></div>
          </dl>
        </header>
        <main>
          ${decisions.length === 0 && markup`<p class="none">${both(words.none)}</p>`}
          ${decisions.length > 1 && overview(decisions)} ${decisions.map(orderPart)}
        </main>
        <footer>
          ${next !== undefined && markup`<p>${both(words.more)}</p>`}
          <p>${both(words.questions)}</p>
        </footer>
      </body>
    </html> `.markup;
}

function overview(decisions: readonly MemberDecision[]): Markup {
  return markup`<h2 id="overview">${both(words.overview)}</h2>
    <table class="overview" aria-labelledby="overview">
      <thead>
        <tr>
          ${[words.service, words.order, words.status, words.pays].map(
            (name) => markup`<th scope="col">${both(name)}</th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${decisions.map(
          ({ serviceDate, kind, orderNo, statusText, comesTo }, index) =>
            markup`<tr>
              <td>${serviceDate}</td>
              <th scope="row"><a href="#order-${index + 1}">${both(kindNames[kind])}</a> <small><bdi>${orderNo}</bdi></small></th>
              <td>${both(statusText)}</td>
              <td>¥${yuanText(comesTo.patient)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}
