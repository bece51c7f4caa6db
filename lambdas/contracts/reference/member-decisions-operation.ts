import { memberDecisionsAnswer } from '../member-decisions-answer.ts';
import { memberDecisionsQuery } from '../member-decisions-query.ts';
import { memberDecisionsExample } from './member-decisions-example.ts';
import type { Operation } from './operation.ts';

export const readMemberDecisions: Operation = {
  tag: 'Hospital',
  summary: "Show a member's decisions",
  description:
    'For the patient to read: every order of yours that was decided for the member between the business dates `from` and `to`, as it stands now, the newest first. Without `to` until today, without `from` the 90 days up to `to`. `limit` is 1 to 50, 20 where left out; a page may hold fewer and still have `next`. Send `next` back as `cursor`; it keeps the dates. Orders of others do not exist for you, and a member that you never served is answered like one without decisions. A decision may be missing for a moment after it was made.\n\nWith `?format=html`, or where `Accept` names `text/html` before JSON, the same is a page to show and to print, an explanation of benefits in Chinese and English; the header `link` leads to its next page. `format` wins over `Accept`, and is signed with the query.',
  query: memberDecisionsQuery,
  answers: { 200: 'The decisions, or none' },
  answer: { schema: memberDecisionsAnswer, example: memberDecisionsExample },
  isPageToo: true,
  problems: [],
};
