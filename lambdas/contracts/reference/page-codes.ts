import type { ReasonCode, ReasonKind } from '../../domain/reason.ts';
import { reasonCodes } from '../../domain/reason.ts';
import type { ProblemCode, ProblemKind, Retry } from '../problem-codes.ts';
import { problemKinds } from '../problem-codes.ts';
import type { Markup } from '../markup.ts';
import { markup } from '../markup.ts';

const RETRY_WORDS: Readonly<Record<Retry, string>> = {
  'never': 'do not repeat as it is',
  'same-request': 'repeat the same request',
  'new-order-no': 'use a new order number',
  'after': 'repeat after Retry-After',
};

const EFFECT_WORDS: Readonly<Record<ReasonKind['effect'], string>> = {
  'deny': 'line not paid',
  'reduce': 'pays less',
  'raise': 'pays more',
  'write-off': 'written off',
  'inform': 'for information',
};

export function problemTable(): Markup {
  const rows = Object.entries(problemKinds) as [ProblemCode, ProblemKind][];
  return markup`<table class="codes">
    <thead>
      <tr>
        <th>Code</th>
        <th>Status</th>
        <th>Meaning</th>
        <th>Then</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([code, kind]) =>
          markup`<tr id="problem-${code}">
            <td>
              <a href="#problem-${code}"><code>${code}</code></a>
            </td>
            <td>${kind.status}</td>
            <td>${kind.title}</td>
            <td><code>${kind.retry}</code> <span class="type">${RETRY_WORDS[kind.retry]}</span></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function reasonTable(): Markup {
  const rows = Object.entries(reasonCodes) as [ReasonCode, ReasonKind][];
  return markup`<table class="codes reasons">
    <thead>
      <tr>
        <th>Code</th>
        <th lang="zh-Hans">中文</th>
        <th>English</th>
        <th>Effect</th>
        <th>CARC</th>
        <th>NCPDP</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([code, kind]) =>
          markup`<tr id="reason-${code}">
            <td>
              <a href="#reason-${code}"><code>${code}</code></a>
            </td>
            <td lang="zh-Hans">${kind.zh}</td>
            <td>${kind.en}</td>
            <td class="effect">${EFFECT_WORDS[kind.effect]}</td>
            <td class="map" data-label="CARC">${kind.carc || '–'}</td>
            <td class="map" data-label="NCPDP">${kind.ncpdp || '–'}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
