import { manifestAnswer, statementsAnswer } from '../statement-answer.ts';
import { statementsQuery } from '../statements-query.ts';
import type { Operation } from './operation.ts';
import { manifestExample, statementsExample } from './statement-examples.ts';

export const listStatements: Operation = {
  tag: 'Insurer',
  summary: 'List your statements',
  description:
    'The manifests of your days from the business date `from` to `to`, the oldest first. Without `to` until today, without `from` the 31 days up to `to`; 92 days at most. A day that is not closed yet is left out, and so is one before your first day with business, which was empty. Where not all fit into one answer, `next` is the date to go on `from`.',
  query: statementsQuery,
  answers: { 200: 'The statements, or none' },
  answer: { schema: statementsAnswer, example: statementsExample },
  problems: [],
};

export const readStatement: Operation = {
  tag: 'Insurer',
  summary: 'Read the statement of a day',
  description:
    'The manifest: what you owe for the day, the control totals, the digests, and where the parts are. It is the same for ever. Days are closed at 00:30 Asia/Shanghai. A line for a day that is closed already stands in the next statement, marked `late`. `signature` is by our own key, over the manifest without it as canonical JSON (RFC 8785).',
  answers: { 200: 'The statement' },
  answer: { schema: manifestAnswer, example: manifestExample },
  problems: ['statement.unknown', 'statement.generating'],
};

export const readStatementPart: Operation = {
  tag: 'Insurer',
  summary: 'Download a part of a statement',
  description:
    'The bytes of a part, the same for ever: CSV (RFC 4180, UTF-8, CR LF, with a header), or NDJSON where `Accept` names `application/x-ndjson` before CSV; gzipped where `Accept-Encoding` takes it. Digests are of the uncompressed CSV. A field that a spreadsheet would calculate has an apostrophe before it in the CSV, as ids may that begin with a hyphen; take one leading apostrophe away. NDJSON has every value as it is: numbers, `late` as a boolean, `reasons` as a list, null for what is empty.',
  answers: { 200: 'The part' },
  answer: { files: ['text/csv', 'application/x-ndjson'] },
  problems: ['statement.unknown', 'statement.generating', 'statement.part-unknown'],
};
